import { placeName, type TopicPartition } from '@silkgauge/contract';
import {
  createAPI,
  fetchV13,
  fetchV14,
  fetchV15,
  fetchV16,
  fetchV17,
  type API,
  type Reader,
} from '@platformatic/kafka';
import type { Cluster, BrokerNode, TopicMetadata } from '../broker/cluster.ts';
import type { AbortedTransaction } from '../wire/committed-batches.ts';
import { refused } from '../broker/protocol-errors.ts';

export interface FetchPosition {
  readonly topic: TopicMetadata;
  readonly partition: number;
  readonly offset: bigint;
}

export interface FetchOptions {
  /** Read-committed ends before open transactions and lists aborted ones, read-uncommitted has both. */
  readonly isolation: 'read-committed' | 'read-uncommitted';
  /** How long the broker may wait for records, in milliseconds. */
  readonly maxWait: number;
  /** Limit of one partition, in bytes; a larger first batch comes all the same. */
  readonly partitionBytes: number;
}

/** A broker's answer for one partition; an error must not cost other partitions their records. */
export interface FetchedPartition {
  readonly topic: TopicMetadata;
  readonly partition: number;
  readonly errorCode: number;
  readonly highWatermark: bigint;
  readonly aborted: readonly AbortedTransaction[];
  /** Record batches of the log; the last one may be cut off. */
  readonly records: Buffer;
}

interface FetchAnswer {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly partitions: readonly (Omit<FetchedPartition, 'topic'> & { readonly topicId: string })[];
}

interface AskedTopic {
  readonly topicId: string;
  readonly partitions: Parameters<typeof fetchV17.createRequest>[6][number]['partitions'];
}

type FetchArguments = [maxWait: number, isolation: number, topics: AskedTopic[]];

const ANY_EPOCH = -1;
/** Limit of an answer, in bytes. */
const MOST_BYTES = 8 * 1024 * 1024;

/** The versions with topic ids, the newest first. */
export const FETCH_VERSIONS = [fetchV17, fetchV16, fetchV15, fetchV14, fetchV13].map(
  ({ api, createRequest }): API<FetchArguments, FetchAnswer> =>
    createAPI(
      api.key,
      api.version,
      (maxWait: number, isolation: number, topics: AskedTopic[]) =>
        createRequest(maxWait, 1, MOST_BYTES, isolation, 0, -1, topics, [], ''),
      readAnswer,
    ),
);

/**
 * Fetches partitions from a broker that leads them. Only the library's requests are used: its decoder makes
 * an object of each record, keeps one aborted transaction per producer and checks no checksum.
 *
 * @throws Refused when the broker refuses the whole request; a partition's error is part of its answer
 */
export async function fetchFrom(
  cluster: Cluster,
  node: BrokerNode,
  positions: readonly FetchPosition[],
  { isolation, maxWait, partitionBytes }: FetchOptions,
  versions = FETCH_VERSIONS,
): Promise<readonly FetchedPartition[]> {
  const topics = [...Map.groupBy(positions, ({ topic }) => topic)].map(([{ id }, asked]) => ({
    topicId: id,
    partitions: asked.map(({ partition, offset }) => ({
      partition,
      currentLeaderEpoch: ANY_EPOCH,
      fetchOffset: offset,
      lastFetchedEpoch: ANY_EPOCH,
      partitionMaxBytes: partitionBytes,
    })),
  }));
  const answer = await cluster.request(
    node,
    versions,
    maxWait,
    isolation === 'read-committed' ? 1 : 0,
    topics,
  );
  if (answer.errorCode !== 0) throw refused(answer.errorCode);
  return answer.partitions.flatMap((one) => {
    const asked = positions.find(({ topic }) => topic.id === one.topicId);
    return asked ? [{ ...one, topic: asked.topic }] : [];
  });
}

/** OFFSET_OUT_OF_RANGE: the partition does not have the offset. */
export const OUT_OF_RANGE = 1;

/**
 * Fetches one partition from its leader.
 *
 * @throws Refused for an error of the partition other than `OUT_OF_RANGE`
 */
export async function fetchPartition(
  cluster: Cluster,
  { topic: name, partition }: TopicPartition,
  offset: bigint,
  options: FetchOptions,
): Promise<FetchedPartition> {
  const topic = await cluster.topic(name);
  const node = await cluster.leader(name, partition);
  const [answer] = await fetchFrom(cluster, node, [{ topic, partition, offset }], options);
  if (!answer) throw new Error(`the broker answered nothing for ${placeName({ topic: name, partition })}`);
  if (answer.errorCode === 0 || answer.errorCode === OUT_OF_RANGE) return answer;
  cluster.forget();
  throw refused(answer.errorCode);
}

function readAnswer(_correlation: number, _api: number, _version: number, reader: Reader): FetchAnswer {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  reader.readInt32();
  const partitions = reader.readArray((one) => {
    const topicId = one.readUUID();
    return one.readArray(() => readPartition(one, topicId), true, false);
  });
  return { throttleTimeMs, errorCode, partitions: partitions.flat() };
}

function readPartition(reader: Reader, topicId: string): FetchAnswer['partitions'][number] {
  const head = { topicId, partition: reader.readInt32(), errorCode: reader.readInt16() };
  const highWatermark = reader.readInt64();
  reader.skip(16);
  const aborted = reader.readNullableArray(() => ({
    producerId: reader.readInt64(),
    firstOffset: reader.readInt64(),
  }));
  reader.readInt32();
  const size = Math.max(0, reader.readUnsignedVarInt() - 1);
  // The answer came in pieces of 64 KiB, which `slice` joins.
  const records = reader.buffer.slice(reader.position, reader.position + size);
  reader.skip(size);
  reader.readTaggedFields();
  return { ...head, highWatermark, aborted: aborted ?? [], records };
}
