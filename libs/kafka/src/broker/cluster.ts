import {
  apiVersionsV3,
  ConnectionPool,
  findCoordinatorV4,
  metadataV12,
  type API,
  type Connection,
  type ConnectionOptions,
} from '@platformatic/kafka';
import { setTimeout as sleep } from 'node:timers/promises';
import { hostOf } from './broker-addresses.ts';
import { connectionSecurity } from './client-security.ts';
import type { KafkaConfig } from './client.ts';
import { Refused, Unreachable } from './errors.ts';
import { refusal, refused, SASL_AUTHENTICATION_FAILED, translated } from './protocol-errors.ts';

export interface ClusterOptions {
  /** How long a broker may take to answer, in milliseconds; default 5,000. The connection ends with it. */
  readonly requestTimeout?: number;
}

/** A broker. */
export interface BrokerNode {
  readonly id: number;
  readonly host: string;
  readonly port: number;
  /** A broker answers one request of a connection after another: what may wait at it takes another than what may not. */
  readonly lane: ConnectionLane;
}

type ConnectionLane = 'data' | 'coordination' | 'waiting';

export interface PartitionMetadata {
  readonly partition: number;
  /** The broker's number; -1 while the partition has no leader. */
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
}

export interface TopicMetadata {
  readonly name: string;
  /** Another one where a topic was deleted and made again under its name. */
  readonly id: string;
  /** By partition number, without a gap. */
  readonly partitions: readonly PartitionMetadata[];
}

/** The versions of one request that we speak, the best first, or the only one. */
export type Versions<A extends unknown[], R> = API<A, R> | readonly API<A, R>[];

/** How old what is known of topics may become, in milliseconds. */
const METADATA_MS = 300_000;
/**
 * How long a connection may take until it can be used: where it is TCP alone long enough for a first packet that is lost, which is sent
 * again after a second; with TLS and SASL as long as a request, since that is six round trips and signatures of a broker that may be
 * busy, and a question to a token server before.
 */
const CONNECT_MS = { PLAINTEXT: 2_000, SSL: 5_000, SASL_SSL: 5_000 } as const;
const REQUEST_MS = 5_000;
/** Between two questions for metadata, however stale it is. */
const REFRESH_MS = 20;
const CLOSE_MS = 1_000;
const KINDS = { group: 0, transaction: 1 } as const;

const UNKNOWN_TOPIC = 3;
const LEADER_NOT_AVAILABLE = 5;
const UNSUPPORTED_VERSION = 35;
/** Beside these NOT_LEADER_OR_FOLLOWER, FENCED_LEADER_EPOCH, UNKNOWN_LEADER_EPOCH, UNKNOWN_TOPIC_ID and INCONSISTENT_TOPIC_ID. */
const STALE = new Set<unknown>([UNKNOWN_TOPIC, LEADER_NOT_AVAILABLE, 6, 74, 75, 100, 103]);

/**
 * Connections to the brokers of one cluster, made when they are needed and made again when they were lost, and what is known of its
 * topics. It asks once: whoever asks decides whether to ask again. What has failed makes the metadata stale, so that whoever does
 * ask again finds the new leader.
 */
export class Cluster {
  readonly #config: KafkaConfig;
  readonly #pools: Readonly<Record<ConnectionLane, ConnectionPool>>;
  /** Why a connection ended by itself: a request on it only hears that it did. */
  readonly #brokenBy = new WeakMap<Connection, unknown>();
  /** The versions that the broker at the other end of a connection takes, by number of the request. */
  readonly #offered = new WeakMap<Connection, Promise<Offered>>();
  readonly #throttled = new Map<string, number>();
  readonly #topics = new Map<string, TopicMetadata & { readonly at: number }>();
  readonly #failedAt = new Map<string, number>();
  /** Those that the cluster had when it was asked last: still good to ask when they are stale. */
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

  /** Why the last request failed; null where it did not. */
  get trouble(): string | null {
    return this.#trouble;
  }

  /**
   * Sends one request and resolves with its answer. Each takes its connection anew, so that one that authenticates itself again is
   * waited for, and waits as long as the broker asked for at the request before.
   *
   * @throws Refused when the broker answers with an error code
   * @throws Unreachable when it does not answer
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

  /** @throws Refused when the broker has no such topic */
  async topic(name: string): Promise<TopicMetadata> {
    const topic = (await this.topics([name])).get(name);
    if (topic) return topic;
    throw new Refused(UNKNOWN_TOPIC, `the broker has no topic ${name}`, { isPassing: false });
  }

  /** Those of the topics that there are; without names all of the cluster. */
  async topics(names: readonly string[] | null): Promise<Map<string, TopicMetadata>> {
    const isFresh = (name: string): boolean =>
      (this.#topics.get(name)?.at ?? Number.NEGATIVE_INFINITY) > performance.now() - METADATA_MS;
    const stale = names?.filter((name) => !isFresh(name)) ?? null;
    if (stale === null) this.#topics.clear();
    if (stale?.length !== 0) await this.#ask(stale);
    const found = names === null ? [...this.#topics.values()] : names.map((name) => this.#topics.get(name));
    return new Map(found.flatMap((topic) => (topic ? [[topic.name, topic] as const] : [])));
  }

  /** @throws Refused while the partition has no leader, or is none */
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

  /** The brokers of the cluster, by number. */
  async nodes(): Promise<readonly BrokerNode[]> {
    if (this.#isStale) await this.#ask([]);
    return [...this.#nodes.values()];
  }

  /** The broker that keeps a group, or the transactions of an id. It may become another one: NOT_COORDINATOR says so. */
  async coordinator(kind: keyof typeof KINDS, key: string): Promise<BrokerNode> {
    const { coordinators } = await this.anywhere((node) =>
      this.request({ ...node, lane: 'coordination' }, findCoordinatorV4.api, KINDS[kind], [key]),
    );
    const [found] = coordinators;
    if (!found) throw new Unreachable(`no broker keeps the ${kind} ${key}`);
    return { id: found.nodeId, host: found.host, port: found.port, lane: 'coordination' };
  }

  /** Topics and brokers are asked for anew when they are needed next. */
  forget(): void {
    this.#topics.clear();
    this.#isStale = true;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const closing = Object.values(this.#pools).map((pool) => pool.close().catch(() => undefined));
    // A broker that does not answer need not be waited for.
    await Promise.race([Promise.all(closing), sleep(CLOSE_MS, undefined, { ref: false })]);
  }

  #pool(options: ConnectionOptions): ConnectionPool {
    const pool = new ConnectionPool(this.#config.clientId ?? 'silkgauge', options);
    // Whoever waits for the connection is told; without a listener of its own a second error would end the process.
    pool.on('connecting', ({ connection }) =>
      connection.on('error', (error: unknown) => {
        this.#brokenBy.set(connection, error);
        this.#translated(error, '');
      }),
    );
    return pool;
  }

  /** Whether the broker has dealt with what a connection was cut under is not known, whatever cut it. */
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

  /** Topics that are missing and partitions without a leader are an answer here, and no failure. */
  async #metadata(node: BrokerNode, names: readonly string[] | null): Promise<Metadata> {
    try {
      return await this.request(node, metadataV12.api, names && [...names], false, false);
    } catch (error) {
      if (error instanceof Refused && error.answer) return error.answer as Metadata;
      throw error;
    }
  }

  /** Asks the brokers one after another until one answers, those last that failed last. */
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

/** A cluster for some work. */
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
