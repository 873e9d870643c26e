import produce, { type Request } from 'kafkajs/src/protocol/requests/produce/index.js';
import { ByteWriter } from './byte-writer.ts';
import { crc32c } from './crc32c.ts';
import { isComparedVersion } from './compared-version.ts';
import { ROOM, RoomyRequest } from './roomy-request.ts';

/**
 * Writes produce requests in place of kafkajs, which makes an encoder with a buffer of half a kilobyte for each
 * record and each header; that is most of what sending costs. Only what we send is written here, records without
 * compression and timestamps of their own; the rest is left to kafkajs. `KAFKAJS_ENCODER=original` leaves it all.
 */
const VERSION = 7;
const MAGIC = 2;
const TRANSACTIONAL = 0x10;

interface OutMessage {
  readonly key?: Buffer | string | null | undefined;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, Buffer | string | readonly (Buffer | string)[]>>;
  readonly timestamp?: string;
}

export interface ProduceParams {
  readonly acks: number;
  readonly timeout: number;
  readonly compression?: number;
  readonly transactionalId?: string | null | undefined;
  /** kafkajs's long numbers; both turn into text as digits. */
  readonly producerId?: { toString(): string };
  readonly producerEpoch?: number;
  readonly topicData: readonly {
    readonly topic: string;
    readonly partitions: readonly {
      readonly partition: number;
      readonly firstSequence?: number;
      readonly messages: readonly OutMessage[];
    }[];
  }[];
}

/** Of requests that have been answered, which the broker has read then. They grow to the largest request. */
const FREE: ByteWriter[] = [];
const MOST_FREE = 2;

const giveBack = (writer: ByteWriter): void => {
  if (FREE.length < MOST_FREE) FREE.push(writer);
};

/** Produce request, version 7. `now` is put on every record, in milliseconds since 1970. It is in the memory of the writer. */
export const encodeProduceRequest = (
  params: ProduceParams,
  now: number,
  writer = new ByteWriter(),
): RoomyRequest => {
  writer.at = ROOM;
  writer.string(params.transactionalId ?? null);
  writer.int16(params.acks);
  writer.int32(params.timeout);
  writer.int32(params.topicData.length);
  for (const { topic, partitions } of params.topicData) {
    writer.string(topic);
    writer.int32(partitions.length);
    for (const { partition, firstSequence = 0, messages } of partitions) {
      writer.int32(partition);
      const size = writer.hold32();
      writeBatch(writer, params, firstSequence, messages, BigInt(now));
      writer.fill32(size, writer.at - size - 4);
    }
  }
  return new RoomyRequest(writer.written);
};

const writeBatch = (
  writer: ByteWriter,
  params: ProduceParams,
  firstSequence: number,
  messages: readonly OutMessage[],
  now: bigint,
): void => {
  writer.int64(0n);
  const length = writer.hold32();
  writer.int32(0);
  writer.int8(MAGIC);
  const checksum = writer.hold32();
  writer.int16(params.transactionalId ? TRANSACTIONAL : 0);
  writer.int32(messages.length - 1);
  writer.int64(now);
  writer.int64(now);
  writer.int64(BigInt(String(params.producerId ?? -1)));
  writer.int16(params.producerEpoch ?? 0);
  writer.int32(firstSequence);
  writer.int32(messages.length);
  for (const [offsetDelta, message] of messages.entries()) {
    writer.sized(() => {
      writeRecord(writer, offsetDelta, message);
    });
  }
  writer.fill32(length, writer.at - length - 4);
  writer.fill32(checksum, crc32c(writer.written.subarray(checksum + 4)));
};

const writeRecord = (
  writer: ByteWriter,
  offsetDelta: number,
  { key, value, headers = {} }: OutMessage,
): void => {
  // Attributes, which are unused, and the difference to the batch's timestamp.
  writer.int8(0);
  writer.varint(0);
  writer.varint(offsetDelta);
  writer.varBytes(key ?? null);
  writer.varBytes(value);
  const names = Object.keys(headers);
  let count = 0;
  for (const name of names) count += Array.isArray(headers[name]) ? headers[name].length : 1;
  writer.varint(count);
  for (const name of names) {
    const values = headers[name] as Buffer | string | readonly (Buffer | string)[];
    if (typeof values === 'string' || Buffer.isBuffer(values)) writeHeader(writer, name, values);
    else for (const one of values) writeHeader(writer, name, one);
  }
};

const writeHeader = (writer: ByteWriter, name: string, value: Buffer | string): void => {
  writer.varBytes(name);
  writer.varBytes(value);
};

const isOurs = ({ compression = 0, topicData }: ProduceParams): boolean =>
  compression === 0 &&
  topicData.every(({ partitions }) =>
    partitions.every(({ messages }) => messages.every(({ timestamp }) => timestamp === undefined)),
  );

/** kafkajs's own, to compare with. */
export const kafkajsProduce: (wanted: { version: number | string }) => (params: object) => Request =
  produce.protocol;

if (isComparedVersion && process.env['KAFKAJS_ENCODER'] !== 'original') {
  produce.protocol = ({ version }) => {
    const theirs = kafkajsProduce({ version });
    if (Number(version) !== VERSION) return theirs;
    return (params) => {
      const made = theirs(params);
      if (!isOurs(params as ProduceParams)) return made;
      const writer = FREE.pop() ?? new ByteWriter();
      const encode = () => Promise.resolve(encodeProduceRequest(params as ProduceParams, Date.now(), writer));
      // One that is never answered is not used again: somebody may still be sending it.
      const decode = (answer: Buffer) => {
        giveBack(writer);
        return made.response.decode(answer);
      };
      // Functions written where they are assigned to a property would be old objects to V8, and keep all records they see.
      return {
        request: { ...made.request, encode },
        response: { ...made.response, decode },
      };
    };
  };
}
