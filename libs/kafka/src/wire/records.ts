/** A header of a record: names may repeat, values are bytes. */
export type Header = readonly [name: string, value: Buffer];

/** A record as read. `timestamp`: digits of milliseconds since 1970, by the broker on input topics. */
export interface InRecord {
  readonly offset: bigint;
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly Header[];
  /** The encoded record; absent if it was not kept. */
  readonly wire?: WireRecord;
  /** The record batch of the log that held the record; absent if unknown. */
  readonly batch?: LogBatch;
}

/** Positions of a record's fields in the bytes received. A negative start stands for null. */
export interface WireRecord {
  readonly bytes: Buffer;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** Position of the number of headers; the headers end with the record. */
  readonly headersStart: number;
  readonly end: number;
}

/** A record to send. Strings are written as UTF-8; a list holds the values of a repeated header in order. */
export interface OutRecord {
  readonly key: string | Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers?: Readonly<Record<string, string | Buffer | (string | Buffer)[]>>;
}

export interface SentRecord {
  readonly partition: number;
  /** A string of digits. */
  readonly offset: string;
}

/** Identifies a record batch of the log among others at the same offset. */
export interface LogBatch {
  /** Offset of the first record. */
  readonly offset: bigint;
  readonly leaderEpoch: number;
  /** Checksum of the content (CRC-32C). */
  readonly crc: number;
  /** Largest timestamp of the batch, in milliseconds since 1970; a string of digits. */
  readonly appendTime: string;
  /** Clock of the timestamps: 1 the broker's (LogAppendTime), 0 the producer's (CreateTime). */
  readonly timestampType: 0 | 1;
}

/** Immutable records of one partition, in order and without a gap since `expected`. */
export interface RecordBatch {
  readonly topic: string;
  readonly partition: number;
  /** Number of partitions of the topic; null where the placement of records is not checked. */
  readonly partitions: number | null;
  /** Epoch of the claim. */
  readonly epoch: bigint;
  /** Stored position before the batch. */
  readonly expected: bigint;
  /** Position after the batch: offset of the last record + 1, control records counted. */
  readonly next: bigint;
  readonly records: readonly InRecord[];
  /** The record batch of the log that holds the last record; null if unknown. */
  readonly last: LogBatch | null;
  /** Lets other work run, for long work. @throws Fenced once the partition was taken away */
  heartbeat(): Promise<void>;
}

/** A claimed partition, with the position to read from. */
export interface PartitionClaim extends Pick<
  RecordBatch,
  'topic' | 'partition' | 'partitions' | 'epoch' | 'heartbeat'
> {
  readonly position: bigint;
}

/** Consecutive records of a partition. */
export interface RecordRun {
  readonly records: readonly InRecord[];
  /** Position behind the records, control records counted. */
  readonly next: bigint;
}

/**
 * Receives the records of one claim of a partition. The reader adds fetched records until the sink is full or
 * none wait, then flushes; while the flush waits for its turn, the reader goes on adding.
 */
export interface RecordSink {
  /** Takes the first records of a run; returns their number: not all once full, 0 while the sink writes. */
  add(run: RecordRun): number;
  /**
   * Writes the records taken. Resolves with the position to go on from: behind the records, or earlier if
   * some have to be added again.
   *
   * @throws when the write fails; the partition is claimed again and gets a new sink
   */
  flush(): Promise<bigint>;
}

export interface ClaimedOffset {
  readonly epoch: bigint;
  readonly next: bigint;
  readonly last?: LogBatch | null;
  /** Id of the topic that was read; null if unknown. */
  readonly topicId?: string | null;
}

/** Owner and position of each partition. The aggregation keeps both in the database. */
export interface OffsetStore {
  /**
   * Takes the partition over: raises its epoch, which fences older claims, and returns the position. The
   * reader compares `last` with the log, and halts the partition when the log has another batch there.
   */
  claim(topic: string, partition: number): Promise<ClaimedOffset>;
  /** Stores the id of the topic that is read, while the claim is the newest. */
  keepTopicId?(topic: string, partition: number, epoch: bigint, topicId: string): Promise<void>;
  /**
   * The stored position, without a claim; null before the first one. A halted partition is claimed again once
   * its position changes; without this method, at the next assignment.
   */
  position?(topic: string, partition: number): Promise<bigint | null>;
  /**
   * The stored positions, without a claim, by `topic/partition`. A partition whose position has fallen, as after a
   * restore of the store, is claimed again; without this method, at its next flush.
   */
  positions?(): Promise<ReadonlyMap<string, bigint>>;
}
