import type {
  LogBatch,
  PartitionClaim,
  RecordBatch,
  RecordList,
  RecordRun,
  RecordSink,
} from '../wire/records.ts';
import { bytesOf, copyRecords, joinRecords } from '../wire/stored-batch.ts';

export interface BatchLimits {
  /** The most records of a batch. */
  readonly records: number;
  /** Nothing is added to a batch that takes so many bytes. */
  readonly bytes: number;
}

/** Collects records, in memory of their own, and hands them over as batches. */
export class BatchSink implements RecordSink {
  readonly #claim: PartitionClaim;
  readonly #limits: BatchLimits;
  readonly #handle: (batch: RecordBatch) => Promise<unknown>;
  #parts: RecordList[] = [];
  #length = 0;
  #bytes = 0;
  #expected: bigint;
  #next: bigint;
  #isWriting = false;

  constructor(claim: PartitionClaim, limits: BatchLimits, handle: (batch: RecordBatch) => Promise<unknown>) {
    this.#claim = claim;
    this.#limits = limits;
    this.#handle = handle;
    this.#expected = claim.position;
    this.#next = claim.position;
  }

  add(run: RecordRun): number {
    const room = this.#limits.records - this.#length;
    if (this.#isWriting || room <= 0 || this.#bytes >= this.#limits.bytes) return 0;
    const part = copyRecords(run.records.slice(0, room));
    this.#parts.push(part);
    this.#length += part.length;
    this.#bytes += bytesOf(part);
    this.#next = behind(run, part.length);
    return part.length;
  }

  async flush(): Promise<bigint> {
    const { topic, partition, partitions, epoch, heartbeat } = this.#claim;
    const next = this.#next;
    const records = joinRecords(this.#parts);
    this.#parts = [];
    this.#length = 0;
    this.#bytes = 0;
    this.#isWriting = true;
    try {
      const expected = this.#expected;
      await this.#handle({
        ...{ topic, partition, partitions, epoch, expected, next, records, heartbeat },
        last: lastBatchOf(records),
      });
    } finally {
      this.#isWriting = false;
    }
    this.#expected = next;
    return next;
  }
}

/** The position behind the first `count` records of a run. */
export const behind = ({ records, next }: RecordRun, count: number): bigint =>
  records.at(count)?.offset ?? next;

/** The record batch of the log that the last record came in. */
export const lastBatchOf = (records: RecordList): LogBatch | null => records.at(-1)?.batch ?? null;
