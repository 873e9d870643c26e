import type { Reads } from '@silkgauge/decisions';
import type { FoldedSales, SalesFolding } from './fold-sales.ts';
import type { IdentityWindow } from './identity-window.ts';
import type { FoldedRange } from './read-sale.ts';
import { newSeries, type KnownSeries, type SalesWorld } from './sales-memory.ts';

/** Folded sales of a partition, with its remembered identities. */
export interface SalesBatch {
  readonly batch: FoldedRange;
  readonly folding: SalesFolding;
  /** Belongs to this claim of the partition alone. */
  readonly window: IdentityWindow;
}

/** Batches that cannot share a transaction, although each can have its own. */
export class NotTogether extends Error {
  override readonly name = 'NotTogether';
}

/** Batches with sales of the customs domain, which are turned away when folded again. */
export class ForeignSeries extends Error {
  override readonly name = 'ForeignSeries';
}

export interface FoldedBatch extends Pick<SalesBatch, 'batch' | 'window'>, FoldedSales {}

export interface PlacedBatches {
  readonly batches: readonly FoldedBatch[];
  /** Registered series, as their partitions' claims know them. */
  readonly series: readonly KnownSeries[];
  /** Keys of unregistered series, with the claims of their partitions. */
  readonly unknown: ReadonlyMap<string, object>;
}

/**
 * Finds the series of folded sales. Series of the customs domain are passed to `foreign`, so that the next
 * reading turns their sales away.
 *
 * @throws NotTogether
 * @throws ForeignSeries after the calls of `foreign`
 */
export async function placeBatches(
  reads: Reads,
  batches: readonly FoldedBatch[],
  world: SalesWorld,
  foreign: (seriesKey: string) => void,
): Promise<PlacedBatches> {
  const series: KnownSeries[] = [];
  const unknown = new Map<string, object>();
  for (const [key, owner] of ownersOf(batches)) {
    const known = world.series(key, owner);
    if (known) series.push(known);
    else unknown.set(key, owner);
  }
  const found = await reads.load('series', [...unknown.keys()]);
  const foreigners = found.filter(({ domain }) => domain === 'customs');
  if (foreigners.length > 0) {
    for (const { key } of foreigners) foreign(key);
    throw new ForeignSeries(`of the customs domain: ${foreigners.map(({ key }) => key).join(', ')}`);
  }
  for (const row of found) {
    series.push(newSeries(row, unknown.get(row.key) ?? {}));
    unknown.delete(row.key);
  }
  return { batches, series, unknown };
}

/** Keys of the batches' series, with the claims of their partitions. */
function ownersOf(batches: readonly FoldedBatch[]): Map<string, object> {
  const owners = new Map<string, object>();
  for (const { folds, window } of batches) {
    for (const { seriesKey } of folds) {
      if ((owners.get(seriesKey) ?? window) !== window)
        throw new NotTogether(`${seriesKey} is in two partitions`);
      owners.set(seriesKey, window);
    }
  }
  return owners;
}
