import { createKafka, type KafkaConfig } from '../broker/client.ts';

/** Makes the broker forget the beginning of a partition, as retention would. */
export const forgetRecords = async (
  kafka: KafkaConfig,
  topic: string,
  partition: number,
  before: bigint,
): Promise<void> => {
  const admin = createKafka(kafka).admin();
  await admin.connect();
  try {
    // Loads the metadata that deleteTopicRecords takes for granted.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(before) }] });
  } finally {
    await admin.disconnect();
  }
};
