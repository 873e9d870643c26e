import { createKafka, type KafkaConfig } from '../broker/client.ts';
import { earliestOffsets, latestOffsets } from '../broker/offsets.ts';
import type { OutRecord } from '../wire/records.ts';
import { ensureTopics } from '../topics/topics.ts';

/** A record of a topic, read by a stock client. */
export interface StoredRecord {
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly value: string | null;
}

/**
 * Creates a topic with the broker's timestamps, as input topics have, unless `config` says otherwise. All its
 * leaders take requests afterwards: a request that one of them refused is repeated, and stands there twice.
 */
export const createTopic = async (
  kafka: KafkaConfig,
  name: string,
  partitions: number,
  config: Record<string, string> = {},
): Promise<void> => {
  const stamped = { 'message.timestamp.type': 'LogAppendTime', ...config };
  await ensureTopics(kafka, [{ name, partitions, config: stamped }]);
  await latestOffsets(kafka, name);
};

/** Reads a topic from its beginning with a stock client, until `take` returns true. */
const consume = async (
  kafka: KafkaConfig,
  topic: string,
  take: (record: StoredRecord) => boolean,
): Promise<void> => {
  const groupId = `reader-${topic}-${String(Math.random())}`;
  const consumer = createKafka(kafka).consumer({ groupId, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      // A broker that has just started loads its groups first; kafkajs joins again by itself.
      if (!payload.restart) reject(payload.error);
    });
    void consumer.run({
      autoCommit: false,
      eachMessage: ({ partition, message: { offset, key, value } }) => {
        const texts = { key: key?.toString() ?? null, value: value?.toString() ?? null };
        if (take({ partition, offset, ...texts })) resolve();
        return Promise.resolve();
      },
    });
  });
  await consumer.disconnect();
};

/** All records up to the present end, by partition and offset. Only for topics without transactions. */
export const readTopic = async (kafka: KafkaConfig, topic: string): Promise<StoredRecord[]> => {
  const ends = await latestOffsets(kafka, topic);
  const starts = await earliestOffsets(kafka, topic);
  const waiting = new Map([...ends].filter(([partition, end]) => starts.get(partition) !== end));
  const found: StoredRecord[] = [];
  if (waiting.size === 0) return found;
  await consume(kafka, topic, (record) => {
    found.push(record);
    if (BigInt(record.offset) + 1n >= (waiting.get(record.partition) ?? 0n)) waiting.delete(record.partition);
    return waiting.size === 0;
  });
  return found.sort((a, b) => a.partition - b.partition || Number(BigInt(a.offset) - BigInt(b.offset)));
};

/** Records with the keys `<name>-0`, `<name>-1` and so on. */
export const numbered = (name: string, count: number): OutRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    key: `${name}-${String(i)}`,
    value: `{"n":${String(i)}}`,
    headers: { ce_id: `${name}-${String(i)}` },
  }));

/** Committed records of a topic with one partition, up to a record with the value `end`. */
export const readCommitted = async (kafka: KafkaConfig, topic: string): Promise<StoredRecord[]> => {
  const seen: StoredRecord[] = [];
  await consume(kafka, topic, (record) => {
    seen.push(record);
    return record.value === 'end';
  });
  return seen;
};
