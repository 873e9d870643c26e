import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs, { type Admin } from 'kafkajs';
import { createKafka, type KafkaConfig } from './client.ts';

/** A topic as it should be. */
export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  /** Kafka's topic configuration, such as `cleanup.policy`. */
  readonly config: Readonly<Record<string, string>>;
}

export interface EnsuredTopics {
  readonly created: readonly string[];
  /** Topics whose configuration was set to what it should be. */
  readonly altered: readonly string[];
  /** What was found otherwise and left alone: partitions are never added, it would move keys. */
  readonly differing: readonly string[];
}

const withAdmin = async <T>(config: KafkaConfig, work: (admin: Admin) => Promise<T>): Promise<T> => {
  const admin = createKafka(config).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
};

/** Creates what is missing, sets configurations that differ. Run again, it changes nothing. */
export const ensureTopics = (kafka: KafkaConfig, topics: readonly TopicSpec[]): Promise<EnsuredTopics> =>
  withAdmin(kafka, async (admin) => {
    const known = new Set(await admin.listTopics());
    const missing = topics.filter(({ name }) => !known.has(name));
    if (missing.length > 0) {
      // False when somebody else created one of them in between, which is as good.
      await admin.createTopics({
        waitForLeaders: false,
        topics: missing.map(({ name, partitions, config }) => ({
          topic: name,
          numPartitions: partitions,
          replicationFactor: -1,
          configEntries: Object.entries(config).map(([key, value]) => ({ name: key, value })),
        })),
      });
      await haveLeaders(admin, missing);
    }
    const present = topics.filter(({ name }) => known.has(name));
    return {
      created: missing.map(({ name }) => name),
      altered: await alterDiffering(admin, present),
      differing: await differingPartitions(admin, present),
    };
  });

/** How long a topic that is new, or whose broker is, may take until it can be used, in milliseconds. */
const LEADER_LIMIT = 15_000;

/** kafkajs's own waiting fails when the broker has not heard of the topic yet. */
const haveLeaders = async (admin: Admin, topics: readonly TopicSpec[]): Promise<void> => {
  const names = topics.map(({ name }) => name);
  for (const limit = performance.now() + LEADER_LIMIT; ; await sleep(50)) {
    try {
      const { topics: found } = await admin.fetchTopicMetadata({ topics: names });
      if (
        found.every(
          ({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0),
        )
      )
        return;
    } catch (error) {
      if (performance.now() > limit) throw error;
    }
    if (performance.now() > limit) throw new Error(`no leaders yet for ${names.join(', ')}`);
  }
};

const alterDiffering = async (admin: Admin, topics: readonly TopicSpec[]): Promise<string[]> => {
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  const asked = topics.filter(({ config }) => Object.keys(config).length > 0);
  if (asked.length === 0) return [];
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: asked.map(({ name, config }) => ({ type, name, configNames: Object.keys(config) })),
  });
  const differing = asked.filter(({ name, config }) => {
    const entries = resources.find(({ resourceName }) => resourceName === name)?.configEntries ?? [];
    return entries.some(({ configName, configValue }) => config[configName] !== configValue);
  });
  if (differing.length > 0) {
    await admin.alterConfigs({
      validateOnly: false,
      resources: differing.map(({ name, config }) => ({
        type,
        name,
        configEntries: Object.entries(config).map(([key, value]) => ({ name: key, value })),
      })),
    });
  }
  return differing.map(({ name }) => name);
};

const differingPartitions = async (admin: Admin, topics: readonly TopicSpec[]): Promise<string[]> => {
  if (topics.length === 0) return [];
  const { topics: found } = await admin.fetchTopicMetadata({ topics: topics.map(({ name }) => name) });
  return topics.flatMap(({ name, partitions }) => {
    const count = found.find((topic) => topic.name === name)?.partitions.length ?? 0;
    return count === partitions ? [] : [`${name} has ${String(count)} partitions, not ${String(partitions)}`];
  });
};

export interface OffsetRange {
  /** The first offset still there. */
  readonly low: bigint;
  /** Where readers of committed records end: what is in an open transaction, and whatever came behind it, is not counted. */
  readonly high: bigint;
}

/** Waits for a partition that has no leader yet, as after the start of a broker; kafkajs gives up on it at once. */
export const offsetRanges = async (admin: Admin, topic: string): Promise<Map<number, OffsetRange>> => {
  for (const limit = performance.now() + LEADER_LIMIT; ; await sleep(50)) {
    try {
      const offsets = await admin.fetchTopicOffsets(topic);
      return new Map(
        offsets.map(({ partition, low, high }) => [partition, { low: BigInt(low), high: BigInt(high) }]),
      );
    } catch (error) {
      const isPassing = error instanceof kafkajs.KafkaJSProtocolError && error.retriable;
      if (!isPassing || performance.now() > limit) throw error;
      await admin.fetchTopicMetadata({ topics: [topic] }).catch(() => undefined);
    }
  }
};

/** The first offset still there, by partition. */
export const earliestOffsets = (kafka: KafkaConfig, topic: string): Promise<Map<number, bigint>> =>
  withAdmin(
    kafka,
    async (admin) =>
      new Map([...(await offsetRanges(admin, topic))].map(([partition, { low }]) => [partition, low])),
  );

/** Where readers of committed records end, by partition; without open transactions the offset the next record will get. */
export const latestOffsets = (kafka: KafkaConfig, topic: string): Promise<Map<number, bigint>> =>
  withAdmin(
    kafka,
    async (admin) =>
      new Map([...(await offsetRanges(admin, topic))].map(([partition, { high }]) => [partition, high])),
  );
