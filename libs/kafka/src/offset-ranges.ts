import { listOffsetsV7 } from '@platformatic/kafka';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { Refused } from './errors.ts';
import { fetchFrom } from './fetch-request.ts';
import { logBatchAt } from './record-batches.ts';
import type { LogBatch } from './records.ts';
import { refused } from './protocol-errors.ts';

export interface OffsetRange {
  /** The first offset still there. */
  readonly low: bigint;
  /** Where readers of committed records end: what is in an open transaction, and whatever came behind it, is not counted. */
  readonly high: bigint;
}

const EARLIEST = -2n;
const LATEST = -1n;
const COMMITTED = 1;
/** How long a topic that is new, or whose broker is, may take until it has leaders, in milliseconds. */
const LEADER_LIMIT = 15_000;

/** What there is of each partition of a topic, asked now. @throws Refused, Unreachable */
export const readRanges = async (cluster: Cluster, topic: string): Promise<Map<number, OffsetRange>> => {
  for (const limit = performance.now() + LEADER_LIMIT; ; await sleep(50)) {
    try {
      const [lows, highs] = await Promise.all([
        listOffsets(cluster, topic, EARLIEST),
        listOffsets(cluster, topic, LATEST),
      ]);
      return new Map(
        [...lows].map(([partition, low]) => [partition, { low, high: highs.get(partition) ?? low }]),
      );
    } catch (error) {
      if (!(error instanceof Refused && error.isPassing) || performance.now() > limit) throw error;
      cluster.forget();
    }
  }
};

const listOffsets = async (
  cluster: Cluster,
  name: string,
  timestamp: bigint,
): Promise<Map<number, bigint>> => {
  const { partitions } = await cluster.topic(name);
  const answers = await Promise.all(
    [...Map.groupBy(partitions, ({ leader }) => leader)].map(async ([leader, led]) => {
      const asked = led.map(({ partition }) => ({
        partitionIndex: partition,
        currentLeaderEpoch: -1,
        timestamp,
      }));
      const node = await cluster.node(leader);
      return cluster.request(node, listOffsetsV7.api, -1, COMMITTED, [{ name, partitions: asked }]);
    }),
  );
  const found = answers.flatMap(({ topics }) => topics.flatMap((topic) => topic.partitions));
  return new Map(found.map(({ partitionIndex, offset }) => [partitionIndex, offset]));
};

/**
 * The record batch of the log that holds an offset, control batches and aborted ones included; the one behind it where that
 * offset is gone from inside the log, and null where nothing is there.
 */
export const batchAt = async (
  cluster: Cluster,
  topic: string,
  partition: number,
  offset: bigint,
): Promise<LogBatch | null> => {
  const metadata = await cluster.topic(topic);
  const node = await cluster.leader(topic, partition);
  const [answer] = await fetchFrom(cluster, node, [{ topic: metadata, partition, offset }], {
    ...{ isolation: 'read-uncommitted', maxWait: 0, partitionBytes: 1 },
  });
  if (!answer) throw new Error(`the broker answered nothing for ${topic}/${String(partition)}`);
  const { errorCode, records, frame } = answer;
  const batch = errorCode === 0 ? logBatchAt(records) : null;
  frame?.letGo();
  if (errorCode !== 0 && errorCode !== OUT_OF_RANGE) {
    cluster.forget();
    throw refused(errorCode);
  }
  return batch;
};

const OUT_OF_RANGE = 1;
