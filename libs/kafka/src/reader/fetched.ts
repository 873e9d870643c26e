import type { TopicPartition } from '@silkgauge/contract';
import type { Cluster } from '../broker/cluster.ts';
import { committedBatches } from '../wire/committed-batches.ts';
import { fetchPartition, OUT_OF_RANGE, type FetchedPartition } from './fetch-request.ts';
import { refused } from '../broker/protocol-errors.ts';
import {
  logBatchAt,
  readRecordBatches,
  type ReadBatches,
  type UnreadableBatch,
} from '../wire/record-batches.ts';
import type { LogBatch, RecordRun } from '../wire/records.ts';

/** Why reading cannot go on behind the records. */
export interface FetchError {
  readonly reason: string;
  /** The unreadable batch, which no new claim repairs; null for other reasons. */
  readonly batch: UnreadableBatch | null;
}

/** Result of one fetch; `next` is behind all of it, control records and aborted ones included. */
export interface Fetched extends RecordRun {
  /** The offset asked for. */
  readonly from: bigint;
  /** Id of the topic at the broker. */
  readonly topicId: string;
  /** Memory of the records, in bytes. */
  readonly bytes: number;
  readonly highWatermark: bigint;
  /** Why the records from `next` on cannot be read; null if they can. */
  readonly trouble: FetchError | null;
}

/**
 * Decodes the committed records up to the first unreadable batch. With `ofInput` a batch with timestamps of
 * its producer's clock (CreateTime) is unreadable.
 */
export const fetchedOf = (answer: FetchedPartition, from: bigint, ofInput = false): Fetched => {
  const { errorCode, topic, highWatermark } = answer;
  const nothing = { from, topicId: topic.id, highWatermark, records: [], next: from, bytes: 0 };
  if (errorCode !== 0) return { ...nothing, trouble: fetchErrorOf(errorCode) };
  const read = readRecordBatches(answer.records);
  const { batches, unreadable } = ofInput ? stampedByBroker(read) : read;
  const kept = committedBatches(batches, answer.aborted);
  const last = batches.at(-1);
  const end = last ? last.context.lastOffset + 1n : from;
  const records = kept.flatMap((batch) => batch.records);
  const begin = records.findIndex(({ offset }) => offset >= from);
  return {
    ...nothing,
    // The broker sends whole batches, even when `from` is inside one.
    records: begin < 0 ? [] : records.slice(begin),
    next: end > from ? end : from,
    bytes: kept.reduce((sum, batch) => sum + batch.bytes, 0),
    // The batch outlives the answer, so its bytes are copied.
    trouble: unreadable && {
      reason: unreadable.reason,
      batch: { ...unreadable, bytes: Buffer.from(unreadable.bytes) },
    },
  };
};

const fetchErrorOf = (errorCode: number): FetchError => {
  const reason = errorCode === OUT_OF_RANGE ? 'the position is out of range' : refused(errorCode).message;
  return { reason, batch: null };
};

const PRODUCERS_CLOCK =
  "its records carry their producer's clock (CreateTime), and when they came cannot be told: set " +
  'message.timestamp.type=LogAppendTime on the topic, step over them with npm run skip, and send them back with npm run dlq';

/** Drops batches from the first with CreateTime on. Control batches carry no event and do not count. */
const stampedByBroker = ({ batches, unreadable }: ReadBatches): ReadBatches => {
  const at = batches.findIndex(({ context }) => context.batch.timestampType === 0 && !context.isControl);
  const refusedBatch = batches[at]?.context;
  if (!refusedBatch) return { batches, unreadable };
  const { batch, lastOffset } = refusedBatch;
  const why = { reason: PRODUCERS_CLOCK, bytes: Buffer.alloc(0) };
  return {
    batches: batches.slice(0, at),
    unreadable: { first: batch.offset, next: lastOffset + 1n, ...why },
  };
};

/**
 * The record batch of the log that holds an offset, control batches and aborted ones included. The next batch
 * if the offset has gone from inside the log; null if none is there.
 */
export const batchAt = async (
  cluster: Cluster,
  place: TopicPartition,
  offset: bigint,
): Promise<LogBatch | null> => {
  const options = { isolation: 'read-uncommitted', maxWait: 0, partitionBytes: 1 } as const;
  const { errorCode, records } = await fetchPartition(cluster, place, offset, options);
  return errorCode === 0 ? logBatchAt(records) : null;
};
