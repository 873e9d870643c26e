import { once } from 'node:events';
import type { Filter } from '../http/ask.ts';
import { isState } from '../http/pages.ts';
import { deferred } from './deferred.ts';
import type { Taking } from './following.ts';
import { topicFilter } from './filter.ts';

/** What is used of a client of kafkajs 2.2: give `new Kafka({ brokers })`. */
export interface KafkaClient {
  consumer(config: { groupId: string }): KafkaConsumer;
  admin(): KafkaAdmin;
}

interface KafkaAdmin {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  fetchTopicOffsets(topic: string): Promise<{ partition: number; high: string; low: string }[]>;
}

interface KafkaConsumer {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  subscribe(what: { topics: string[]; fromBeginning: boolean }): Promise<void>;
  run(config: {
    autoCommit: boolean;
    eachMessage: (one: { message: { value: Uint8Array | null } }) => Promise<void>;
  }): Promise<void>;
  on(name: 'consumer.end_batch_process', listener: (event: { payload: BatchDone }) => void): unknown;
  on(
    name: 'consumer.crash',
    listener: (event: { payload: { error: Error; restart: boolean } }) => void,
  ): unknown;
}

interface BatchDone {
  readonly topic: string;
  readonly partition: number;
  readonly lastOffset: string;
}

export interface TopicSource {
  readonly kafka: KafkaClient;
  /** `growth-updated.customs` and `growth-updated.platform`, unless said. */
  readonly topics?: readonly string[];
  /** Beginning of the name of the consumer group, such as an ACL asks for: `silkgauge-client`. */
  readonly group?: string;
  /** Codes of the series, and `period`. */
  readonly filter?: Filter;
}

/**
 * Reads topics from the beginning, by a group of its own that commits nothing: the states are in memory alone. Caught up
 * is who has read to the ends that the partitions had at the start.
 */
export async function fromTopic(source: TopicSource, { newest, onTaken, onCaughtUp, signal }: Taking) {
  const topics = [...(source.topics ?? ['growth-updated.customs', 'growth-updated.platform'])];
  const passes = topicFilter(source.filter ?? {});
  const behind = await endsOf(source.kafka, topics);
  const consumer = source.kafka.consumer({
    groupId: `${source.group ?? 'silkgauge-client'}-${crypto.randomUUID()}`,
  });
  const crashed = deferred();
  consumer.on('consumer.crash', ({ payload }) => {
    if (!payload.restart) crashed.reject(payload.error);
  });
  consumer.on('consumer.end_batch_process', ({ payload: { topic, partition, lastOffset } }) => {
    const place = `${topic}/${String(partition)}`;
    const end = behind.get(place);
    if (end === undefined || BigInt(lastOffset) + 1n < end) return;
    behind.delete(place);
    if (behind.size === 0) onCaughtUp();
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: ({ message: { value } }) => {
        const state = stateIn(value);
        if (!state) newest.ignored += 1;
        else if (passes(state)) newest.take(state);
        onTaken();
        return Promise.resolve();
      },
    });
    if (behind.size === 0) onCaughtUp();
    if (!signal.aborted) await Promise.race([once(signal, 'abort'), crashed.promise]);
  } finally {
    await consumer.disconnect();
  }
}

/** Partitions that hold something, with the offset behind their last record. */
async function endsOf(kafka: KafkaClient, topics: readonly string[]): Promise<Map<string, bigint>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ends = new Map<string, bigint>();
    for (const topic of topics)
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic))
        if (BigInt(high) > BigInt(low)) ends.set(`${topic}/${String(partition)}`, BigInt(high));
    return ends;
  } finally {
    await admin.disconnect();
  }
}

function stateIn(value: Uint8Array | null) {
  if (value === null) return undefined;
  try {
    const said: unknown = JSON.parse(Buffer.from(value).toString('utf8'));
    return isState(said) ? said : undefined;
  } catch {
    return undefined;
  }
}
