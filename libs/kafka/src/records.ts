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

/** Records in order. An array of them is one; what came over the wire is another, whose records are made when asked for. */
export interface RecordList extends Iterable<InRecord> {
  readonly length: number;
  at(index: number): InRecord | undefined;
  slice(from: number, to?: number): RecordList;
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

/** Records of one partition, in order and without a gap since `expected`. */
export interface RecordBatch {
  readonly topic: string;
  readonly partition: number;
  /** The epoch the partition was claimed with. */
  readonly epoch: bigint;
  /** The ledger's position before this batch. */
  readonly expected: bigint;
  /** The position after it: offset of the last record + 1, control records counted. */
  readonly next: bigint;
  readonly records: RecordList;
  /**
   * For long work: lets other work run and throws `Fenced` once the partition is no longer ours. Membership of the
   * group does not depend on it.
   */
  heartbeat(): Promise<void>;
  /**
   * Puts the records that follow, as far as they have been fetched and a batch may be large, in the place of `records`, which are let go
   * of, and moves `next` behind them; false where there are none, and `records` is empty. The batch stands for all of them: it is for a handler that makes
   * something small of records one after another, and keeps their memory free while it waits. If it needs them again it throws
   * `ReadAgain`. Absent where the records stay: of a part of a batch, and of records that a handler failed for before.
   */
  moveOn?(): boolean;
  /** The same, and where many are to come it waits for them, not for long. */
  fill?(): Promise<boolean>;
  /**
   * For a handler that has enough: the batch ends before the record at `index` of `records`, which comes with the next one, and lets go of
   * them all. There whenever `moveOn` is.
   */
  endBefore?(index: number): void;
}

/** Who may write a partition's results, and from where. The aggregation keeps it in the database. */
export interface PartitionLedger {
  /** Takes the partition over: raises its epoch, so that older claims are fenced, and tells where to go on. */
  claim(topic: string, partition: number): Promise<{ epoch: bigint; next: bigint }>;
  /**
   * Where the partition stands, without taking it over; null when it was never claimed. A halted partition is claimed
   * anew once somebody has moved it; without this it stays halted until the next assignment.
   */
  position?(topic: string, partition: number): Promise<bigint | null>;
}
