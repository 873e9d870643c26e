import type { Interval } from '../number/interval.ts';
import type { KnownQuantity } from './known.ts';
import { mostlySame } from '../period/months.ts';
import type { FamilyRates } from './part-answer.ts';
import { yearBefore, yearOf } from '../period/period.ts';

/** What is worked out of a series and period once, and kept as long as it holds. */
interface MemoValues {
  /** Levels that printed ones give: all that they rest on is of the same year. */
  readonly levels: readonly KnownQuantity[];
  /** Of a total: what its family's rates say; null where there are not all three. */
  readonly rates: FamilyRates | null;
  /** Of a total: where the share of exports lies by the rates; null where they contradict each other. */
  readonly agreed: Interval | null | undefined;
  /** Of a total: whether the rates of a period and of periods that are mostly the same contradict each other. */
  readonly broken: boolean;
}

/** By year and period. */
export type Memo = { readonly [Kind in keyof MemoValues]: Map<string, Map<string, MemoValues[Kind]>> };

export function newMemo(): Memo {
  return { levels: new Map(), rates: new Map(), agreed: new Map(), broken: new Map() };
}

export function forgetAll({ levels, rates, agreed, broken }: Memo): void {
  for (const one of [levels, rates, agreed, broken]) one.clear();
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
  if (there !== undefined || known.has(period)) return there as MemoValues[Kind];
  const value = work(facts, period);
  known.set(period, value);
  facts.graph.worked += 1;
  return value;
}

/** A printed level came or went: others of its year rest on it, and that of the total in its period. */
export function forgetLevel(own: Memo, total: Memo | undefined, period: string): void {
  const year = yearOf(period);
  own.levels.delete(year);
  if (total) forget(total.levels, period);
}

/** A printed rate of a family came or went: it speaks of the shares of its period and of the year before. */
export function forgetRate(total: Memo, period: string): void {
  forget(total.rates, period);
  for (const one of [period, yearBefore(period)]) {
    if (one === null) continue;
    forget(total.agreed, one);
    // Two periods are mostly the same in either direction.
    for (const other of [one, ...mostlySame(one)]) forget(total.broken, other);
  }
}

function forget(years: ReadonlyMap<string, Map<string, unknown>>, period: string): void {
  years.get(yearOf(period))?.delete(period);
}
