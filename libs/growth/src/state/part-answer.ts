import type { PartsAnswer } from '../rules/part-shares.ts';
import type { Rule } from '../rules/rule.ts';
import type { KnownQuantity } from './known.ts';

/** The rates of a whole, of a part, and of the rest. */
export type Rates = readonly [KnownQuantity, KnownQuantity, KnownQuantity];

/** What the three rates of a family against the year before say of its parts. */
export interface FamilyRates {
  readonly kind: PartsAnswer['kind'];
  /** Where they determine the shares. */
  readonly exports?: PartAnswer;
  readonly imports?: PartAnswer;
}

/** What the rates of a period say of one part: its share in that period, in the year before, its contribution. */
export type PartAnswer = ReadonlyMap<Rule, KnownQuantity>;
