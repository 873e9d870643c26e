import type { Lot, Lots } from './observations.ts';

/** Observations that are written at a time; a series of ours may have a hundred times as many. */
export const SLICE = 500;

/** Lots in slices of at most 500 observations; other requests run between two slices of a lot. */
export async function* inSlices(lots: Lots): AsyncGenerator<Lot, void> {
  for await (const lot of lots) {
    if (lot.length <= SLICE) yield lot;
    else yield* slicesOf(lot);
  }
}

async function* slicesOf(lot: Lot): AsyncGenerator<Lot, void> {
  for (let from = 0; from < lot.length; from += SLICE) {
    if (from > 0) await new Promise((resolve) => setImmediate(resolve));
    yield lot.slice(from, from + SLICE);
  }
}
