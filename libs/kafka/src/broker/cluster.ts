import {
  apiVersionsV3,
  ConnectionPool,
  findCoordinatorV4,
  findCoordinatorV5,
  findCoordinatorV6,
  metadataV12,
  type API,
  type Connection,
  type ConnectionOptions,
} from '@platformatic/kafka';
import { setTimeout as sleep } from 'node:timers/promises';
import { hostOf } from './broker-addresses.ts';
import { connectionSecurity } from './client-security.ts';
import type { KafkaConfig } from './client.ts';
import { LEADER_NOT_AVAILABLE, Refused, Unreachable, UNKNOWN_TOPIC } from './errors.ts';
import { refusal, refused, SASL_AUTHENTICATION_FAILED, translated } from './protocol-errors.ts';

export interface ClusterOptions {
  /** Limit of a broker's answer, in milliseconds; default 5,000. A late answer ends the connection. */
  readonly requestTimeout?: number;
}

export interface BrokerNode {
  readonly id: number;
  readonly host: string;
  readonly port: number;
  /** A broker answers a connection's requests in order, so requests that may wait use another connection. */
  readonly lane: ConnectionLane;
}

type ConnectionLane = 'data' | 'coordination' | 'waiting';

export interface PartitionMetadata {
  readonly partition: number;
  /** Id of the broker; -1 while the partition has no leader. */
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
}

export interface TopicMetadata {
  readonly name: string;
  /** Changes when the topic is deleted and created again. */
  readonly id: string;
  /** By partition number, without a gap. */
  readonly partitions: readonly PartitionMetadata[];
}

/** The versions of a request that are supported here, the preferred one first. */
export type Versions<A extends unknown[], R> = API<A, R> | readonly API<A, R>[];

/** Milliseconds for which the metadata of a topic is used. */
const METADATA_MS = 300_000;
/**
 * Limit until a connection is ready, in milliseconds. TCP alone repeats a lost first packet after a second.
 * TLS and SASL take six round trips, signatures of a busy broker and a question to a token server before.
 */
const CONNECT_MS = { PLAINTEXT: 2_000, SSL: 5_000, SASL_SSL: 5_000 } as const;
const REQUEST_MS = 5_000;
/** Shortest time between two metadata requests, in milliseconds. */
const REFRESH_MS = 20;
const CLOSE_MS = 1_000;
const FIND_COORDINATOR = [findCoordinatorV6.api, findCoordinatorV5.api, findCoordinatorV4.api];
const KINDS = { group: 0, transaction: 1 } as const;

const UNSUPPORTED_VERSION = 35;
/** Numbers: NOT_LEADER_OR_FOLLOWER, two of leader epochs, and two of topic ids that do not match. */
const STALE = new Set<unknown>([UNKNOWN_TOPIC, LEADER_NOT_AVAILABLE, 6, 74, 75, 100, 103]);

/**
 * Connections to the brokers of one cluster, made on demand and made again when lost, and the metadata of its
 * topics. A request is sent once: the caller decides whether to repeat it. A failure makes the metadata
 * stale, so that a repetition finds the new leader.
 */
