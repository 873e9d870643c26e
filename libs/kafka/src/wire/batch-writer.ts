import type { ByteWriter } from './byte-writer.ts';
import { crc32c } from './crc32c.ts';
import type { OutRecord } from './records.ts';

export interface ProducerId {
  readonly producerId: bigint;
  readonly producerEpoch: number;
}

export interface BatchHead extends ProducerId {
  readonly isTransactional: boolean;
  /** Sequence number of the first record; the others follow without a gap. */
  readonly firstSequence: number;
  /** Timestamp of every record, in milliseconds since 1970. */
  readonly timestamp: number;
}

const MAGIC = 2;
const TRANSACTIONAL = 0x10;

/** Writes one record batch of Kafka's format 2, without compression. */
export const writeBatch = (writer: ByteWriter, head: BatchHead, records: readonly OutRecord[]): void => {
  const timestamp = BigInt(head.timestamp);
  writer.int64(0n);
  const length = writer.hold32();
  writer.int32(-1);
  writer.int8(MAGIC);
  const checksum = writer.hold32();
  writer.int16(head.isTransactional ? TRANSACTIONAL : 0);
  writer.int32(records.length - 1);
  writer.int64(timestamp);
  writer.int64(timestamp);
  writer.int64(head.producerId);
  writer.int16(head.producerEpoch);
  writer.int32(head.firstSequence);
  writer.int32(records.length);
  for (const [offsetDelta, record] of records.entries())
    writer.sized(() => {
      writeRecord(writer, offsetDelta, record);
    });
  writer.fill32(length, writer.at - length - 4);
  writer.fill32(checksum, crc32c(writer.written.subarray(checksum + 4)));
};

const writeRecord = (
  writer: ByteWriter,
  offsetDelta: number,
  { key, value, headers = {} }: OutRecord,
): void => {
  // Unused attributes and timestamp delta.
  writer.int8(0);
  writer.varint(0);
  writer.varint(offsetDelta);
  writer.varBytes(key);
  writer.varBytes(value);
  const pairs = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((one) => [name, one]),
  );
  writer.varint(pairs.length);
  for (const text of pairs.flat()) writer.varBytes(text);
};
