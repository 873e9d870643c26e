import { committedBatches, lastOffsetOf, type AbortedTransaction } from './committed-batches.ts';
import type { Frame } from './frame-memory.ts';
import type { ReadBatches } from './record-batches.ts';
import type { RecordList } from './records.ts';
import { joinRecords, type UnreadableBatch } from './stored-batch.ts';

/** Why reading cannot go on behind what there is, and whether a new claim is of no use. */
export interface Trouble {
  readonly reason: string;
  readonly lasting: boolean;
  /** Null where there is no batch at all. */
  readonly batch: UnreadableBatch | null;
}

/**
 * All that a fetch brought of a partition, in the place of one message: kafkajs does work for each message, none of which
 * is needed here. Control records and those of transactions that were taken back are left out, and counted as read.
 */
export class FetchedRun {
  readonly records: RecordList;
  /** The memory they are in, held for them; null where it is their own. */
  readonly frame: Frame | null;
  /** Bytes the records take in memory, unpacked. */
  readonly bytes: number;
  /** The position behind all that could be read; null where nothing could. */
  readonly next: bigint | null;
  readonly trouble: Trouble | null;
  /** As kafkajs sees it: the last offset, so that it is not taken for something read before. */
  readonly offset: string;
  readonly key = null;
  readonly value = null;
  readonly isControlRecord = false;
  readonly batchContext = { producerId: '-1', inTransaction: false };

  private constructor(run: Pick<FetchedRun, 'records' | 'frame' | 'bytes' | 'next' | 'trouble' | 'offset'>) {
    this.records = run.records;
    this.frame = run.frame;
    this.bytes = run.bytes;
    this.next = run.next;
    this.trouble = run.trouble;
    this.offset = run.offset;
  }

  /** Null when not even one batch is there whole. */
  static of(
    { batches, unreadable: broken }: ReadBatches,
    aborted: readonly AbortedTransaction[],
    frame: Frame | null = null,
  ): FetchedRun | null {
    const unreadable = broken && { ...broken, bytes: Buffer.from(broken.bytes) };
    const last = batches.at(-1);
    if (!last && !unreadable) return null;
    const next = last ? lastOffsetOf(last) + 1n : null;
    const kept = committedBatches(batches, aborted);
    frame?.hold();
    return new FetchedRun({
      records: joinRecords(kept),
      frame,
      bytes: kept.reduce((sum, batch) => sum + batch.bytes, 0),
      next,
      trouble: unreadable && { reason: unreadable.reason, lasting: true, batch: unreadable },
      offset: String(unreadable?.last ?? (next ?? 0n) - 1n),
    });
  }

  /** Nothing, because the position is not one of the log's; finding the right one may help. */
  static outOfRange(): FetchedRun {
    const reason = 'the position is out of range';
    const trouble = { reason, lasting: false, batch: null };
    return new FetchedRun({ records: [], frame: null, bytes: 0, next: null, trouble, offset: BEYOND_ALL });
  }
}

/** Above every offset. */
const BEYOND_ALL = (2n ** 63n - 1n).toString();
