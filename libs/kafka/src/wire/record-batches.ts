import { ByteReader } from './byte-reader.ts';
import { unpacked } from './codecs.ts';
import { crc32c } from './crc32c.ts';
import { RecordView, type BatchContext } from './record-view.ts';
import type { LogBatch } from './records.ts';

/** Where the fields of a record batch stand: Kafka's message format 2. */
const AT = {
  length: 8,
  leaderEpoch: 12,
  magic: 16,
  checksum: 17,
  attributes: 21,
  lastOffsetDelta: 23,
  firstTimestamp: 27,
  maxTimestamp: 35,
  producerId: 43,
  count: 57,
  records: 61,
} as const;
/** What the length counts begins here. */
const COUNTED = 12;
const CURRENT_MAGIC = 2;

const TIMESTAMP_BY_BROKER = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;
const CODEC = 0x07;

/** One record batch of the log. Its records stay in the bytes they came in, of which only what is asked for is read. */
export interface StoredBatch {
  readonly context: BatchContext;
  readonly records: readonly RecordView[];
  /** Memory that its records take. */
  readonly bytes: number;
}

/** A record batch that cannot be read, as far as can be told. */
export interface UnreadableBatch {
  /** Its first offset, and the one reading could go on at. */
  readonly first: bigint;
  readonly next: bigint;
  readonly bytes: Buffer;
}

/** The batches of a partition's answer, in order, up to the first that cannot be read, which is the last there is. */
export interface ReadBatches {
  readonly batches: readonly StoredBatch[];
  readonly unreadable: (UnreadableBatch & { readonly reason: string }) | null;
}

/**
 * A batch at the end that is cut off is left for the next fetch. Unreadable are a broken checksum, an unknown codec and
 * broken content.
 */
export const readRecordBatches = (bytes: Buffer): ReadBatches => {
  const batches: StoredBatch[] = [];
  for (let at = 0; at + AT.records <= bytes.length;) {
    const end = at + COUNTED + bytes.readInt32BE(at + AT.length);
    if (end > bytes.length) break;
    const batch = bytes.subarray(at, Math.max(at, end));
    try {
      batches.push(readRecordBatch(batch));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const first = bytes.readBigInt64BE(at);
      const last = first + BigInt(Math.max(0, bytes.readInt32BE(at + AT.lastOffsetDelta)));
      const next = followingOffset(bytes, end, first) ?? last + 1n;
      return { batches, unreadable: { first, next, reason, bytes: batch } };
    }
    at = end;
  }
  return { batches, unreadable: null };
};

/**
 * Where the batch behind a broken one begins: what a broken batch says of its own end may be what is broken. Undefined
 * when nothing follows it here.
 */
const followingOffset = (bytes: Buffer, at: number, first: bigint): bigint | undefined => {
  if (at <= 0 || at + 8 > bytes.length) return undefined;
  const offset = bytes.readBigInt64BE(at);
  return offset > first ? offset : undefined;
};

/** Reads all of its records or none. @throws RangeError when they are not what the batch promises */
const readRecordBatch = (bytes: Buffer): StoredBatch => {
  if (bytes.length < AT.records) throw new RangeError('a record batch shorter than its header');
  const magic = bytes.readInt8(AT.magic);
  if (magic !== CURRENT_MAGIC) throw new RangeError(`record batches of format ${String(magic)} are not read`);
  if (bytes.readUInt32BE(AT.checksum) !== crc32c(bytes.subarray(AT.attributes)))
    throw new RangeError('the checksum does not match');
  const context = contextOf(bytes);
  const content = unpacked(bytes.readInt16BE(AT.attributes) & CODEC, bytes.subarray(AT.records));
  const count = bytes.readInt32BE(AT.count);
  if (count < 0 || count > content.length) throw new RangeError('more records than there is room for');
  const reader = new ByteReader(content);
  const records = Array.from({ length: count }, () => new RecordView(reader, context));
  return { context, records, bytes: content.length };
};

const contextOf = (bytes: Buffer): BatchContext => {
  const attributes = bytes.readInt16BE(AT.attributes);
  const offset = bytes.readBigInt64BE(0);
  return {
    batch: {
      offset,
      leaderEpoch: bytes.readInt32BE(AT.leaderEpoch),
      crc: bytes.readUInt32BE(AT.checksum),
      timestampType: (attributes & TIMESTAMP_BY_BROKER) === 0 ? 0 : 1,
      appendTime: String(bytes.readBigInt64BE(AT.maxTimestamp)),
    },
    lastOffset: offset + BigInt(bytes.readInt32BE(AT.lastOffsetDelta)),
    firstTimestamp: bytes.readBigInt64BE(AT.firstTimestamp),
    producerId: bytes.readBigInt64BE(AT.producerId),
    isTransactional: (attributes & TRANSACTIONAL) !== 0,
    isControl: (attributes & CONTROL) !== 0,
  };
};

/** What the first record batch says of itself, read or not; null where there is not even a head. */
export const logBatchAt = (bytes: Buffer): LogBatch | null =>
  bytes.length < AT.records ? null : contextOf(bytes).batch;
