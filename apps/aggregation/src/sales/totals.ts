import type { SalesTotal } from '@silkgauge/growth';
import { findTotals, type Queryable, type SeriesPeriod } from '@silkgauge/read-model';

/** Sales totals a transaction works with, by series and month; each is asked for once. */
export class Totals {
  /** Undefined where there are none. */
  readonly #known = new Map<number, Map<string, SalesTotal | undefined>>();
  #wanted: SeriesPeriod[] = [];

  get(seriesId: number, period: string | null): SalesTotal | undefined {
    return period === null ? undefined : this.#known.get(seriesId)?.get(period);
  }

  has(seriesId: number, period: string): boolean {
    return this.get(seriesId, period) !== undefined;
  }

  want(seriesId: number, periods: readonly (string | null)[]): void {
    let known = this.#known.get(seriesId);
    if (!known) this.#known.set(seriesId, (known = new Map()));
    for (const period of periods) {
      if (period === null || known.has(period)) continue;
      known.set(period, undefined);
      this.#wanted.push({ seriesId, period });
    }
  }

  /** Reads what has been wanted since the last time. */
  async read(tx: Queryable): Promise<void> {
    const wanted = this.#wanted;
    this.#wanted = [];
    for (const row of await findTotals(tx, wanted)) this.#known.get(row.series_id)?.set(row.period, row);
  }
}
