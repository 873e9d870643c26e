import type { KnownQuantity } from './known.ts';
import { yearOf } from '../period/period.ts';
import type { PartsAnswer } from '../rules/part-shares.ts';
import type { PartShares } from '../rules/rule.ts';

/** The rates of a whole, of a part, and of the rest. */
export type Rates = readonly [KnownQuantity, KnownQuantity, KnownQuantity];

/** What three rates say of one part. */
interface PartAnswer {
  readonly rates: Rates;
  readonly shares: PartShares;
}

/** What the three rates of a family against the year before say of its parts. */
export interface FamilyRates {
  readonly kind: PartsAnswer['kind'];
  /** Where they determine the shares. */
  readonly exports?: PartAnswer;
  readonly imports?: PartAnswer;
}

/** What is worked out of a series and period once, and kept as long as it holds. */
interface MemoValues {
  /** Levels that printed ones give: all that they rest on is of the same year. */
  readonly levels: readonly KnownQuantity[];
  /** Of a total: what its family's rates say; null where there are not all three. */
  readonly rates: FamilyRates | null;
}

/** By year and period. */
export type Memo = { readonly [Kind in keyof MemoValues]: Map<string, Map<string, MemoValues[Kind]>> };

export function newMemo(): Memo {
  return { levels: new Map(), rates: new Map() };
}

export function forgetAll({ levels, rates }: Memo): void {
  levels.clear();
  rates.clear();
}

interface WithMemo {
  readonly memo: Memo;
  readonly graph: { worked: number };
}

/** The answer of a pure function, worked out once. Nothing else keeps what was worked out. */
export function once<Kind extends keyof MemoValues, Facts extends WithMemo>(
  kind: Kind,
  facts: Facts,
  period: string,
  work: (facts: Facts, period: string) => MemoValues[Kind],
): MemoValues[Kind] {
  const years: Map<string, Map<string, MemoValues[Kind]>> = facts.memo[kind];
  const year = yearOf(period);
  let known = years.get(year);
  if (!known) years.set(year, (known = new Map<string, MemoValues[Kind]>()));
  const there = known.get(period);
  if (there !== undefined) return there;
  const value = work(facts, period);
  known.set(period, value);
  facts.graph.worked += 1;
  return value;
}

/** A printed level came or went: others of its year rest on it, and that of the total in its period. */
export function forgetLevel(own: Memo, total: Memo | undefined, period: string): void {
  own.levels.delete(yearOf(period));
  total?.levels.get(yearOf(period))?.delete(period);
}

/** A printed rate of a family came or went. */
export function forgetRate(total: Memo, period: string): void {
  total.rates.get(yearOf(period))?.delete(period);
}
