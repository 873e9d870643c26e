import type { SalesTotal } from '@silkgauge/growth';
import type { SeriesRow } from '@silkgauge/read-model';
import { LruCache } from '../lru-cache.ts';
import type { Present } from '../state-buffer.ts';
import type { Reads } from '../store/store.ts';

const MOST_SERIES = 4_096;
/** Of each series: sales come to this month, late ones to a few before, and now and then to one of a year ago. */
const MOST_TOTALS = 48;
/** Months of platforms: ten years of some sixty. */
const MOST_MONTHS = 8_192;
const MOST_STATES = 6;

const NO_TOTAL = '';

/** What the owner of a series' partition last read or wrote of it. Null where there is nothing. */
export interface KnownSeries {
  /** The claim of the partition; a later claim knows nothing of it. */
  readonly owner: object;
  readonly row: SeriesRow;
  /**
   * This process was the first to speak of it, so it knows all its totals until it forgets one. Where another speaks of it, too, what
   * it takes not to be there is compared when it writes.
   */
  readonly isFounder: boolean;
  /** By month, each in one text: there are many, and an object of three costs four times the memory. About 80 bytes each. */
  readonly totals: LruCache<string>;
  /** What each key says, by period: null where nothing is said. About 1 kB each. */
  readonly states: LruCache<Present | null>;
}

/**
 * What sales rest on as far as this process knows it, all of it as of one turn of facts. It may be out of date at any
 * moment: what is worked out from it is only written where everything it rests on still is so. Bounded, however many series
 * there are.
 */
export class SalesWorld {
  readonly turn: string;
  /** Keys of which nothing is known may have been published before the database was put back. */
  readonly hasFloors: boolean;
  readonly #series = new LruCache<KnownSeries>(MOST_SERIES);
  /** Months of which a platform is known to have sales, `<platform> YYYY-MM`. */
  readonly #months = new LruCache<true>(MOST_MONTHS);

  constructor(turn: string, hasFloors: boolean) {
    this.turn = turn;
    this.hasFloors = hasFloors;
  }

  /** Undefined where this owner knows nothing of it. */
  series(key: string, owner: object): KnownSeries | undefined {
    const known = this.#series.get(key);
    return known?.owner === owner ? known : undefined;
  }

  /** Whether the platform is known to have sales of the month; false where that has to be looked at. */
  hasSales(platform: string, month: string): boolean {
    return this.#months.get(`${platform} ${month}`) === true;
  }

  /** From now on it is known. */
  rememberMonth(platform: string, month: string): void {
    this.#months.set(`${platform} ${month}`, true);
  }

  /** From now on it is known. */
  remember(known: KnownSeries): void {
    this.#series.set(known.row.key, known);
  }
}

/** A registered series of which nothing else is known yet; of one that was founded just now nothing else is there. */
export function newSeries(row: SeriesRow, owner: object, isFounder = false): KnownSeries {
  return { row, owner, isFounder, totals: new LruCache(MOST_TOTALS), states: new LruCache(MOST_STATES) };
}

/** Founded in the transaction at hand: until that is committed there is nothing of it that anybody could see. */
export function isJustFounded({ isFounder, totals }: KnownSeries): boolean {
  return isFounder && totals.size === 0;
}

/** The total of a month: null where there is none, undefined where that is not known. */
export function knownTotal(
  { totals, isFounder }: KnownSeries,
  period: string,
): SalesTotal | null | undefined {
  const known = totals.get(period);
  if (known === undefined) return isFounder && totals.isWhole ? null : undefined;
  if (known === NO_TOTAL) return null;
  const [total = '', events = '', units = '', last = ''] = known.split(' ');
  return { total, events, units, last: last === '' ? null : last };
}

export function rememberTotal({ totals }: KnownSeries, period: string, total: SalesTotal | null): void {
  totals.set(period, total ? [total.total, total.events, total.units, total.last].join(' ') : NO_TOTAL);
}

/** The present world, and a new one when it turned out to be out of date. */
export class SalesMemory {
  #world: Promise<SalesWorld> | null = null;

  /** Asks the database only for the first one. */
  world(reads: Reads): Promise<SalesWorld> {
    if (this.#world) return this.#world;
    const opening = openWorld(reads);
    this.#world = opening;
    // Who waits for it hears of the error; the next one asks again.
    opening.catch(() => {
      if (this.#world === opening) this.#world = null;
    });
    return opening;
  }

  /** The present one, where it is of the present turn, else a new one; asked under the lock that keeps turns away. */
  async worldNow(reads: Reads): Promise<SalesWorld> {
    const turn = await reads.platformTurn();
    const known = await this.#world?.catch(() => null);
    if (known?.turn === turn) return known;
    this.forget();
    return this.world(reads);
  }

  /** The next one is asked for anew. What is still worked out from this one goes into it, where nobody will look. */
  forget(): void {
    this.#world = null;
  }
}

async function openWorld(reads: Reads): Promise<SalesWorld> {
  const turn = await reads.platformTurn();
  return new SalesWorld(turn, await reads.hasFloors());
}
