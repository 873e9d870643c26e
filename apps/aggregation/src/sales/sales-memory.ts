import type { Present, Reads } from '@silkgauge/decisions';
import type { SalesTotal } from '@silkgauge/growth';
import type { SeriesRow } from '@silkgauge/read-model';
import { LruCache } from '../lru-cache.ts';

const MOST_SERIES = 4_096;
/** Totals of a series: sales come to this month, late ones to a few before, some to one a year ago. */
const MOST_TOTALS = 48;
/** Months of platforms: ten years of about sixty platforms. */
const MOST_MONTHS = 8_192;
const MOST_STATES = 6;

const NO_TOTAL = '';

/** What the owner of a series' partition last read or wrote of the series; null where nothing is stored. */
export interface KnownSeries {
  /** The claim of the partition; later claims start without memory. */
  readonly owner: object;
  readonly row: SeriesRow;
  /**
   * This process registered the series, so it knows all totals until it drops one. Absences are compared at
   * the commit, because another process may have sales of the series too.
   */
  readonly isFounder: boolean;
  /** By month, as one text of about 80 bytes: an object would take about four times the memory. */
  readonly totals: LruCache<string>;
  /** States by period, null for none. About 1 kB each. */
  readonly states: LruCache<Present | null>;
}

/**
 * What decisions about sales rest on, as this process knows it, all as of one turn of facts. The world may be
 * outdated: an outcome is only written after a comparison with the database. Bounded for any number of
 * series.
 */
export class SalesWorld {
  readonly turn: string;
  /** Whether keys without a state may have been published before the database was restored. */
  readonly hasFloors: boolean;
  readonly #series = new LruCache<KnownSeries>(MOST_SERIES);
  /** Months with sales of a platform, `<platform> YYYY-MM`. */
  readonly #months = new LruCache<true>(MOST_MONTHS);

  constructor(turn: string, hasFloors: boolean) {
    this.turn = turn;
    this.hasFloors = hasFloors;
  }

  /** Undefined where this owner knows nothing of the series. */
  series(key: string, owner: object): KnownSeries | undefined {
    const known = this.#series.get(key);
    return known?.owner === owner ? known : undefined;
  }

  /** Whether the platform is known to have sales of the month; false where the database must be asked. */
  hasSales(platform: string, month: string): boolean {
    return this.#months.get(`${platform} ${month}`) === true;
  }

  rememberMonth(platform: string, month: string): void {
    this.#months.set(`${platform} ${month}`, true);
  }

  remember(known: KnownSeries): void {
    this.#series.set(known.row.key, known);
  }
}

/** A registered series without remembered totals; a series registered just now has none at all. */
export function newSeries(row: SeriesRow, owner: object, isFounder = false): KnownSeries {
  return { row, owner, isFounder, totals: new LruCache(MOST_TOTALS), states: new LruCache(MOST_STATES) };
}

/** Whether the series was registered in the current transaction, and so has nothing committed. */
export function isJustFounded({ isFounder, totals }: KnownSeries): boolean {
  return isFounder && totals.size === 0;
}

/** The total of a month: null where there is none, undefined where unknown. */
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

/** Keeps the present world until it turns out to be outdated. */
export class SalesMemory {
  #world: Promise<SalesWorld> | null = null;

  /** Reads the database only for a new world. */
  world(reads: Reads): Promise<SalesWorld> {
    if (this.#world) return this.#world;
    const opening = openWorld(reads);
    this.#world = opening;
    // The waiting callers get the error; the next caller asks again.
    opening.catch(() => {
      if (this.#world === opening) this.#world = null;
    });
    return opening;
  }

  /** The present world if its turn is current, else a new one; call under the lock that keeps facts away. */
  async worldNow(reads: Reads): Promise<SalesWorld> {
    const turn = await reads.platformTurn();
    const known = await this.#world?.catch(() => null);
    if (known?.turn === turn) return known;
    this.forget();
    return this.world(reads);
  }

  /** Makes the next call open a new world. Decisions under way still write into the old one. */
  forget(): void {
    this.#world = null;
  }
}

async function openWorld(reads: Reads): Promise<SalesWorld> {
  const turn = await reads.platformTurn();
  return new SalesWorld(turn, await reads.hasFloors());
}
