import type { StoredBatch } from './stored-batch.ts';

/** A transaction that was aborted: records of this producer from this offset on, up to its abort marker. */
export interface AbortedTransaction {
  readonly producerId: string;
  readonly firstOffset: string;
}

export const lastOffsetOf = ({ context }: StoredBatch): bigint =>
  BigInt(context.firstOffset) + BigInt(context.lastOffsetDelta);

/** The key of a control record: version, then type. */
const ABORT_MARKER = Buffer.from([0, 0, 0, 0]);

/**
 * The batches that a reader of committed records sees: neither control batches nor those of aborted transactions. A batch
 * belongs to one producer as a whole. The broker lists aborted transactions in the order of their abort markers, so they are
 * sorted by where they begin.
 */
export const committedBatches = (
  batches: readonly StoredBatch[],
  aborted: readonly AbortedTransaction[],
): readonly StoredBatch[] => {
  const coming = aborted
    .map(({ producerId, firstOffset }) => ({ producerId, from: BigInt(firstOffset) }))
    .sort((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));
  const aborting = new Set<string>();
  let begun = 0;
  return batches.filter((batch) => {
    const { producerId, inTransaction, isControlBatch } = batch.context;
    const last = lastOffsetOf(batch);
    for (let next = coming[begun]; next && next.from <= last; next = coming[begun]) {
      aborting.add(next.producerId);
      begun += 1;
    }
    if (isControlBatch && batch.at(0)?.key?.equals(ABORT_MARKER)) aborting.delete(producerId);
    return !isControlBatch && !(inTransaction && aborting.has(producerId));
  });
};
