import { addDecimals, type SalesTotal } from '@silkgauge/growth';
import type { FoldedTotals, SeenTotal, SeriesPeriod } from '@silkgauge/read-model';
import type { Reads } from '../store/store.ts';
import { knownTotal, rememberTotal, type KnownSeries } from './sales-memory.ts';

interface Month {
  /** It need not be remembered anew. */
  readonly isKnown: boolean;
  /** Null where there is none. */
  before: SalesTotal | null;
  /** What it is from now on, where it changes. */
  after: SalesTotal | null;
}

interface MonthsOf {
  readonly of: KnownSeries;
  readonly months: Map<string, Month>;
}

/** Sales totals that a transaction works with, by series and month: from memory, else asked for, each once. */
export class Totals {
  readonly #series = new Map<string, MonthsOf>();
  #unknown: SeriesPeriod[] = [];

  get(seriesId: string, period: string): SalesTotal | undefined {
    const month = this.#series.get(seriesId)?.months.get(period);
    return month?.after ?? month?.before ?? undefined;
  }

  /** Whether there was none before; it has been read. */
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

  /** Reads what has been wanted since the last time and is not remembered. */
  async read(reads: Reads): Promise<void> {
    const wanted = this.#unknown;
    this.#unknown = [];
    for (const { series_id, period, ...total } of await reads.load('totals', wanted)) {
      const month = this.#series.get(series_id)?.months.get(period);
      if (month) month.before = total;
    }
  }

  /** Exactly: the larger scale stays. The month has been read. Returns what it is now. */
  add(seriesId: string, period: string, added: SalesTotal): SalesTotal {
    const month = this.#series.get(seriesId)?.months.get(period);
    if (!month) throw new Error(`the total of ${seriesId} in ${period} was not read`);
    month.after = month.before ? sumOf(month.before, added) : added;
    return month.after;
  }

  /**
   * What was counted on and is not written, by the number of events, months without any among it: a series is in one partition,
   * and its owner alone changes its totals, but where partitions were added it can be in two.
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

  /** Once it is committed. */
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

/** Null where that of either is not known. */
function laterOf(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null;
  return Date.parse(a) < Date.parse(b) ? b : a;
}
