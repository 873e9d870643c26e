import type { KnownQuantity } from './known.ts';
import { yearOf } from '../period/period.ts';
import type { PartsAnswer } from '../rules/part-shares.ts';
import type { PartShares } from '../rules/rule.ts';

/** The rates of a whole, a part and the rest, in this order. */
export type Rates = readonly [KnownQuantity, KnownQuantity, KnownQuantity];

/** The three rates, and the shares of one part that follow from them. */
interface PartAnswer {
  readonly rates: Rates;
  readonly shares: PartShares;
}

/** The answer from the three rates of a family over the year. */
export interface FamilyRates {
  readonly kind: PartsAnswer['kind'];
  /** Present where the rates determine the shares. */
  readonly exports?: PartAnswer;
  readonly imports?: PartAnswer;
}

/** The results cached for a series and period. */
interface MemoValues {
  /** Levels from printed levels; all inputs are of the same year. */
  readonly levels: readonly KnownQuantity[];
  /** For a total, the answer from its family's rates; null without all three rates. */
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
  readonly graph: { readonly cached: { results: number; readonly memos: Set<Memo> } };
}

/** The cached answer of a pure function. No other cache holds worked-out numbers. */
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
  const { cached } = facts.graph;
  cached.results += 1;
  cached.memos.add(facts.memo);
  return value;
}

/** Drops the levels that rest on a changed print: those of its year, and the total's in its period. */
export function forgetLevel(own: Memo, total: Memo | undefined, period: string): void {
  own.levels.delete(yearOf(period));
  if (total) forgetSum(total, period);
}

/** Drops the levels of a whole in the period of a changed part. */
export function forgetSum(whole: Memo, period: string): void {
  whole.levels.get(yearOf(period))?.delete(period);
}

/** Drops the answer that rests on a changed rate of a family. */
export function forgetRate(total: Memo, period: string): void {
  total.rates.get(yearOf(period))?.delete(period);
}

interface Judged {
  /** By year: the periods with a cached `inConflict`. */
  readonly judged: Map<string, { inConflict: boolean | undefined }[]>;
}

/** Drops the answers whether printed levels are in conflict: those of a year, or all. */
export function forgetConflicts({ judged }: Judged, year?: string): void {
  for (const one of year === undefined ? judged.keys() : [year]) {
    for (const at of judged.get(one) ?? []) at.inConflict = undefined;
    judged.delete(one);
  }
}
