import { rmSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel, type Admin, type KafkaConfig } from 'kafkajs';
import { startBroker } from './broker-process.ts';
import { pairFile, securedSettings, SUPER_USER, type ClusterSecurity } from './broker-security.ts';
import { plainSettings, type NodePlace, type ProxiedListener } from './broker-settings.ts';
import { eventually } from './eventually.ts';
import { newDataFolder } from './places.ts';
import { freePort } from './ports.ts';
import type { RunningProcess } from './process.ts';

export interface ClusterOptions {
  /** Number of nodes, three by default. An acknowledged record is on all nodes but one. */
  readonly brokers?: number;
  /** Further listeners of each node, for clients behind proxies; excludes `security`. */
  readonly behind?: readonly (readonly ProxiedListener[])[];
  /** TLS and access rules on every listener; by default plain text and all rights. */
  readonly security?: ClusterSecurity;
  /** Additional settings of every node, by name. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Listeners of a node, each as `host:port`. */
export interface NodeAddresses {
  readonly main: string;
  readonly tls: string;
  readonly mutual: string;
}

interface Node extends NodePlace {
  readonly dir: string;
  readonly settings: Record<string, string>;
  running: RunningProcess | null;
}

/** Apache Kafka of several combined nodes, each of which can be stopped, frozen and restarted. */
export interface KafkaCluster {
  /** Comma-separated list of the plain listeners, or of the SASL listeners of a secured cluster. */
  readonly brokers: string;
  /** Listeners by node; a cluster without security has only `main`. */
  readonly addresses: readonly NodeAddresses[];
  /** Numbers of the nodes, from 1. */
  readonly ids: readonly number[];
  readonly dir: string;
  /** Runs work with an admin client of the super user. */
  readonly admin: <T>(work: (admin: Admin) => Promise<T>) => Promise<T>;
  kill(id: number): Promise<void>;
  stop(id: number): Promise<void>;
  /** Starts the node on its existing data. */
  start(id: number): Promise<void>;
  /** SIGSTOP: the node's followers leave the in-sync replicas, and its partitions get other leaders. */
  freeze(id: number): void;
  /** SIGCONT. */
  thaw(id: number): void;
  /** Leader of each partition of the topic; -1 for none. */
  leaders(topic: string): Promise<number[]>;
  /** Number of in-sync replicas of each partition of the topic. */
  inSync(topic: string): Promise<number[]>;
  /** Makes a node the preferred leader of the partition and waits until the node leads. */
  moveLeader(topic: string, partition: number, to: number): Promise<void>;
  /** Moves each partition of the topics to its next replica, all at once, and waits for the moves. */
  moveLeaders(topics: readonly string[]): Promise<void>;
  /** Ends all nodes and removes their data. */
  close(): Promise<void>;
}

const JAVA = ['-Xms256m', '-Xmx384m'];

export async function startKafkaCluster(options: ClusterOptions = {}): Promise<KafkaCluster> {
  const dir = newDataFolder('cluster');
  const { security } = options;
  const ids = Array.from({ length: options.brokers ?? 3 }, (_, i) => i + 1);
  const places = await inTurn(ids, async (id): Promise<NodePlace & { tls: number; mutual: number }> => ({
    id,
    data: join(dir, String(id), 'data'),
    port: await freePort(),
    controllerPort: await freePort(),
    ...(options.behind?.[id - 1] ? { behind: options.behind[id - 1] } : {}),
    tls: security ? await freePort() : 0,
    mutual: security ? await freePort() : 0,
  }));
  const own = security ? await brokerCertificate(security) : undefined;
  const nodes = places.map((place): Node => {
    const settings =
      security && own ? securedSettings(place, places, place, own, security) : plainSettings(place, places);
    return {
      ...place,
      dir: join(dir, String(place.id)),
      settings: { ...settings, ...options.settings },
      running: null,
    };
  });
  const start = async (node: Node) => {
    const java = security?.tokens
      ? [...JAVA, `-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=${security.tokens.jwksUrl}`]
      : JAVA;
    node.running = await startBroker({
      name: `Kafka ${String(node.id)}`,
      ...{ dir: node.dir, settings: node.settings, java },
      ...(security ? { scramUsers: security.users } : {}),
    });
  };
  const end = (how: 'stop' | 'kill') => async (id: number) => {
    const { running } = nodeOf(nodes, id);
    await running?.[how]();
    nodeOf(nodes, id).running = null;
  };
  const signal = (name: NodeJS.Signals) => (id: number) => {
    const { running } = nodeOf(nodes, id);
    if (running) process.kill(running.pid, name);
  };
  const close = async () => {
    ids.forEach(signal('SIGCONT'));
    await Promise.all(ids.map(end('kill')));
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await Promise.all(nodes.map(start));
  } catch (error) {
    await close();
    throw error;
  }

  const addresses = places.map((place) => ({
    main: loopback(place.port),
    tls: loopback(place.tls),
    mutual: loopback(place.mutual),
  }));
  const client = new Kafka({
    clientId: SUPER_USER,
    brokers: addresses.map(({ main, mutual }) => (security ? mutual : main)),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2_000,
    // A frozen node accepts connections but never answers.
    requestTimeout: 3_000,
    ...(security && own ? superUser(security, own) : {}),
  });
  return {
    brokers: addresses.map(({ main }) => main).join(','),
    addresses,
    ids,
    dir,
    kill: end('kill'),
    stop: end('stop'),
    start: (id) => start(nodeOf(nodes, id)),
    freeze: signal('SIGSTOP'),
    thaw: signal('SIGCONT'),
    close,
    ...leadership(client),
  };
}

/** Queries and changes of partition leadership over the Kafka protocol. */
function leadership(
  client: Kafka,
): Pick<KafkaCluster, 'admin' | 'leaders' | 'inSync' | 'moveLeader' | 'moveLeaders'> {
  const admin: KafkaCluster['admin'] = async (work) => {
    const connected = client.admin();
    await connected.connect();
    try {
      return await work(connected);
    } finally {
      await connected.disconnect();
    }
  };
  const metadata = (names: readonly string[]) =>
    admin(async (connected) => (await connected.fetchTopicMetadata({ topics: [...names] })).topics);
  const partitions = async (topic: string) => {
    const [found] = await metadata([topic]);
    return (found?.partitions ?? []).sort((a, b) => a.partitionId - b.partitionId);
  };
  const reassign = (topics: readonly { topic: string; partitionAssignment: Assignment[] }[]) =>
    admin((connected) => connected.alterPartitionReassignments({ topics: [...topics] }));
  const leaders = async (topic: string) => (await partitions(topic)).map(({ leader }) => leader);
  return {
    admin,
    leaders,
    inSync: async (topic) => (await partitions(topic)).map(({ isr }) => isr.length),
    moveLeader: async (topic, partition, to) => {
      const replicas: readonly number[] = (await partitions(topic))[partition]?.replicas ?? [];
      if (!replicas.includes(to))
        throw new RangeError(`node ${String(to)} has no replica of ${topic}/${String(partition)}`);
      const order = [to, ...replicas.filter((id) => id !== to)];
      await reassign([{ topic, partitionAssignment: [{ partition, replicas: order }] }]);
      await eventually(async () => (await leaders(topic))[partition] === to, { within: 20_000, every: 100 });
    },
    moveLeaders: async (topics) => {
      const wanted = new Map<string, number>();
      const turned = (await metadata(topics)).map(({ name: topic, partitions: all }) => ({
        topic,
        partitionAssignment: all.map(({ partitionId: partition, replicas: circle, leader }) => {
          const replicas = startingBehind(circle, leader);
          wanted.set(`${topic}/${String(partition)}`, replicas[0] ?? leader);
          return { partition, replicas };
        }),
      }));
      await reassign(turned);
      const haveMoved = async () =>
        (await metadata(topics)).every(({ name, partitions: all }) =>
          all.every(({ partitionId, leader }) => wanted.get(`${name}/${String(partitionId)}`) === leader),
        );
      await eventually(haveMoved, { within: 60_000, every: 200 });
    },
  };
}

interface Assignment {
  partition: number;
  replicas: number[];
}

/** Rotates the replicas so that the one after the leader comes first. */
function startingBehind(replicas: readonly number[], leader: number): number[] {
  const next = (replicas.indexOf(leader) + 1) % replicas.length;
  return [...replicas.slice(next), ...replicas.slice(0, next)];
}

async function brokerCertificate({ ca }: ClusterSecurity) {
  const own = await ca.issue(SUPER_USER);
  const pair = readFileSync(own.keyFile, 'utf8') + '\n' + readFileSync(own.certFile, 'utf8');
  writeFileSync(pairFile(own), pair, { mode: 0o600 });
  return own;
}

function superUser(
  { ca }: ClusterSecurity,
  own: { certFile: string; keyFile: string },
): Pick<KafkaConfig, 'ssl'> {
  const text = (path: string) => readFileSync(path, 'utf8');
  return { ssl: { ca: text(ca.caFile), cert: text(own.certFile), key: text(own.keyFile) } };
}

function nodeOf(nodes: readonly Node[], id: number): Node {
  const node = nodes.find((one) => one.id === id);
  if (!node) throw new RangeError(`there is no node ${String(id)}`);
  return node;
}

const loopback = (port: number): string => `127.0.0.1:${String(port)}`;

/** Runs in sequence: two concurrent searches for a free port could find the same port. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}
