import { ByteReader } from './byte-reader.ts';
import { CODECS } from './codecs.ts';
import { crc32c } from './crc32c.ts';
import type { BatchContext } from './record-view.ts';
import type { LogBatch } from './records.ts';
import { StoredBatch, type UnreadableBatch } from './stored-batch.ts';

/** Base offset and length stand before what the length counts. */
const PREFIX = 12;
/** From the end of the prefix to the records. */
const HEADER = 49;
const CURRENT_MAGIC = 2;
/** Leader epoch, magic and the checksum itself come before what it covers. */
const CHECKED_FROM = PREFIX + 9;
/** Behind attributes, the last offset's distance and the first timestamp. */
const MAX_TIMESTAMP_AT = CHECKED_FROM + 14;

const TIMESTAMP_BY_BROKER = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;
const CODEC = 0x07;

/** The batches of a partition's answer, in order, up to the first that cannot be read, which is the last there is. */
export interface ReadBatches {
  readonly batches: readonly StoredBatch[];
  readonly unreadable: (UnreadableBatch & { readonly reason: string; readonly last: bigint }) | null;
}

/**
 * A batch at the end that is cut off is left for the next fetch. Unreadable are a broken checksum, an unknown codec and
 * broken content.
 */
export const readRecordBatches = (bytes: Buffer): ReadBatches => {
  const batches: StoredBatch[] = [];
  for (let at = 0; at + PREFIX + HEADER <= bytes.length;) {
    const end = at + PREFIX + bytes.readInt32BE(at + 8);
    if (end > bytes.length) break;
    const batch = bytes.subarray(at, Math.max(at, end));
    try {
      batches.push(readRecordBatch(batch));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const first = bytes.readBigInt64BE(at);
      const last = first + BigInt(Math.max(0, bytes.readInt32BE(at + PREFIX + 11)));
      const next = followingOffset(bytes, end, first) ?? last + 1n;
      return { batches, unreadable: { first, last, next, reason, bytes: batch } };
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

const readRecordBatch = (bytes: Buffer): StoredBatch => {
  if (bytes.length < PREFIX + HEADER) throw new RangeError('a record batch shorter than its header');
  const reader = new ByteReader(bytes);
  const firstOffset = reader.int64();
  reader.at = PREFIX;
  const partitionLeaderEpoch = reader.int32();
  const magicByte = reader.int8();
  if (magicByte !== CURRENT_MAGIC)
    throw new RangeError(`record batches of format ${String(magicByte)} are not read`);
  const crc = reader.uint32();
  if (crc !== crc32c(bytes.subarray(CHECKED_FROM))) throw new RangeError('the checksum does not match');
  const attributes = reader.int16();
  const context: BatchContext = {
    firstOffset: firstOffset.toString(),
    crc,
    partitionLeaderEpoch,
    magicByte,
    inTransaction: (attributes & TRANSACTIONAL) !== 0,
    isControlBatch: (attributes & CONTROL) !== 0,
    timestampType: (attributes & TIMESTAMP_BY_BROKER) === 0 ? 0 : 1,
    lastOffsetDelta: reader.int32(),
    firstTimestamp: reader.int64().toString(),
    maxTimestamp: reader.int64().toString(),
    producerId: reader.int64().toString(),
    producerEpoch: reader.int16(),
    firstSequence: reader.int32(),
  };
  const count = reader.int32();
  return StoredBatch.read(unpack(attributes & CODEC, bytes.subarray(reader.at)), firstOffset, context, count);
};

/** What the first record batch says of itself, read or not; null where there is not even a head. */
export const logBatchAt = (bytes: Buffer): LogBatch | null => {
  if (bytes.length < PREFIX + HEADER) return null;
  return {
    offset: bytes.readBigInt64BE(0),
    leaderEpoch: bytes.readInt32BE(PREFIX),
    crc: bytes.readUInt32BE(CHECKED_FROM - 4),
    timestampType: (bytes.readInt16BE(CHECKED_FROM) & TIMESTAMP_BY_BROKER) === 0 ? 0 : 1,
    appendTime: String(bytes.readBigInt64BE(MAX_TIMESTAMP_AT)),
  };
};

const unpack = (codec: number, bytes: Buffer): Buffer => {
  if (codec === 0) return bytes;
  const known = CODECS[codec];
  if (!known) throw new RangeError(`compressed with codec ${String(codec)}, which is not known`);
  return known.decompress(bytes);
};
