import {
  FetchIsolationLevels,
  ListOffsetTimestamps,
  listOffsetsV7,
  listOffsetsV8,
  listOffsetsV9,
} from '@platformatic/kafka';
import type { KafkaConfig } from './client.ts';
import { withCluster, type Cluster } from './cluster.ts';
import { isPassing, LEADER_NOT_AVAILABLE } from './errors.ts';
import { refused } from './protocol-errors.ts';
import { untilReady } from './until-ready.ts';

export interface OffsetRange {
  /** The first offset still in the log. */
  readonly low: bigint;
  /** The last stable offset, where readers of committed records end: the first open transaction, if any. */
  readonly high: bigint;
}

/** Limit of the wait for leaders, as after the start of a broker, in milliseconds. */
const LEADER_LIMIT = 15_000;
const OF_A_CLIENT = -1;
const ANY_EPOCH = -1;

/** The first offset still in the log, by partition. */
export const earliestOffsets = (kafka: KafkaConfig, topic: string): Promise<Map<number, bigint>> =>
  withCluster(kafka, (cluster) => offsets(cluster, topic, ListOffsetTimestamps.EARLIEST));

/** The last stable offset by partition; without open transactions the offset of the next record. */
export const latestOffsets = (kafka: KafkaConfig, topic: string): Promise<Map<number, bigint>> =>
  withCluster(kafka, (cluster) => offsets(cluster, topic, ListOffsetTimestamps.LATEST));

/** First and last stable offset, by partition. */
export const offsetRanges = async (cluster: Cluster, topic: string): Promise<Map<number, OffsetRange>> => {
  const lows = await offsets(cluster, topic, ListOffsetTimestamps.EARLIEST);
  const highs = await offsets(cluster, topic, ListOffsetTimestamps.LATEST);
  return new Map(
    [...lows].map(([partition, low]) => [partition, { low, high: highs.get(partition) ?? low }]),
  );
};

const offsets = (cluster: Cluster, topic: string, timestamp: bigint): Promise<Map<number, bigint>> =>
  untilReady(isPassing, LEADER_LIMIT, async () => {
    const { partitions } = await cluster.topic(topic);
    const byLeader = Map.groupBy(partitions, ({ leader }) => leader);
    const found = await Promise.all(
      [...byLeader].map(([leader, led]) => {
        const asked = led.map(({ partition }) => partition);
        return offsetsAt(cluster, leader, topic, asked, timestamp);
      }),
    );
    return new Map(found.flat().sort(([a], [b]) => a - b));
  });

const offsetsAt = async (
  cluster: Cluster,
  leader: number,
  name: string,
  partitions: readonly number[],
  timestamp: bigint,
): Promise<[number, bigint][]> => {
  const { topics } = await cluster.request(
    await cluster.node(leader),
    [listOffsetsV9.api, listOffsetsV8.api, listOffsetsV7.api],
    OF_A_CLIENT,
    FetchIsolationLevels.READ_COMMITTED,
    [
      {
        name,
        partitions: partitions.map((partitionIndex) => ({
          partitionIndex,
          currentLeaderEpoch: ANY_EPOCH,
          timestamp,
        })),
      },
    ],
  );
  const found = new Map(topics[0]?.partitions.map(({ partitionIndex, offset }) => [partitionIndex, offset]));
  return partitions.map((partition) => {
    const offset = found.get(partition) ?? -1n;
    if (offset < 0n) throw refused(LEADER_NOT_AVAILABLE);
    return [partition, offset];
  });
};
