import type { DataQuery } from '@silkgauge/sdmx';
import type { Lot, Lots } from './observations.ts';

/** The observations between `offset` and `limit`, counted over all data sets of an answer. */
export class Window {
  #toSkip: number;
  #left: number;

  constructor({ offset, limit }: Pick<DataQuery, 'offset' | 'limit'>) {
    this.#toSkip = offset;
    this.#left = limit ?? Infinity;
  }

  /** Whether all observations of the window were given. */
  get isPassed(): boolean {
    return this.#left === 0;
  }

  /** What of these observations, the next ones of the answer, lies in the window; reads no further than it does. */
  async *of(lots: Lots): AsyncGenerator<Lot, void> {
    if (this.#left === 0) return;
    for await (const lot of lots) {
      const from = Math.min(this.#toSkip, lot.length);
      this.#toSkip -= from;
      const seen = lot.slice(from, Math.min(lot.length, from + this.#left));
      this.#left -= seen.length;
      if (seen.length > 0) yield seen;
      if (this.#left === 0) return;
    }
  }
}
