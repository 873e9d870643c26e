import fetchResponse from 'kafkajs/src/protocol/requests/fetch/v11/response.js';
import { stampedByBroker } from './append-time.ts';
import { ByteReader } from './byte-reader.ts';
import type { AbortedTransaction } from './committed-batches.ts';
import { isComparedVersion } from './compared-version.ts';
import { frameOf, type Frame } from './frame-memory.ts';
import { FetchedRun } from './fetched-run.ts';
import { KafkajsMessage } from './kafkajs-message.ts';
import { readRecordBatches } from './record-batches.ts';

/**
 * Reads the broker's answer to a fetch in place of kafkajs's own decoder, for three reasons:
 *
 * - speed: kafkajs spends most of a record's time on an object of its headers, and then on each message;
 * - one bad batch, or one partition whose position is out of range, must not take the others with it: kafkajs fails
 *   the whole fetch for the first, and for the second moves the group's position by itself, over records nobody saw;
 * - it checks checksums, which kafkajs does not.
 *
 * Installed when this module is loaded, for the exact version it was compared with; `KAFKAJS_DECODER=original`
 * leaves kafkajs as it is.
 */
const OFFSET_OUT_OF_RANGE = 1;

/** Topics whose reader knows `FetchedRun`, with how many read it; else kafkajs behaves as ever. */
const wholesale = new Map<string, number>();

/**
 * From here on a partition of these topics gives all that a fetch brought as one `FetchedRun`, and never fails. Other
 * consumers in the process cannot read these topics meanwhile. Returns what ends it.
 */
export const fetchRunsOf = (topics: readonly string[]): (() => void) => {
  const count = (by: number): void => {
    for (const topic of topics) wholesale.set(topic, (wholesale.get(topic) ?? 0) + by);
  };
  count(1);
  return () => {
    count(-1);
  };
};

interface PartitionAnswer {
  readonly partition: number;
  readonly errorCode: number;
  readonly highWatermark: string;
  readonly lastStableOffset: string;
  readonly lastStartOffset: string;
  readonly abortedTransactions: readonly AbortedTransaction[];
  readonly preferredReadReplica: number;
  readonly messages: readonly (KafkajsMessage | FetchedRun)[];
}

/** Fetch response version 11, in the shape kafkajs goes on with. */
export const decodeFetchResponse = (bytes: Buffer) => {
  const reader = new ByteReader(bytes);
  const frame = frameOf(bytes);
  const response = {
    // The broker has throttled nothing yet: it expects the client to wait, and kafkajs does so from the second field.
    throttleTime: 0,
    clientSideThrottleTime: reader.int32(),
    errorCode: reader.int16(),
    sessionId: reader.int32(),
    responses: reader.array(() => {
      const topicName = reader.string();
      return { topicName, partitions: reader.array(() => readPartition(reader, topicName, frame)) };
    }),
  };
  frame?.letGo();
  return response;
};

const readPartition = (reader: ByteReader, topic: string, frame: Frame | undefined): PartitionAnswer => {
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
  const read = readRecordBatches(reader.take(Math.max(size, 0)));
  if ((wholesale.get(topic) ?? 0) > 0) {
    if (errorCode === OFFSET_OUT_OF_RANGE)
      return { ...head, errorCode: 0, messages: [FetchedRun.outOfRange()] };
    const run = FetchedRun.of(stampedByBroker(read), head.abortedTransactions, frame);
    return { ...head, errorCode, abortedTransactions: [], messages: run ? [run] : [] };
  }
  if (read.unreadable) throw new Error(`${topic}/${String(partition)}: ${read.unreadable.reason}`);
  // Nobody says when messages are done with.
  frame?.hold();
  const messages = read.batches.flatMap((batch) => [...batch].map((record) => new KafkajsMessage(record)));
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
