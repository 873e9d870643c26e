import type { KnownQuantity } from './known.ts';
import { isAround, isInPartition, monthsOf, type Months } from '../period/months.ts';
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

export function clearMemo({ levels, rates }: Memo): void {
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

/** What is cached of a series, some of it beside the facts of a period. */
interface Remembered {
  readonly memo: Memo;
  readonly byYear: ReadonlyMap<string, readonly string[]>;
  readonly periods: ReadonlyMap<string, { isContradicted: boolean | undefined }>;
}

/** Drops what rests on a changed print of a level, in its own series. */
export function forgetLevel({ memo, byYear, periods }: Remembered, period: string): void {
  const year = yearOf(period);
  const months = monthsOf(period);
  const restsOnIt = (other: string): boolean =>
    other === period || (months !== null && isRead(months, other));
  const levels = memo.levels.get(year);
  for (const other of levels?.keys() ?? []) if (restsOnIt(other)) levels?.delete(other);
  for (const other of byYear.get(year) ?? []) if (restsOnIt(other)) forgetVerdict(periods.get(other));
}

/** Whether the level of a period may be worked out from the level of these months. */
function isRead(months: Months, period: string): boolean {
  const of = monthsOf(period);
  return of !== null && (isInPartition(months, of) || isAround(months, of));
}

/** Drops what rests on the level of a changed part, for the whole in the period of the part. */
export function forgetSum({ memo, periods }: Remembered, period: string): void {
  memo.levels.get(yearOf(period))?.delete(period);
  forgetVerdict(periods.get(period));
}

/** Drops all that is cached of a series. */
export function forgetAll({ memo, periods }: Remembered): void {
  clearMemo(memo);
  for (const at of periods.values()) forgetVerdict(at);
}

function forgetVerdict(at: { isContradicted: boolean | undefined } | undefined): void {
  if (at) at.isContradicted = undefined;
}

/** Drops the answer that rests on a changed rate of a family. */
export function forgetRate(total: Memo, period: string): void {
  total.rates.get(yearOf(period))?.delete(period);
}
