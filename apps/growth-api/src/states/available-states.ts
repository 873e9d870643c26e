import { parseSeriesKey, type Domain } from '@silkgauge/contract';
import { periodBounds, type SeriesDimensions } from '@silkgauge/growth';
import {
  readChangedStates,
  readLogPlace,
  readStatesOfAllSeries,
  type LogPlace,
  type Queryable,
  type StatesOfSeries,
} from '@silkgauge/read-model';
import { SharedRead } from './shared-read.ts';

export interface HeldPeriod {
  readonly code: string;
  /** First and last day; null for `_U`. */
  readonly bounds: { readonly start: string; readonly end: string } | null;
}

export interface HeldSeries {
  readonly series: SeriesDimensions;
  readonly domain: Domain;
  readonly periods: HeldPeriod[];
}

/** Number of changes above which a complete read costs less. */
const MOST_CHANGES = 100_000n;

/**
 * Series and periods of all states, in memory: counting 100,000 states takes the database a quarter of a
 * second. Each read first applies the changes that the log gained since.
 */
export class AvailableStates {
  readonly #db: Queryable;
  #place: LogPlace | null = null;
  readonly #series = new Map<string, HeldSeries>();
  readonly #periods = new Map<string, HeldPeriod>();
  /** Interned codes: each text is held once, not once per series. */
  readonly #codes = new Map<string, string>();
  readonly #changes = new SharedRead(() => this.#refresh());

  constructor(db: Queryable) {
    this.#db = db;
  }

  /** Every series that has a state, as of the call or later. */
  async read(): Promise<readonly HeldSeries[]> {
    await this.#changes.again();
    return [...this.#series.values()];
  }

  async #refresh(): Promise<void> {
    // The log place is read first: a change between the two reads is read again next time, and is added once.
    const place = await readLogPlace(this.#db);
    const before = this.#place;
    if (before !== null && before.rebuild === place.rebuild && isNear(before, place)) {
      for await (const page of readChangedStates(this.#db, before.last, place.last)) this.#add(page);
    } else {
      const all: StatesOfSeries[][] = [];
      for await (const page of readStatesOfAllSeries(this.#db)) all.push(page);
      this.#series.clear();
      for (const page of all) this.#add(page);
    }
    this.#place = place;
  }

  #add(states: readonly StatesOfSeries[]): void {
    for (const { key, domain, periods } of states) {
      const held = this.#series.get(key) ?? this.#begin(key, domain);
      if (!held) continue;
      for (const code of periods) {
        const period = this.#period(code);
        if (!held.periods.includes(period)) held.periods.push(period);
      }
    }
  }

  #begin(key: string, domain: Domain): HeldSeries | undefined {
    const parsed = parseSeriesKey(key);
    if (!parsed) return undefined;
    const codes = Object.entries(parsed).map(([name, code]) => [name, this.#once(code)]);
    const held: HeldSeries = { series: Object.fromEntries(codes) as SeriesDimensions, domain, periods: [] };
    this.#series.set(key, held);
    return held;
  }

  #once(code: string): string {
    const known = this.#codes.get(code);
    if (known !== undefined) return known;
    this.#codes.set(code, code);
    return code;
  }

  #period(code: string): HeldPeriod {
    const known = this.#periods.get(code);
    if (known) return known;
    const period = { code, bounds: periodBounds(code) };
    this.#periods.set(code, period);
    return period;
  }
}

const isNear = (before: LogPlace, place: LogPlace): boolean => {
  const moved = BigInt(place.last) - BigInt(before.last);
  return moved >= 0n && moved <= MOST_CHANGES;
};
