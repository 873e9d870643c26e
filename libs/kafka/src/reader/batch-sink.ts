import type { InRecord, PartitionClaim, RecordBatch, RecordRun, RecordSink } from '../wire/records.ts';

export interface BatchLimits {
  /** Limit of records in a batch. */
  readonly records: number;
  /** Bytes from which on a batch takes no more records. */
  readonly bytes: number;
}

/** Estimated memory of a record beside key and value, in bytes. */
const OBJECT_BYTES = 150;

/** Collects records and hands them over as batches. */
export class BatchSink implements RecordSink {
  readonly #claim: PartitionClaim;
  readonly #limits: BatchLimits;
  readonly #handle: (batch: RecordBatch) => Promise<unknown>;
  #records: InRecord[] = [];
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
    const room = this.#limits.records - this.#records.length;
    if (this.#isWriting || room <= 0 || this.#bytes >= this.#limits.bytes) return 0;
    const taken = run.records.slice(0, room);
    for (const record of taken) {
      this.#records.push(record);
      this.#bytes += OBJECT_BYTES + bytesOf(record);
    }
    this.#next = behind(run, taken.length);
    return taken.length;
  }

  async flush(): Promise<bigint> {
    const { topic, partition, partitions, epoch, heartbeat } = this.#claim;
    const [expected, next, records] = [this.#expected, this.#next, this.#records];
    this.#records = [];
    this.#bytes = 0;
    this.#isWriting = true;
    try {
      await this.#handle({
        ...{ topic, partition, partitions, epoch, expected, next, records, heartbeat },
        last: records.at(-1)?.batch ?? null,
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

/** Key, value and headers; headers count where the encoded record was kept. */
const bytesOf = ({ key, value, wire }: InRecord): number =>
  (key?.length ?? 0) + (value?.length ?? 0) + (wire ? wire.end - wire.headersStart : 0);
