import { MOST_FAULTS } from '@silkgauge/contract';

/** A fault of a plan. `pointer` is a JSON Pointer, such as `/paragraphs/0/1/say`. */
export interface PlanFault {
  readonly pointer: string;
  readonly rule: PlanRule;
  readonly message: string;
  readonly fix: string;
}

export type PlanRule =
  | 'required'
  | 'schema'
  | 'name'
  | 'unknown-say'
  | 'repeated-id'
  | 'too-many-sentences'
  | 'too-many-keys'
  | 'too-large'
  | 'title-digit'
  | 'title-cause'
  | 'key'
  | 'period'
  | 'comparison';

/** Collects the faults of a plan, each place and rule once. */
export class PlanFaults {
  readonly all: PlanFault[] = [];
  readonly #seen = new Set<string>();

  report(pointer: string, rule: PlanRule, message: string, fix: string): void {
    const name = `${rule} ${pointer}`;
    if (this.all.length >= MOST_FAULTS || this.#seen.has(name)) return;
    this.#seen.add(name);
    this.all.push({ pointer, rule, message, fix });
  }
}
