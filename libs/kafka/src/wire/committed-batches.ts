import type { StoredBatch } from './record-batches.ts';

/** An aborted transaction: records of this producer from this offset on, up to its abort marker. */
export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: bigint;
}

/** Key of an abort marker: version, then type. */
const ABORT_MARKER = Buffer.from([0, 0, 0, 0]);

/**
 * The batches that a reader of committed records sees: neither control batches nor those of aborted
 * transactions. A batch belongs to one producer. Kafka lists aborted transactions by abort marker, so they
 * are sorted by first offset.
 */
export const committedBatches = (
  batches: readonly StoredBatch[],
  aborted: readonly AbortedTransaction[],
): readonly StoredBatch[] => {
  const coming = aborted.toSorted((a, b) => (a.firstOffset < b.firstOffset ? -1 : 1));
  const aborting = new Set<bigint>();
  return batches.filter(({ context, records }) => {
    const { producerId, isTransactional, isControl, lastOffset } = context;
    for (let next = coming[0]; next && next.firstOffset <= lastOffset; next = coming[0]) {
      aborting.add(next.producerId);
      coming.shift();
    }
    if (isControl && records[0]?.key?.equals(ABORT_MARKER)) aborting.delete(producerId);
    return !isControl && !(isTransactional && aborting.has(producerId));
  });
};
