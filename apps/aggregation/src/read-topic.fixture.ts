import { earliestOffsets, scanTopics, type InRecord, type KafkaConfig } from '@silkgauge/kafka';
import { Kafka, logLevel } from 'kafkajs';

/**
 * Committed records of a topic, by partition and offset, including transactions that are still to become
 * visible. A scan instead of a consumer: the decoding of a scanned topic is set for the whole process.
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

/** Isolation level that the admin client of kafkajs does not offer. */
const READ_UNCOMMITTED = 0;

/** Next offset of each partition, records of open transactions included. */
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
