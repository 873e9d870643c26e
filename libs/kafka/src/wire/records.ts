/** A header as it stands on the record: names may repeat, values are bytes. */
export type Header = readonly [name: string, value: Buffer];

/** A record as read. `timestamp` is milliseconds since 1970 as a string of digits, set by the broker on input topics. */
export interface InRecord {
  readonly offset: bigint;
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly Header[];
  /** The record as it came over the wire; absent where that was not kept. */
  readonly wire?: WireRecord;
  /** The record batch of the log that it came in; absent where that is not known. */
  readonly batch?: LogBatch;
}

/** A record inside the bytes it came in: nothing is cut out of them before it is asked for. A start below 0 is a null. */
export interface WireRecord {
  readonly bytes: Buffer;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** Where the number of headers stands; they end with the record. */
  readonly headersStart: number;
  readonly end: number;
}

/** A record to send. Header values are written as UTF-8 when they are strings; several of one name, in order, as a list. */
export interface OutRecord {
  readonly key: string | Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers?: Readonly<Record<string, string | Buffer | (string | Buffer)[]>>;
}

/** Where a sent record came to stand. */
export interface SentRecord {
  readonly partition: number;
  /** A string of digits. */
  readonly offset: string;
}

/** A record batch as it stands in the log: what tells it from another one at the same offset. */
export interface LogBatch {
  /** Of its first record. */
  readonly offset: bigint;
  readonly leaderEpoch: number;
  /** CRC-32C of its content. */
  readonly crc: number;
  /** When the broker appended it, or by producers' clocks, in milliseconds since 1970; a string of digits. */
  readonly appendTime: string;
  /** Whose clock: 1 the broker's (LogAppendTime), 0 producers' (CreateTime). */
  readonly timestampType: 0 | 1;
}

/** Records of one partition, in order and without a gap since `expected`. Nothing of it changes. */
export interface RecordBatch {
  readonly topic: string;
  readonly partition: number;
  /** How many the topic has, by the broker; null where nobody judges where a record was put. */
  readonly partitions: number | null;
  /** The epoch the partition was claimed with. */
  readonly epoch: bigint;
  /** The stored offset before this batch. */
  readonly expected: bigint;
  /** The position after it: offset of the last record + 1, control records counted. */
  readonly next: bigint;
  readonly records: readonly InRecord[];
  /** The last record batch of the log that it has records of; null where that is not known. */
  readonly last: LogBatch | null;
  /** For long work: lets other work run and throws `Fenced` once the partition is no longer ours. */
  heartbeat(): Promise<void>;
}

/** A partition that was claimed, and where reading goes on. */
export interface PartitionClaim extends Pick<
  RecordBatch,
  'topic' | 'partition' | 'partitions' | 'epoch' | 'heartbeat'
> {
  readonly position: bigint;
}

/** Some of the records that follow, in order. */
export interface RecordRun {
  readonly records: readonly InRecord[];
  /** The position behind all of them, control records counted. */
  readonly next: bigint;
}

/**
 * Where the records of one claim of a partition go. Its reader adds what it has fetched until the sink is full or nothing
 * waits, then flushes; while a flush waits for its turn, it goes on adding.
 */
export interface RecordSink {
  /**
   * Takes records from the first on and returns how many: fewer than there are once it is full, none while it writes.
   */
  add(run: RecordRun): number;
  /**
   * Writes all that it has taken. Resolves with the position to go on from: behind all of it, or before it where records
   * have to be added again.
   *
   * @throws when it cannot be written; the partition is claimed again, and another sink opened
   */
  flush(): Promise<bigint>;
}

export interface ClaimedOffset {
  readonly epoch: bigint;
  readonly next: bigint;
  readonly last?: LogBatch | null;
  /** The id of the topic that it was read from; null where that is not known. */
  readonly topicId?: string | null;
}

/** Who may write a partition's results, and from where. The aggregation keeps it in the database. */
export interface OffsetStore {
  /**
   * Takes the partition over: raises its epoch, so that older claims are fenced, and tells where to go on. Where it tells the last record
   * batch that was dealt with, the log is compared with it, and a log that has another one there halts the partition.
   */
  claim(topic: string, partition: number): Promise<ClaimedOffset>;
  /** Keeps the id of the topic that is read from now on, for as long as the claim is the newest. */
  keepTopicId?(topic: string, partition: number, epoch: bigint, topicId: string): Promise<void>;
  /**
   * Where the partition stands, without taking it over; null when it was never claimed. A halted partition is claimed
   * anew once somebody has moved it; without this it stays halted until the next assignment.
   */
  position?(topic: string, partition: number): Promise<bigint | null>;
}
