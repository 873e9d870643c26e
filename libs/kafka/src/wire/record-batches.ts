import { ByteReader } from './byte-reader.ts';
import { unpacked } from './codecs.ts';
import { crc32c } from './crc32c.ts';
import { RecordView, type BatchContext } from './record-view.ts';
import type { LogBatch } from './records.ts';

/** Byte offsets of the fields of a record batch (Kafka's message format 2). */
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
/** The length field counts from here on. */
const COUNTED = 12;
const CURRENT_MAGIC = 2;

const TIMESTAMP_BY_BROKER = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;
const CODEC = 0x07;

/** One record batch of the log; its records are decoded on demand. */
export interface StoredBatch {
  readonly context: BatchContext;
  readonly records: readonly RecordView[];
  /** Memory of the records, in bytes. */
  readonly bytes: number;
}

/** A record batch that cannot be read; its offsets are a best guess. */
export interface UnreadableBatch {
  /** First offset of the batch, and the offset to go on at. */
  readonly first: bigint;
  readonly next: bigint;
  readonly bytes: Buffer;
}

/** The batches of a partition's answer in order, up to the first unreadable one. */
export interface ReadBatches {
  readonly batches: readonly StoredBatch[];
  readonly unreadable: (UnreadableBatch & { readonly reason: string }) | null;
}

/**
 * Leaves a batch that is cut off at the end for the next fetch. Unreadable are batches of another format,
 * with a broken checksum, an unknown codec or broken content.
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
 * First offset of the batch behind a broken one, whose own last offset may be wrong; undefined without a
 * batch.
 */
const followingOffset = (bytes: Buffer, at: number, first: bigint): bigint | undefined => {
  if (at <= 0 || at + 8 > bytes.length) return undefined;
  const offset = bytes.readBigInt64BE(at);
  return offset > first ? offset : undefined;
};

/** Records take memory beside their bytes: a small packed batch of millions would fill it. */
const MOST_RECORDS = 200_000;

/** Reads all records of a batch or none. @throws RangeError for a batch that breaks the format */
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
  if (count > MOST_RECORDS)
    throw new RangeError(`${String(count)} records, of at most ${String(MOST_RECORDS)} in a batch`);
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

/** The header of the first record batch, readable or not; null without a whole header. */
export const logBatchAt = (bytes: Buffer): LogBatch | null =>
  bytes.length < AT.records ? null : contextOf(bytes).batch;
