import { stampedByBroker } from '../wire/append-time.ts';
import { committedBatches, lastOffsetOf } from '../wire/committed-batches.ts';
import type { FetchedPartition } from './fetch-request.ts';
import { refused } from '../broker/protocol-errors.ts';
import { readRecordBatches } from '../wire/record-batches.ts';
import type { RecordRun } from '../wire/records.ts';
import { joinRecords, recordsFrom, type UnreadableBatch } from '../wire/stored-batch.ts';

/** Why reading cannot go on behind what there is, and whether a new claim is of no use. */
export interface FetchError {
  readonly reason: string;
  readonly lasting: boolean;
  /** Null where there is no batch at all. */
  readonly batch: UnreadableBatch | null;
}

/** What one fetch brought of a partition; `next` is behind everything it brought, control records and aborted ones included. */
export interface Fetched extends RecordRun {
  /** The offset that was asked for. */
  readonly from: bigint;
  /** Of the topic, as the broker has it. */
  readonly topicId: string;
  /** Memory they take. */
  readonly bytes: number;
  readonly highWatermark: bigint;
  /** Why the records from `next` on cannot be read. */
  readonly trouble: FetchError | null;
}

const OFFSET_OUT_OF_RANGE = 1;

/**
 * Records of committed transactions, up to the first batch that cannot be read; `ofInput` ends them before the first one that
 * carries its producer's clock, too.
 */
export const fetchedOf = (answer: FetchedPartition, from: bigint, ofInput = false): Fetched => {
  const { errorCode, topic, highWatermark } = answer;
  const nothing = { from, topicId: topic.id, highWatermark, records: [], next: from, bytes: 0 };
  if (errorCode !== 0) return { ...nothing, trouble: fetchErrorOf(errorCode) };
  const read = readRecordBatches(answer.records);
  const { batches, unreadable } = ofInput ? stampedByBroker(read) : read;
  const kept = committedBatches(batches, answer.aborted);
  const last = batches.at(-1);
  const end = last ? lastOffsetOf(last) + 1n : from;
  return {
    ...nothing,
    records: recordsFrom(joinRecords(kept), from),
    next: end > from ? end : from,
    bytes: kept.reduce((sum, batch) => sum + batch.bytes, 0),
    // Its bytes stay when the records are done with.
    trouble: unreadable && {
      reason: unreadable.reason,
      lasting: true,
      batch: { ...unreadable, bytes: Buffer.from(unreadable.bytes) },
    },
  };
};

const fetchErrorOf = (errorCode: number): FetchError => {
  const reason =
    errorCode === OFFSET_OUT_OF_RANGE ? 'the position is out of range' : refused(errorCode).message;
  return { reason, lasting: false, batch: null };
};
