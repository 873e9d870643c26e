import { crc32c } from '../wire/crc32c.ts';

/** A record batch as specs write it, by Kafka's description of the format and not by the code under test. */
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

const varlong = (value: bigint): Buffer => {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Buffer.from(bytes);
};

const varint = (value: number): Buffer => varlong(BigInt(value));

const varBytes = (bytes: Buffer | null): Buffer =>
  bytes === null ? varint(-1) : Buffer.concat([varint(bytes.length), bytes]);

const writeRecord = (record: RecordSpec): Buffer => {
  const body = Buffer.concat([
    Buffer.from([0]),
    varlong(record.timestampDelta),
    varint(record.offsetDelta),
    varBytes(record.key),
    varBytes(record.value),
    varint(record.headers.length),
    ...record.headers.flatMap(([name, value]) => [varBytes(Buffer.from(name)), varBytes(value)]),
  ]);
  return varBytes(body);
};

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

const int16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
};

const int64 = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
};

export const writeBatch = (batch: BatchSpec): Buffer => {
  const records = Buffer.concat(batch.records.map(writeRecord));
  const body = batch.compress ? batch.compress(records) : records;
  const checked = Buffer.concat([
    int16(batch.attributes ?? 0),
    int32(Math.max(0, ...batch.records.map(({ offsetDelta }) => offsetDelta))),
    int64(batch.firstTimestamp ?? 1_700_000_000_000n),
    int64(batch.maxTimestamp ?? 1_700_000_009_999n),
    int64(batch.producerId ?? -1n),
    int16(-1),
    int32(-1),
    int32(batch.records.length),
    body,
  ]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32c(checked));
  const rest = Buffer.concat([int32(7), Buffer.from([batch.magic ?? 2]), checksum, checked]);
  return Buffer.concat([int64(batch.firstOffset ?? 0n), int32(rest.length), rest]);
};
