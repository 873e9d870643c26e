import type { InRecord, RecordBatch } from '@silkgauge/kafka';
import { findSeries, type Queryable } from '@silkgauge/read-model';
import { foldSales, type FoldedSales } from './fold-sales.ts';
import type { IdentityWindow } from './identity-window.ts';
import { refuseSale, type RefusedSale } from './read-sale.ts';
import { newSeries, type KnownSeries, type SalesWorld } from './sales-memory.ts';
import type { Sale } from './sale.ts';

/** A batch of sales, how its records are read, and what its partition remembers. */
export interface SalesBatch {
  readonly batch: RecordBatch;
  readonly read: (record: InRecord) => Sale | RefusedSale;
  /** Of this claim of the partition, and of no other. */
  readonly window: IdentityWindow;
}

/** Batches that cannot share a transaction; each of them can have one of its own. */
export class NotTogether extends Error {
  override readonly name = 'NotTogether';
}

export interface FoldedBatch extends SalesBatch, FoldedSales {}

export interface FoldedBatches {
  readonly batches: readonly FoldedBatch[];
  /** Registered series, as their partitions know them. */
  readonly series: readonly KnownSeries[];
  /** Keys of series that nobody spoke of before, with the claims of their partitions. */
  readonly unknown: ReadonlyMap<string, object>;
}

/** Before so many records are folded others have their turn, and it is asked whether the partition is still ours. */
const LONG = 2_000;

/**
 * Folds, and finds the series; where one belongs to the other domain, its sales are turned away in a second pass.
 *
 * @throws NotTogether
 */
export async function foldBatches(
  db: Queryable,
  batches: readonly SalesBatch[],
  world: SalesWorld,
): Promise<FoldedBatches> {
  const folded: FoldedBatch[] = [];
  for (const one of batches) {
    if (one.batch.records.length > LONG) await one.batch.heartbeat();
    folded.push(fold(one, one.read));
  }
  const series: KnownSeries[] = [];
  const unknown = new Map<string, object>();
  for (const [key, owner] of ownersOf(folded)) {
    const known = world.series(key, owner);
    if (known) series.push(known);
    else unknown.set(key, owner);
  }
  const foreign = new Set<string>();
  for (const row of await findSeries(db, [...unknown.keys()])) {
    if (row.domain === 'customs') foreign.add(row.key);
    else series.push(newSeries(row, unknown.get(row.key) ?? {}));
    unknown.delete(row.key);
  }
  const isForeign = (key: string): boolean => foreign.has(key);
  return {
    series,
    unknown,
    batches: folded.map((one) =>
      one.folds.some(({ seriesKey }) => isForeign(seriesKey))
        ? fold(one, refusing(one.read, isForeign))
        : one,
    ),
  };
}

/** The series that batches have sales of, with the claim of its partition. */
function ownersOf(folded: readonly FoldedBatch[]): Map<string, object> {
  const owners = new Map<string, object>();
  for (const { folds, window } of folded) {
    for (const { seriesKey } of folds) {
      if ((owners.get(seriesKey) ?? window) !== window)
        throw new NotTogether(`${seriesKey} is in two partitions`);
      owners.set(seriesKey, window);
    }
  }
  return owners;
}

function fold(batch: SalesBatch, read: SalesBatch['read']): FoldedBatch {
  const { window } = batch;
  return { ...batch, ...foldSales(batch.batch.records, read, (identity) => window.has(identity)) };
}

function refusing(read: SalesBatch['read'], isForeign: (seriesKey: string) => boolean): SalesBatch['read'] {
  return (record) => {
    const sale = read(record);
    if ('kind' in sale || !isForeign(sale.seriesKey)) return sale;
    const reason = `${sale.seriesKey} belongs to the customs domain, where it was first seen.`;
    return refuseSale(record, 'series-domain', reason);
  };
}
