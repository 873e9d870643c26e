import type { KafkaConfig } from '../broker/client.ts';
import { withCluster } from '../broker/cluster.ts';
import { configurations, MIN_IN_SYNC, REPLICAS } from './topics.ts';

export interface Replication {
  readonly topic: string;
  /** Fewest replicas of a partition. */
  readonly replicas: number;
  /** Fewest in-sync replicas of a partition. */
  readonly inSync: number;
  /** Replicas that must have a record before it is acknowledged. */
  readonly minInSync: number;
}

/** `required`: an acknowledged record outlives the loss of a broker. `any`: for a single broker. */
export type WantedReplication = 'required' | 'any';

/** Environment variable of the replication check; a fragment of a service's configuration. */
export const replicationVariable = {
  name: 'REPLICATION',
  about: `"required": starts only where each topic has ${String(REPLICAS)} replicas and min.insync.replicas ${String(MIN_IN_SYNC)}; "any": starts with what there is`,
  fallback: 'required',
  parse: (text: string): WantedReplication => {
    if (text !== 'required' && text !== 'any') throw new RangeError('REPLICATION is "required" or "any"');
    return text;
  },
} as const;

const KEY = 'min.insync.replicas';

/** Replication of each of the topics that exists. */
export const readReplication = (kafka: KafkaConfig, topics: readonly string[]): Promise<Replication[]> =>
  withCluster(kafka, async (cluster) => {
    const found = await cluster.topics(topics);
    const names = [...found.keys()];
    const settings = await configurations(
      cluster,
      names.map((name) => ({ name, keys: [KEY] })),
    );
    return [...found.values()].map(({ name, partitions }) => ({
      topic: name,
      replicas: Math.min(...partitions.map(({ replicas }) => replicas.length)),
      inSync: Math.min(...partitions.map(({ inSync }) => inSync.length)),
      minInSync: Number(settings.get(name)?.get(KEY) ?? 1),
    }));
  });

/** Why topics with this replication may not be used, with a fix; null if they may. */
export const replicationFault = (found: readonly Replication[], wanted: WantedReplication): string | null => {
  if (wanted === 'any') return null;
  const short = found.filter(({ replicas, minInSync }) => replicas < REPLICAS || minInSync < MIN_IN_SYNC);
  if (short.length === 0) return null;
  const list = short.map(
    ({ topic, replicas, minInSync }) =>
      `${topic} (replicas ${String(replicas)}, ${KEY} ${String(minInSync)})`,
  );
  return (
    `an acknowledged record must outlive a broker: ${String(REPLICAS)} replicas and ${KEY} ${String(MIN_IN_SYNC)} are required, found otherwise: ` +
    `${list.join(', ')}; add brokers or replicas, or set REPLICATION=any`
  );
};
