import type { Span } from '../text/span.ts';
import type { WrittenNumber } from '../verdict/written-number.ts';

export type ReadMeasure = 'level' | 'growth' | 'share' | 'points';

/** A number of a text with all that its own words say. */
export interface ReadNumber extends Span, WrittenNumber {
  readonly measure: ReadMeasure;
}
