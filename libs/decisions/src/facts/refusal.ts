import type { RefusalRule } from '@silkgauge/contract';

/** A broken rule, in words. */
export interface Refusal {
  readonly rule: RefusalRule;
  readonly reason: string;
}
