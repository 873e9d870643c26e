import fetchResponse from 'kafkajs/src/protocol/requests/fetch/v11/response.js';
import { ByteReader } from './byte-reader.ts';
import { isComparedVersion } from './compared-version.ts';
import { readRecordBatches } from './record-batches.ts';
import { UnreadableRecords, type RecordView } from './record-view.ts';

/**
 * Reads the broker's answer to a fetch in place of kafkajs's own decoder, for three reasons:
 *
 * - speed: kafkajs spends most of a record's time on an object of its headers;
 * - one bad batch, or one partition whose position is out of range, must not take the others with it: kafkajs fails
 *   the whole fetch for the first, and for the second moves the group's position by itself, over records nobody saw;
 * - it checks checksums, which kafkajs does not.
 *
 * Installed when this module is loaded, for the exact version it was compared with; `KAFKAJS_DECODER=original`
 * leaves kafkajs as it is.
 */
const OFFSET_OUT_OF_RANGE = 1;

/** Above every offset, so that it is never taken for something already read. */
const BEYOND_ALL = (2n ** 63n - 1n).toString();

/** Topics whose reader knows `UnreadableRecords`; for any other consumer in the process kafkajs behaves as ever. */
const guarded = new Set<string>();

/** From here on partitions of these topics report what cannot be read as `UnreadableRecords` instead of failing. */
export const reportUnreadable = (topics: readonly string[]): void => {
  for (const topic of topics) guarded.add(topic);
};

interface PartitionAnswer {
  readonly partition: number;
  readonly errorCode: number;
  readonly highWatermark: string;
  readonly lastStableOffset: string;
  readonly lastStartOffset: string;
  readonly abortedTransactions: readonly { producerId: string; firstOffset: string }[];
  readonly preferredReadReplica: number;
  readonly messages: readonly (RecordView | UnreadableRecords)[];
}

/** Fetch response version 11, in the shape kafkajs goes on with. */
export const decodeFetchResponse = (bytes: Buffer) => {
  const reader = new ByteReader(bytes);
  return {
    // The broker has throttled nothing yet: it expects the client to wait, and kafkajs does so from the second field.
    throttleTime: 0,
    clientSideThrottleTime: reader.int32(),
    errorCode: reader.int16(),
    sessionId: reader.int32(),
    responses: reader.array(() => {
      const topicName = reader.string();
      return { topicName, partitions: reader.array(() => readPartition(reader, topicName)) };
    }),
  };
};

const readPartition = (reader: ByteReader, topic: string): PartitionAnswer => {
  const partition = reader.int32();
  const errorCode = reader.int16();
  const head = {
    partition,
    highWatermark: reader.int64().toString(),
    lastStableOffset: reader.int64().toString(),
    lastStartOffset: reader.int64().toString(),
    abortedTransactions: reader.array(() => ({
      producerId: reader.int64().toString(),
      firstOffset: reader.int64().toString(),
    })),
    preferredReadReplica: reader.int32(),
  };
  const size = reader.int32();
  const messages = size > 0 ? readRecordBatches(reader.take(size)) : [];
  if (guarded.has(topic)) {
    if (errorCode !== OFFSET_OUT_OF_RANGE) return { ...head, errorCode, messages };
    const reason = 'the position is out of range';
    return { ...head, errorCode: 0, messages: [new UnreadableRecords(BEYOND_ALL, reason, false)] };
  }
  const bad = messages.at(-1);
  if (bad instanceof UnreadableRecords) throw new Error(`${topic}/${String(partition)}: ${bad.reason}`);
  return { ...head, errorCode, messages };
};

const original = fetchResponse.decode;

/** Puts our decoder in place, or kafkajs's own back. */
export const useOwnDecoder = (on: boolean): void => {
  fetchResponse.decode = on ? (bytes) => Promise.resolve(decodeFetchResponse(bytes)) : original;
};

/** kafkajs's own, to compare with. */
export const decodeWithKafkajs = original;

useOwnDecoder(isComparedVersion && process.env['KAFKAJS_DECODER'] !== 'original');
