import type { PrintReading, Qualifier, Wording } from '@silkgauge/growth';
import type { Span } from '../text/span.ts';

export type ReadMeasure = 'level' | 'growth' | 'share' | 'points';

/** A number with all that its own words say. */
export interface ReadNumber extends Span {
  readonly measure: ReadMeasure;
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
