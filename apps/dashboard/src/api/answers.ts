import type { Dimension } from '@silkgauge/contract';

export interface CountedCode {
  readonly code: string;
  /** Null: in no register. */
  readonly names: { readonly en: string | null; readonly zh: string | null } | null;
  readonly states: number;
  readonly series: number;
}

export interface Availability {
  readonly states: number;
  readonly series: number;
  readonly periods: { readonly from: string; readonly to: string } | null;
  readonly dimensions: Readonly<Record<Dimension, readonly CountedCode[]>>;
}
