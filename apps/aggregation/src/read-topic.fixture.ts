import { earliestOffsets, scanTopics, type InRecord, type KafkaConfig } from '@silkgauge/kafka';
import { Kafka, logLevel } from 'kafkajs';

/**
 * Every committed record that stands on a topic now, by partition and offset. The broker tells that a transaction is
 * committed before its readers see it; what was committed by then is waited for. Not by a consumer of its own: what a
 * topic that is scanned is decoded to is one thing for the whole process.
 *
 * @throws when a transaction stays open for half a minute
 */
export async function readTopic(kafka: KafkaConfig, topic: string): Promise<InRecord[]> {
  const [lows, highs] = await Promise.all([earliestOffsets(kafka, topic), writtenOffsets(kafka, topic)]);
  const ranges = [...highs].map(([partition, until]) => ({
    topic,
    partition,
    from: lows.get(partition) ?? 0n,
    until,
  }));
  const found: InRecord[] = [];
  await scanTopics(kafka, ranges, ({ records: some }) => {
    found.push(...some);
    return true;
  });
  return found;
}

interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  addTargetTopic(topic: string): Promise<void>;
  findTopicPartitionMetadata(topic: string): { partitionId: number }[];
  fetchTopicsOffset(
    topics: { topic: string; fromBeginning: boolean; partitions: { partition: number }[] }[],
  ): Promise<{ partitions: { partition: number; offset: string }[] }[]>;
}

/** kafkajs makes an admin that sees what is committed and no other. */
const READ_UNCOMMITTED = 0;

/** The offset the next record will get, by partition, with records whose transaction is still open counted. */
async function writtenOffsets(kafka: KafkaConfig, topic: string): Promise<Map<number, bigint>> {
  const ssl = kafka.security?.protocol === 'SSL' ? { ssl: { ...kafka.security.tls } } : {};
  const client = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING, ...ssl });
  const name = Object.getOwnPropertySymbols(client).find(
    ({ description }) => description === 'private:Kafka:createCluster',
  );
  const create = name && (client as unknown as Record<symbol, (options: object) => Cluster>)[name];
  if (!create) throw new Error('this kafkajs makes its clusters otherwise');
  const cluster = create({ allowAutoTopicCreation: false, isolationLevel: READ_UNCOMMITTED });
  await cluster.connect();
  try {
    await cluster.addTargetTopic(topic);
    const partitions = cluster
      .findTopicPartitionMetadata(topic)
      .map(({ partitionId }) => ({ partition: partitionId }));
    const [ends] = await cluster.fetchTopicsOffset([{ topic, fromBeginning: false, partitions }]);
    return new Map(ends?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
  } finally {
    await cluster.disconnect();
  }
}
