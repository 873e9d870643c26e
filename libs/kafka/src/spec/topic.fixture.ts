import { createKafka, type KafkaConfig } from '../broker/client.ts';
import type { OutRecord } from '../wire/records.ts';
import { ensureTopics } from '../topics/topics.ts';

/** What stands on a topic, read from outside. */
export interface StoredRecord {
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly value: string | null;
}

/** As input topics are: stamped by the broker unless told. */
export const createTopic = async (
  kafka: KafkaConfig,
  name: string,
  partitions: number,
  config: Record<string, string> = {},
): Promise<void> => {
  const stamped = { 'message.timestamp.type': 'LogAppendTime', ...config };
  await ensureTopics(kafka, [{ name, partitions, config: stamped }]);
};

/** Everything on a topic up to its present end, by partition and offset. Only for topics without transactions. */
export const readTopic = async (kafka: KafkaConfig, topic: string): Promise<StoredRecord[]> => {
  const client = createKafka(kafka);
  const admin = client.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const waiting = new Map(
    ends.filter(({ low, high }) => low !== high).map((end) => [end.partition, BigInt(end.high)]),
  );
  const found: StoredRecord[] = [];
  if (waiting.size === 0) return found;

  const consumer = client.consumer({
    groupId: `reader-${topic}-${String(Math.random())}`,
    maxWaitTimeInMs: 100,
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      // A broker that has just started loads its groups first; kafkajs joins again by itself.
      if (!payload.restart) reject(payload.error);
    });
    void consumer.run({
      autoCommit: false,
      eachBatch: ({ batch }) => {
        for (const { offset, key, value } of batch.messages) {
          found.push({
            partition: batch.partition,
            offset,
            key: key?.toString() ?? null,
            value: value?.toString() ?? null,
          });
        }
        if (BigInt(batch.lastOffset()) + 1n >= (waiting.get(batch.partition) ?? 0n))
          waiting.delete(batch.partition);
        if (waiting.size === 0) resolve();
        return Promise.resolve();
      },
    });
  });
  await consumer.disconnect();
  return found.sort((a, b) => a.partition - b.partition || Number(BigInt(a.offset) - BigInt(b.offset)));
};

/** Records `<name>-0` and on, each with a key of its own. */
export const numbered = (name: string, count: number): OutRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    key: `${name}-${String(i)}`,
    value: `{"n":${String(i)}}`,
    headers: { ce_id: `${name}-${String(i)}` },
  }));

/** What a stock client that reads committed records sees of a topic with one partition, up to a record with the value `end`. */
export const readCommitted = async (
  kafka: KafkaConfig,
  topic: string,
): Promise<{ offset: string; value: string }[]> => {
  const consumer = createKafka(kafka).consumer({
    groupId: `committed-${String(Math.random())}`,
    maxWaitTimeInMs: 100,
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const seen: { offset: string; value: string }[] = [];
  await new Promise<void>((resolve) => {
    void consumer.run({
      eachMessage: ({ message }) => {
        seen.push({ offset: message.offset, value: String(message.value) });
        if (String(message.value) === 'end') resolve();
        return Promise.resolve();
      },
    });
  });
  await consumer.disconnect();
  return seen;
};
