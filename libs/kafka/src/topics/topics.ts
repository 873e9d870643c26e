import type { TopicSpec } from '@silkgauge/contract';
import {
  ConfigResourceTypes,
  createTopicsV7,
  describeConfigsV4,
  IncrementalAlterConfigOperationTypes,
  incrementalAlterConfigsV1,
} from '@platformatic/kafka';
import type { KafkaConfig } from '../broker/client.ts';
import { withCluster, type Cluster, type TopicMetadata } from '../broker/cluster.ts';
import { hasCode, isPassing, LEADER_NOT_AVAILABLE, Refused } from '../broker/errors.ts';
import { refused } from '../broker/protocol-errors.ts';
import { untilReady } from '../broker/until-ready.ts';

export interface EnsuredTopics {
  readonly created: readonly string[];
  /** Topics whose configuration was changed. */
  readonly altered: readonly string[];
  /** Differences left unchanged: adding partitions would move keys. */
  readonly differing: readonly string[];
}

/** Replicas of a topic on three or more brokers, and how many must have a record to acknowledge it. */
export const REPLICAS = 3;
export const MIN_IN_SYNC = 2;

const ALTER_MS = 5_000;
/** Limit until the topics of a new broker, or new topics, have leaders, in milliseconds. */
const LEADER_LIMIT = 15_000;
const ALREADY_EXISTS = new Set([36]);
const TOPIC = ConfigResourceTypes.TOPIC;

/**
 * Creates missing topics, with three replicas on three or more brokers, and sets configuration entries that
 * differ. Entries without a wanted value, an operator's own, stay. A second run changes nothing.
 */
export const ensureTopics = (kafka: KafkaConfig, topics: readonly TopicSpec[]): Promise<EnsuredTopics> =>
  withCluster(kafka, async (cluster) => {
    const known = await cluster.topics(topics.map(({ name }) => name));
    const missing = topics.filter(({ name }) => !known.has(name));
    const present = topics.filter(({ name }) => known.has(name));
    if (missing.length > 0) await create(cluster, missing);
    return {
      created: missing.map(({ name }) => name),
      altered: await alterDiffering(cluster, present),
      differing: differingPartitions(known, present),
    };
  });

const create = async (cluster: Cluster, topics: readonly TopicSpec[]): Promise<void> => {
  const brokers = (await cluster.nodes()).length;
  const inSync = brokers < REPLICAS ? {} : { 'min.insync.replicas': String(MIN_IN_SYNC) };
  const asked = topics.map(({ name, partitions, config }) => ({
    name,
    numPartitions: partitions,
    replicationFactor: Math.min(brokers, REPLICAS),
    assignments: [],
    configs: Object.entries({ ...inSync, ...config }).map(([key, value]) => ({ name: key, value })),
  }));
  try {
    await cluster.anywhere((node) => cluster.request(node, createTopicsV7.api, asked, ALTER_MS, false));
  } catch (error) {
    const { topics: answers = [] } = ((error as Refused).answer ?? {}) as {
      readonly topics?: readonly TopicAnswer[];
    };
    // A topic that another client created meanwhile is no failure.
    const failed = answers.find(({ errorCode }) => errorCode !== 0 && !ALREADY_EXISTS.has(errorCode));
    if (failed) throw refused(failed.errorCode, `${failed.name}: ${String(failed.errorMessage)}`);
    if (!hasCode(error, ALREADY_EXISTS)) throw error;
  }
  await haveLeaders(cluster, topics);
};

interface TopicAnswer {
  readonly name: string;
  readonly errorCode: number;
  readonly errorMessage?: string | null;
}

const haveLeaders = (cluster: Cluster, topics: readonly TopicSpec[]): Promise<void> =>
  untilReady(isPassing, LEADER_LIMIT, async () => {
    cluster.forget();
    const found = await cluster.topics(topics.map(({ name }) => name));
    const without = topics.filter(
      ({ name }) => !found.get(name)?.partitions.every(({ leader }) => leader >= 0),
    );
    if (without.length > 0)
      throw refused(LEADER_NOT_AVAILABLE, `no leaders yet for ${without.map(({ name }) => name).join(', ')}`);
  });

const alterDiffering = async (cluster: Cluster, topics: readonly TopicSpec[]): Promise<string[]> => {
  const asked = topics.filter(({ config }) => Object.keys(config).length > 0);
  const found = await configurations(
    cluster,
    asked.map(({ name, config }) => ({ name, keys: Object.keys(config) })),
  );
  const resources = asked.flatMap(({ name, config }) => {
    const configs = Object.entries(config)
      .filter(([key, value]) => found.get(name)?.get(key) !== value)
      .map(([key, value]) => ({
        name: key,
        configOperation: IncrementalAlterConfigOperationTypes.SET,
        value,
      }));
    return configs.length === 0 ? [] : [{ resourceType: TOPIC, resourceName: name, configs }];
  });
  if (resources.length > 0)
    await cluster.anywhere((node) => cluster.request(node, incrementalAlterConfigsV1.api, resources, false));
  return resources.map(({ resourceName }) => resourceName);
};

/** Configuration entries of topics at the broker, by topic and key. */
export const configurations = async (
  cluster: Cluster,
  topics: readonly { readonly name: string; readonly keys: readonly string[] }[],
): Promise<Map<string, Map<string, string | null>>> => {
  if (topics.length === 0) return new Map();
  const resources = topics.map(({ name, keys }) => ({
    resourceType: TOPIC,
    resourceName: name,
    configurationKeys: [...keys],
  }));
  const { results } = await cluster.anywhere((node) =>
    cluster.request(node, describeConfigsV4.api, resources, false, false),
  );
  return new Map(
    results.map(({ resourceName, configs }) => [
      resourceName,
      new Map(configs.map(({ name, value }) => [name, value ?? null])),
    ]),
  );
};

const differingPartitions = (
  known: ReadonlyMap<string, TopicMetadata>,
  topics: readonly TopicSpec[],
): string[] =>
  topics.flatMap(({ name, partitions }) => {
    const count = known.get(name)?.partitions.length ?? 0;
    return count === partitions ? [] : [`${name} has ${String(count)} partitions, not ${String(partitions)}`];
  });
