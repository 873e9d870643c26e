import { describeProducersV0 } from '@platformatic/kafka';
import { writeBatch } from '../wire/batch-writer.ts';
import { ByteWriter } from '../wire/byte-writer.ts';
import type { Cluster } from '../broker/cluster.ts';
import { FENCED_CODES, isPassing } from '../broker/errors.ts';
import { PRODUCE } from './produce.ts';
import { refused } from '../broker/protocol-errors.ts';
import { LAST_EPOCH, type TopicPartitions, type TransactionalId } from './transactional-id.ts';
import { untilReady } from '../broker/until-ready.ts';

/** Far from any that a producer writes next: a broker that would take an older epoch refuses it for that. */
const SEQUENCE_OF_NOBODY = 1_000_000_000;
const PRODUCE_MS = 4_000;
const PRODUCER_FENCED = 90;

export type FencedCluster = Pick<Cluster, 'leader' | 'request'>;

/**
 * Keeps whoever had the id before off every partition of some topics, and proves that they do: that a partition compares epochs
 * outside of transactions is how Kafka works, and nothing that its protocol promises.
 *
 * Of each producer id the last epochs are for nobody to write with. Who gets one marks it, so that all who wrote under this producer id are kept off,
 * and takes the id until the coordinator gives another producer id: a partition would not compare its epochs with those of the one before.
 *
 * @throws Error when the broker does not keep off the former holder
 */
export const fence = async (
  cluster: FencedCluster,
  id: TransactionalId,
  topics: TopicPartitions,
  patience: number,
): Promise<void> => {
  await id.markOn(topics);
  const { producerId, producerEpoch } = id.producer;
  if (producerEpoch > LAST_EPOCH) {
    while (id.producer.producerId === producerId) await id.take();
    await id.markOn(topics);
  }
  // There is no epoch before the first one to prove anything with.
  if (id.producer.producerEpoch === 0) {
    await id.take();
    await id.markOn(topics);
  }
  await proveFence(cluster, id, topics, patience);
};

const proveFence = async (
  cluster: FencedCluster,
  id: TransactionalId,
  topics: TopicPartitions,
  patience: number,
): Promise<void> => {
  for (const { topic, partitions } of topics)
    await Promise.all(
      partitions.map((partition) =>
        untilReady(isPassing, patience, () => hasMark(cluster, id, topic, partition)),
      ),
    );
  const [first] = topics;
  const partition = first?.partitions[0];
  if (!first || partition === undefined) return;
  await untilReady(isPassing, patience, () => refusesFormer(cluster, id, first.topic, partition));
};

const hasMark = async (
  cluster: FencedCluster,
  { producer }: TransactionalId,
  topic: string,
  partition: number,
): Promise<void> => {
  const node = await cluster.leader(topic, partition);
  const asked = [{ name: topic, partitionIndexes: [partition] }];
  const answer = await cluster.request(node, describeProducersV0.api, asked);
  const known = answer.topics[0]?.partitions[0]?.activeProducers.find(
    ({ producerId }) => producerId === producer.producerId,
  );
  if (known?.producerEpoch === producer.producerEpoch) return;
  if (known && known.producerEpoch > producer.producerEpoch) throw refused(PRODUCER_FENCED);
  const kept = known ? `epoch ${String(known.producerEpoch)}` : 'nothing';
  throw new Error(
    `${topic}/${String(partition)} keeps ${kept} of the mark with epoch ${String(producer.producerEpoch)}: the broker does not fence`,
  );
};

/** Nothing is written by a broker that fences, nor by one that only knows the producer: the sequence number is nobody's. */
const refusesFormer = async (
  cluster: FencedCluster,
  { producer }: TransactionalId,
  topic: string,
  partition: number,
): Promise<void> => {
  const writer = new ByteWriter(256);
  const former = { ...producer, producerEpoch: producer.producerEpoch - 1 };
  const head = { firstSequence: SEQUENCE_OF_NOBODY, isTransactional: false, timestamp: Date.now() };
  writeBatch(writer, { ...former, ...head }, [{ key: 'fence-probe', value: null }]);
  const node = await cluster.leader(topic, partition);
  const parts = [{ partition, batch: writer.written }];
  const request = { transactionalId: null, timeout: PRODUCE_MS, topic, parts };
  const { responses } = await cluster.request(node, PRODUCE, request);
  const { errorCode = 0, errorMessage = null } = responses[0]?.partitionResponses[0] ?? {};
  if (FENCED_CODES.has(errorCode)) return;
  const answer = refused(errorCode, errorMessage);
  if (answer.isPassing) throw answer;
  throw new Error(
    `${topic}/${String(partition)} answers a former holder with ${errorCode === 0 ? 'a yes' : answer.message}: the broker does not fence`,
  );
};
