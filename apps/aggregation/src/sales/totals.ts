import type { SalesTotal } from '@silkgauge/growth';
import {
  findTotals,
  stateKey,
  type Queryable,
  type SalesOutcome,
  type SeenTotal,
  type SeriesPeriod,
} from '@silkgauge/read-model';
import { ExactSum } from './exact-sum.ts';
import type { SalesWorld } from './sales-memory.ts';

/** A series, and under which claim of its partition its sales come. */
export interface OwnedSeries {
  readonly seriesId: number;
  readonly key: string;
  readonly owner: object;
}

interface Month {
  readonly of: OwnedSeries;
  readonly period: string;
  /** Null where there is none. */
  before: SalesTotal | null;
  /** What it is from now on, where it changes. */
  after: SalesTotal | null;
}

/** Sales totals that a transaction works with, by series and month: from memory, else asked for, each once. */
export class Totals {
  readonly #world: SalesWorld;
  readonly #months = new Map<number, Map<string, Month>>();
  #unknown: Month[] = [];

  constructor(world: SalesWorld) {
    this.#world = world;
  }

  get(seriesId: number, period: string | null): SalesTotal | undefined {
    if (period === null) return undefined;
    const month = this.#months.get(seriesId)?.get(period);
    return month?.after ?? month?.before ?? undefined;
  }

  has(seriesId: number, period: string): boolean {
    return this.get(seriesId, period) !== undefined;
  }

  want(of: OwnedSeries, periods: readonly (string | null)[]): void {
    let months = this.#months.get(of.seriesId);
    if (!months) this.#months.set(of.seriesId, (months = new Map()));
    for (const period of periods) {
      if (period === null || months.has(period)) continue;
      const known = this.#world.totals.get(stateKey(of.key, period));
      const month: Month = { of, period, before: null, after: null };
      if (known?.owner === of.owner) month.before = known.value;
      else this.#unknown.push(month);
      months.set(period, month);
    }
  }

  /** Reads what has been wanted since the last time and is not remembered. */
  async read(db: Queryable): Promise<void> {
    const wanted = this.#unknown;
    this.#unknown = [];
    const keys = wanted.map(({ of, period }) => ({ seriesId: of.seriesId, period }));
    for (const { series_id, period, total, events, units } of await findTotals(db, keys)) {
      const month = this.#months.get(series_id)?.get(period);
      if (month) month.before = { total, events, units };
    }
  }

  /** Exactly: the larger scale stays. The month has been read. Returns what it is now. */
  add(seriesId: number, period: string, added: SalesTotal): SalesTotal {
    const month = this.#months.get(seriesId)?.get(period);
    if (!month) throw new Error(`the total of ${String(seriesId)} in ${period} was not read`);
    month.after = month.before ? sumOf(month.before, added) : added;
    return month.after;
  }

  /**
   * What was counted on and is not written, by the number of events. A series is in one partition, and its owner alone changes
   * its totals; where partitions were added it can be in two. Of what is not there only months that are `reached` matter: who
   * makes another restates what it is the base of, which then has another version.
   */
  seen(reached: readonly SeriesPeriod[]): SeenTotal[] {
    const awaited = new Set(reached.map(({ seriesId, period }) => `${String(seriesId)}/${period}`));
    return this.#all().flatMap(({ of: { seriesId }, period, before, after }) => {
      if (after || (!before && !awaited.has(`${String(seriesId)}/${period}`))) return [];
      return [{ seriesId, period, events: before?.events ?? null }];
    });
  }

  get changed(): SalesOutcome['totals'] {
    return this.#all().flatMap(({ of, period, before, after }) =>
      after ? [{ ...after, seriesId: of.seriesId, period, before: before?.events ?? null }] : [],
    );
  }

  /** Once it is committed. */
  remember(): void {
    for (const { of, period, before, after } of this.#all())
      this.#world.totals.set(stateKey(of.key, period), { owner: of.owner, value: after ?? before });
  }

  #all(): Month[] {
    return [...this.#months.values()].flatMap((months) => [...months.values()]);
  }
}

function sumOf(a: SalesTotal, b: SalesTotal): SalesTotal {
  return {
    total: sum(a.total, b.total),
    events: String(BigInt(a.events) + BigInt(b.events)),
    units: sum(a.units, b.units),
  };
}

function sum(a: string, b: string): string {
  const both = new ExactSum();
  both.add(a);
  both.add(b);
  return String(both);
}
