import type { Input, Known } from './known.ts';
import type { PartsAnswer } from '../rules/index.ts';

/** The three rates of a family against the year before, and what they say of its parts. */
export interface FamilyRates {
  readonly inputs: readonly Input[];
  readonly answer: PartsAnswer;
  /** What they say of each part, once it was asked for. */
  exports?: PartAnswer;
  imports?: PartAnswer;
}

/** What the rates of a period say of one part: its share in that period, in the year before, its contribution. */
export interface PartAnswer {
  readonly presentShare: Known | undefined;
  readonly baseShare: Known | undefined;
  readonly contribution: Known;
}
