import type { Qualifier, Wording } from '@silkgauge/codelists';
import type { PrintReading } from '@silkgauge/growth';

/** A number that somebody writes: its digits, and the interval or readings that they leave open. */
export interface WrittenNumber {
  readonly value: string;
  readonly valueHigh: string | null;
  readonly multiplier: string;
  readonly unit: string | null;
  readonly wording: Wording | null;
  readonly qualifier: Qualifier;
  /** Whether its readings are closed intervals of their own: "nearly 30", 30多. */
  readonly isNear: boolean;
  /** Whether words or a sign say that it is a rise or a fall; a level needs none. */
  readonly isSigned: boolean;
  readonly readings: readonly PrintReading[];
}
