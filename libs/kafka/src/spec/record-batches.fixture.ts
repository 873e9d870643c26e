import { Writer } from '@platformatic/kafka';
import { crc32c } from '../wire/crc32c.ts';

/** A record batch by Kafka's description of the format, independent of the code under test. */
export interface BatchSpec {
  readonly firstOffset?: bigint;
  readonly firstTimestamp?: bigint;
  readonly maxTimestamp?: bigint;
  readonly attributes?: number;
  readonly producerId?: bigint;
  readonly magic?: number;
  readonly records: readonly RecordSpec[];
  /** Applied to the bytes of the records; the codec's number goes into `attributes`. */
  readonly compress?: (bytes: Buffer) => Buffer;
}

export interface RecordSpec {
  readonly offsetDelta: number;
  readonly timestampDelta: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly (readonly [string, Buffer])[];
}

/** A 64-bit varint; the library's own writer keeps 32 bits. */
const varlong = (value: bigint): Buffer => {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(rest)]);
};

const recordBytes = ({ offsetDelta, timestampDelta, key, value, headers }: RecordSpec): Writer =>
  Writer.create()
    .appendInt8(0)
    .append(varlong(timestampDelta))
    .appendVarInt(offsetDelta)
    .appendVarIntBytes(key)
    .appendVarIntBytes(value)
    .appendVarIntArray([...headers], (writer, [name, bytes]) =>
      writer.appendVarIntBytes(Buffer.from(name)).appendVarIntBytes(bytes),
    )
    .prependVarIntLength();

export const writeBatch = (batch: BatchSpec): Buffer => {
  const records = Buffer.concat(batch.records.map((record) => recordBytes(record).buffer));
  const checked = Writer.create()
    .appendInt16(batch.attributes ?? 0)
    .appendInt32(batch.records.reduce((last, { offsetDelta }) => Math.max(last, offsetDelta), 0))
    .appendInt64(batch.firstTimestamp ?? 1_700_000_000_000n)
    .appendInt64(batch.maxTimestamp ?? 1_700_000_009_999n)
    .appendInt64(batch.producerId ?? -1n)
    .appendInt16(-1)
    .appendInt32(-1)
    .appendInt32(batch.records.length)
    .append(batch.compress ? batch.compress(records) : records).buffer;
  const rest = Writer.create()
    .appendInt32(7)
    .appendInt8(batch.magic ?? 2)
    .appendUnsignedInt32(crc32c(checked))
    .append(checked).buffer;
  return Writer.create()
    .appendInt64(batch.firstOffset ?? 0n)
    .appendInt32(rest.length)
    .append(rest).buffer;
};
