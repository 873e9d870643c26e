import type { Reads } from '@silkgauge/decisions';
import { addDecimals, type SalesTotal } from '@silkgauge/growth';
import type { FoldedTotals, SeenTotal, SeriesPeriod } from '@silkgauge/read-model';
import { knownTotal, rememberTotal, type KnownSeries } from './sales-memory.ts';

interface Month {
  /** Whether the memory has the total already. */
  readonly isKnown: boolean;
  /** Null without sales. */
  before: SalesTotal | null;
  /** Null unless the transaction changes the total. */
  after: SalesTotal | null;
}

interface MonthsOf {
  readonly of: KnownSeries;
  readonly months: Map<string, Month>;
}

/** Sales totals of a transaction, by series and month: from memory, or read once from the database. */
export class Totals {
  readonly #series = new Map<string, MonthsOf>();
  #unknown: SeriesPeriod[] = [];

  get(seriesId: string, period: string): SalesTotal | undefined {
    const month = this.#series.get(seriesId)?.months.get(period);
    return month?.after ?? month?.before ?? undefined;
  }

  /** Whether the month, which has been read, had no total before. */
  isFirst(seriesId: string, period: string): boolean {
    return this.#series.get(seriesId)?.months.get(period)?.before === null;
  }

  want(of: KnownSeries, periods: readonly string[]): void {
    const seriesId = of.row.series_id;
    let series = this.#series.get(seriesId);
    if (!series) this.#series.set(seriesId, (series = { of, months: new Map() }));
    for (const period of periods) {
      if (series.months.has(period)) continue;
      const known = knownTotal(of, period);
      if (known === undefined) this.#unknown.push({ seriesId, period });
      series.months.set(period, { isKnown: known !== undefined, before: known ?? null, after: null });
    }
  }

  /** Reads the wanted totals that the memory lacks. */
  async read(reads: Reads): Promise<void> {
    const wanted = this.#unknown;
    this.#unknown = [];
    for (const { series_id, period, ...total } of await reads.load('totals', wanted)) {
      const month = this.#series.get(series_id)?.months.get(period);
      if (month) month.before = total;
    }
  }

  /** Adds exactly, with the larger scale, to a month that has been read. Returns the new total. */
  add(seriesId: string, period: string, added: SalesTotal): SalesTotal {
    const month = this.#series.get(seriesId)?.months.get(period);
    if (!month) throw new Error(`the total of ${seriesId} in ${period} was not read`);
    month.after = month.before ? sumOf(month.before, added) : added;
    return month.after;
  }

  /**
   * Totals that decisions rest on without a change, as event counts for comparison at the commit: a series is
   * in two partitions, and so has two owners, where partitions were added.
   */
  get seen(): SeenTotal[] {
    const seen: SeenTotal[] = [];
    for (const [seriesId, { months }] of this.#series)
      for (const [period, { before, after }] of months)
        if (!after) seen.push({ seriesId, period, events: before?.events ?? null });
    return seen;
  }

  get changed(): FoldedTotals['totals'] {
    const changed: FoldedTotals['totals'][number][] = [];
    for (const [seriesId, { months }] of this.#series)
      for (const [period, { before, after }] of months)
        if (after) changed.push({ ...after, seriesId, period, before: before?.events ?? null });
    return changed;
  }

  /** To be called after the commit. */
  remember(): void {
    for (const { of, months } of this.#series.values())
      for (const [period, { isKnown, before, after }] of months)
        if (after || !isKnown) rememberTotal(of, period, after ?? before);
  }
}

function sumOf(a: SalesTotal, b: SalesTotal): SalesTotal {
  return {
    total: addDecimals(a.total, b.total),
    events: String(BigInt(a.events) + BigInt(b.events)),
    units: addDecimals(a.units, b.units),
    last: laterOf(a.last, b.last),
  };
}

/** Null where either is unknown. */
function laterOf(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null;
  return Date.parse(a) < Date.parse(b) ? b : a;
}
