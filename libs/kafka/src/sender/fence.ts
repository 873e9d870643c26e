import { placeName } from '@silkgauge/contract';
import { describeProducersV0 } from '@platformatic/kafka';
import { writeBatch } from '../wire/batch-writer.ts';
import { ByteWriter } from '../wire/byte-writer.ts';
import type { Cluster } from '../broker/cluster.ts';
import { FENCED_CODES, isPassing } from '../broker/errors.ts';
import { PRODUCE } from './produce.ts';
import { refused } from '../broker/protocol-errors.ts';
import { LAST_EPOCH, type TopicPartitions, type TransactionalId } from './transactional-id.ts';
import { untilReady } from '../broker/until-ready.ts';

/** No producer writes this sequence number next: a broker that ignores epochs refuses it as out of order. */
const SEQUENCE_OF_NOBODY = 1_000_000_000;
const PRODUCER_FENCED = 90;

export type FencedCluster = Pick<Cluster, 'leader' | 'request'>;

/**
 * Fences the former holder of the id off every partition of some topics, and tries the fence, with `patience`
 * milliseconds for each question: Kafka compares epochs outside of transactions, but its protocol promises
 * nothing.
 *
 * The last epochs of a producer id are not for writing. A holder that gets one fences all who wrote under the
 * producer id, then takes the id until the coordinator gives another producer id: a partition does not
 * compare epochs of different producer ids.
 *
 * @throws Error when the broker does not fence the former holder
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
  // Epoch 0 has no former epoch to try the fence with.
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
    `${placeName({ topic, partition })} keeps ${kept} of the mark with epoch ${String(producer.producerEpoch)}: the broker does not fence`,
  );
};

/** Offers a batch with the former epoch; a check of epochs or sequence numbers keeps it off the topic. */
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
  const request = { transactionalId: null, topic, parts };
  const { responses } = await cluster.request(node, PRODUCE, request);
  const { errorCode = 0, errorMessage = null } = responses[0]?.partitionResponses[0] ?? {};
  if (FENCED_CODES.has(errorCode)) return;
  const answer = refused(errorCode, errorMessage);
  if (answer.isPassing) throw answer;
  throw new Error(
    `${placeName({ topic, partition })} answers a former holder with ${errorCode === 0 ? 'a yes' : answer.message}: the broker does not fence`,
  );
};