export class Cluster {
  readonly #config: KafkaConfig;
  readonly #pools: Readonly<Record<ConnectionLane, ConnectionPool>>;
  /** The error that ended a connection: a request under way learns only that the connection ended. */
  readonly #brokenBy = new WeakMap<Connection, unknown>();
  /** The versions that the broker of a connection supports, by API key. */
  readonly #offered = new WeakMap<Connection, Promise<Offered>>();
  readonly #throttled = new Map<string, number>();
  readonly #topics = new Map<string, TopicMetadata & { readonly at: number }>();
  readonly #failedAt = new Map<string, number>();
  /** The brokers of the last metadata; stale ones are still good to ask. */
  #nodes = new Map<number, BrokerNode>();
  #isStale = true;
  #trouble: string | null = null;
  #isClosed = false;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(config: KafkaConfig, options: ClusterOptions = {}) {
    this.#config = config;
    const connection: ConnectionOptions = {
      ...connectionSecurity(config),
      connectTimeout: CONNECT_MS[config.security?.protocol ?? 'PLAINTEXT'],
      requestTimeout: options.requestTimeout ?? REQUEST_MS,
      maxInflights: 32,
    };
    this.#pools = {
      data: this.#pool(connection),
      coordination: this.#pool(connection),
      waiting: this.#pool(connection),
    };
  }

  /** Why the last request failed; null after a success. */
  get trouble(): string | null {
    return this.#trouble;
  }

  /**
   * Sends one request and resolves with its answer. Each request gets its connection anew, so that it waits
   * for an authentication under way; it also waits for the throttle time of the broker's last answer.
   *
   * @throws Refused when the broker answers with an error code
   * @throws Unreachable when the broker does not answer
   */
  async request<A extends unknown[], R>(node: BrokerNode, versions: Versions<A, R>, ...given: A): Promise<R> {
    const at = addressOf(node);
    if (this.#isClosed) throw new Error('the connections to the brokers are closed');
    let connection: Connection | null = null;
    try {
      await this.#throttle(at);
      connection = await this.#pools[node.lane].get(node);
      const api = await this.#choose(connection, versions);
      const answer = await api.async(connection, ...given);
      this.#heed(at, answer);
      this.#trouble = null;
      return answer;
    } catch (error) {
      const why = this.#why(error, at, connection);
      this.#trouble = why.message;
      if (why instanceof Refused) this.#heed(at, why.answer);
      if (why instanceof Unreachable) this.#failedAt.set(at, performance.now());
      if (why instanceof Unreachable || STALE.has(why.code)) this.forget();
      throw why;
    }
  }

  /** @throws Refused when the cluster has no such topic */
  async topic(name: string): Promise<TopicMetadata> {
    const topic = (await this.topics([name])).get(name);
    if (topic) return topic;
    throw new Refused(UNKNOWN_TOPIC, `the broker has no topic ${name}`, { isPassing: false });
  }

  /** The topics of these names that exist; null stands for all topics of the cluster. */
  async topics(names: readonly string[] | null): Promise<Map<string, TopicMetadata>> {
    const isFresh = (name: string): boolean =>
      (this.#topics.get(name)?.at ?? Number.NEGATIVE_INFINITY) > performance.now() - METADATA_MS;
    const stale = names?.filter((name) => !isFresh(name)) ?? null;
    if (stale === null) this.#topics.clear();
    if (stale?.length !== 0) await this.#ask(stale);
    const found = names === null ? [...this.#topics.values()] : names.map((name) => this.#topics.get(name));
    return new Map(found.flatMap((topic) => (topic ? [[topic.name, topic] as const] : [])));
  }

  /** @throws Refused while the partition has no leader or does not exist */
  async leader(topic: string, partition: number): Promise<BrokerNode> {
    const { partitions } = await this.topic(topic);
    return this.node(partitions[partition]?.leader ?? -1);
  }

  /** @throws Refused when the cluster has no such broker now */
  async node(id: number): Promise<BrokerNode> {
    if (this.#isStale) await this.#ask([]);
    const node = this.#nodes.get(id);
    if (node) return node;
    this.forget();
    throw refused(LEADER_NOT_AVAILABLE);
  }

  async nodes(): Promise<readonly BrokerNode[]> {
    if (this.#isStale) await this.#ask([]);
    return [...this.#nodes.values()];
  }

  /** The coordinator of a group or transactional id. NOT_COORDINATOR in an answer says that it has moved. */
  async coordinator(kind: keyof typeof KINDS, key: string): Promise<BrokerNode> {
    const { coordinators } = await this.anywhere((node) =>
      this.request({ ...node, lane: 'coordination' }, FIND_COORDINATOR, KINDS[kind], [key]),
    );
    const [found] = coordinators;
    if (!found) throw new Unreachable(`no broker keeps the ${kind} ${key}`);
    return { id: found.nodeId, host: found.host, port: found.port, lane: 'coordination' };
  }

  /** Makes the metadata stale: its next use asks for it anew. */
  forget(): void {
    this.#topics.clear();
    this.#isStale = true;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const closing = Object.values(this.#pools).map((pool) => pool.close().catch(() => undefined));
    // A broker that does not answer is not waited for.
    await Promise.race([Promise.all(closing), sleep(CLOSE_MS, undefined, { ref: false })]);
  }

  #pool(options: ConnectionOptions): ConnectionPool {
    const pool = new ConnectionPool(this.#config.clientId ?? 'silkgauge', options);
    // The waiting request gets the error too; without this listener a second error would end the process.
    pool.on('connecting', ({ connection }) =>
      connection.on('error', (error: unknown) => {
        this.#brokenBy.set(connection, error);
        this.#translated(error, '');
      }),
    );
    return pool;
  }

  /** A connection that ended under a request is `Unreachable`: the request may have been carried out. */
  #why(error: unknown, at: string, connection: Connection | null): Refused | Unreachable {
    const why = this.#translated(error, at);
    const brokenBy = connection && this.#brokenBy.get(connection);
    if (why instanceof Refused || !brokenBy) return why;
    return new Unreachable(this.#translated(brokenBy, at).message, { cause: error });
  }

  #translated(error: unknown, at: string): Refused | Unreachable {
    const { security } = this.#config;
    const sasl = security?.protocol === 'SASL_SSL' ? security.sasl : null;
    const why = translated(error, at, sasl?.mechanism);
    const isRefused = why instanceof Refused && why.code === SASL_AUTHENTICATION_FAILED;
    if (isRefused && sasl?.mechanism === 'OAUTHBEARER') sasl.tokens.forget();
    return why;
  }

  async #choose<A extends unknown[], R>(
    connection: Connection,
    versions: Versions<A, R>,
  ): Promise<API<A, R>> {
    const known = Array.isArray(versions) ? (versions as readonly API<A, R>[]) : [versions as API<A, R>];
    let offered = this.#offered.get(connection);
    if (!offered) {
      offered = apiVersionsV3.api.async(connection, 'silkgauge', '1').then(offeredBy);
      offered.catch(() => undefined);
      this.#offered.set(connection, offered);
    }
    const ranges = await offered;
    const best = known.find(({ key, version }) => {
      const range = ranges.get(key);
      return range !== undefined && version >= range.from && version <= range.to;
    });
    if (best) return best;
    const numbers = known.map(({ version }) => String(version)).join(', ');
    throw refusal(
      UNSUPPORTED_VERSION,
      `the broker takes no version of request ${String(known[0]?.key)} that is spoken here (${numbers})`,
    );
  }

  async #ask(names: readonly string[] | null): Promise<void> {
    const early = this.#askedAt + REFRESH_MS - performance.now();
    if (early > 0) await sleep(early);
    this.#askedAt = performance.now();
    const answer = await this.anywhere((node) => this.#metadata(node, names));
    this.#nodes = new Map(
      answer.brokers.map(({ nodeId: id, host, port }) => [id, { id, host, port, lane: 'data' as const }]),
    );
    this.#isStale = false;
    for (const name of names ?? []) this.#topics.delete(name);
    for (const topic of answer.topics) {
      if (typeof topic.name !== 'string' || topic.partitions.length === 0) continue;
      const partitions = topic.partitions
        .map((one) => ({
          partition: one.partitionIndex,
          leader: one.leaderId,
          leaderEpoch: one.leaderEpoch,
          replicas: one.replicaNodes,
          inSync: one.isrNodes,
        }))
        .sort((a, b) => a.partition - b.partition);
      this.#topics.set(topic.name, {
        name: topic.name,
        id: topic.topicId,
        partitions,
        at: performance.now(),
      });
    }
  }

  /** Missing topics and partitions without a leader are an answer here, not a failure. */
  async #metadata(node: BrokerNode, names: readonly string[] | null): Promise<Metadata> {
    try {
      return await this.request(node, metadataV12.api, names && [...names], false, false);
    } catch (error) {
      if (error instanceof Refused && error.answer) return error.answer as Metadata;
      throw error;
    }
  }

  /** Asks the brokers one after another until one answers; those that failed last come last. */
  async anywhere<T>(ask: (node: BrokerNode) => Promise<T>): Promise<T> {
    const all = [...this.#nodes.values(), ...this.#config.brokers.map((broker) => bootstrapNode(broker))];
    const failedAt = (node: BrokerNode): number => this.#failedAt.get(addressOf(node)) ?? 0;
    let failure: unknown;
    for (const node of all.sort((a, b) => failedAt(a) - failedAt(b))) {
      try {
        return await ask(node);
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        failure = error;
      }
    }
    throw failure;
  }

  async #throttle(at: string): Promise<void> {
    const wait = (this.#throttled.get(at) ?? 0) - performance.now();
    if (wait > 0) await sleep(wait);
  }

  #heed(at: string, answer: unknown): void {
    const { throttleTimeMs } = (answer ?? {}) as { readonly throttleTimeMs?: number };
    if (throttleTimeMs) this.#throttled.set(at, performance.now() + throttleTimeMs);
  }
}

type Metadata = Awaited<ReturnType<typeof metadataV12.api.async>>;
type Offered = ReadonlyMap<number, { readonly from: number; readonly to: number }>;

const offeredBy = ({ apiKeys }: Awaited<ReturnType<typeof apiVersionsV3.api.async>>): Offered =>
  new Map(
    apiKeys.map(({ apiKey, minVersion, maxVersion }) => [apiKey, { from: minVersion, to: maxVersion }]),
  );

const addressOf = ({ host, port }: BrokerNode): string => `${host}:${String(port)}`;

const bootstrapNode = (broker: string): BrokerNode => ({
  ...{ id: -1, host: hostOf(broker), lane: 'data' },
  port: Number(broker.slice(broker.lastIndexOf(':') + 1)),
});

/** Runs `work` with a cluster, and closes the cluster afterwards. */
export const withCluster = async <T>(
  config: KafkaConfig,
  work: (cluster: Cluster) => Promise<T>,
): Promise<T> => {
  const cluster = new Cluster(config);
  try {
    return await work(cluster);
  } finally {
    await cluster.close();
  }
};
