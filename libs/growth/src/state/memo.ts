import type { Interval } from '../number/interval.ts';
import type { Known } from './known.ts';
import { mostlySame } from '../period/months.ts';
import type { FamilyRates } from './part-answer.ts';
import { yearBefore, yearOf } from '../period/period.ts';

/** What was worked out of a series once, and is kept as long as it holds. */
export interface Memo {
  /** Levels that printed ones give, by year and period: all that they rest on is of the same year. */
  readonly levels: Map<string, Map<string, readonly Known[]>>;
  /** Of a total: what its family's rates say of a period; null where there are not all three. */
  readonly rates: Map<string, FamilyRates | null>;
  /** Of a total: where the share of exports lies by the rates; null where they contradict each other. */
  readonly agreed: Map<string, Interval | null | undefined>;
  /** Of a total: whether those of a period and of periods that are mostly the same contradict each other. */
  readonly broken: Map<string, boolean>;
}

export function newMemo(): Memo {
  return { levels: new Map(), rates: new Map(), agreed: new Map(), broken: new Map() };
}

export function forgetAll({ levels, rates, agreed, broken }: Memo): void {
  for (const one of [levels, rates, agreed, broken]) one.clear();
}

/** A printed level came or went: others of its year rest on it, and that of the total in its period. */
export function forgetLevel(own: Memo, total: Memo | undefined, period: string): void {
  const year = yearOf(period);
  own.levels.delete(year);
  total?.levels.get(year)?.delete(period);
}

/** A printed rate of a family came or went: it speaks of the shares of its period and of the year before. */
export function forgetRate(total: Memo, period: string): void {
  total.rates.delete(period);
  for (const one of [period, yearBefore(period)]) {
    if (one === null) continue;
    total.agreed.delete(one);
    // Two periods are mostly the same in either direction.
    for (const other of [one, ...mostlySame(one)]) total.broken.delete(other);
  }
}
