import { topics } from '@silkgauge/contract';
import { ensureTopics, SafeProducer, type KafkaConfig, type OutRecord } from '@silkgauge/kafka';
import { createReadModel, type ReadModel } from '@silkgauge/read-model';
import {
  startApp,
  testBrokers,
  testDatabase,
  topicPrefix,
  type AppOptions,
  type RunningApp,
} from '../../services/index.ts';
import { figure, records, sale, type SpecEvent } from '../../fixtures/events.ts';
import { PostgresFrames } from '../../chaos/wire/postgres-frames.ts';
import { Proxy, type Moment } from '../../chaos/wire/proxy.ts';

/** An instance of the aggregation behind its own PostgreSQL proxy. */
export interface Instance {
  readonly postgres: Proxy;
  app: RunningApp;
}

/** Topics and a database of one spec file, a producer, and instances of the aggregation. */
export interface World {
  readonly prefix: string;
  readonly kafka: KafkaConfig;
  readonly databaseUrl: string;
  /** Direct connection, without proxies. */
  readonly readModel: ReadModel;
  readonly producer: SafeProducer;
  /** All sold events in the order of sending, repeats included. */
  readonly sold: SpecEvent[];
  startInstance(options?: AppOptions): Promise<Instance>;
  /** Starts the instance again after a kill or stop. */
  restart(instance: Instance, options?: AppOptions): Promise<void>;
  /** Sends events to a topic in one request; returns their places. */
  send(topic: string, events: readonly SpecEvent[]): Promise<Place[]>;
  /** Sells `count` new events over fifteen series and three years, each `bytes` larger. */
  sell(count: number, bytes?: number): Promise<void>;
  close(): Promise<void>;
}

export interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

export interface WorldOptions {
  readonly brokers?: string;
  /** Address of a PostgreSQL server; the run's by default. */
  readonly server?: string;
  /** Further environment of the instances. */
  readonly env?: Record<string, string>;
}

export async function startWorld({
  brokers = testBrokers(),
  server,
  env = {},
}: WorldOptions): Promise<World> {
  const prefix = topicPrefix();
  const kafka = { brokers: brokers.split(',') };
  const [database] = await Promise.all([testDatabase(server), ensureTopics(kafka, topics(prefix))]);
  const readModel = createReadModel(database.url);
  const producer = new SafeProducer({ ...kafka, deadline: 20_000 });
  const instances: Instance[] = [];
  const sold: SpecEvent[] = [];
  const launch = (postgres: Proxy, options?: AppOptions) => {
    const url = new URL(database.url);
    url.port = String(postgres.port);
    const own = { KAFKA_BROKERS: brokers, TOPIC_PREFIX: prefix, DATABASE_URL: url.href, LOG_LEVEL: 'warn' };
    return startApp('aggregation', { ...own, SESSION_TIMEOUT_MS: '6000', ...env }, options);
  };
  const send = async (topic: string, events: readonly SpecEvent[]) => {
    const places = await producer.send(prefix + topic, events.map(structured));
    return places.map((place) => ({ topic: prefix + topic, ...place }));
  };
  return {
    prefix,
    kafka,
    databaseUrl: database.url,
    readModel,
    producer,
    sold,
    send,
    startInstance: async (options) => {
      const port = Number(new URL(database.url).port);
      const postgres = await Proxy.open(port, () => new PostgresFrames());
      const instance = { postgres, app: await launch(postgres, options) };
      instances.push(instance);
      return instance;
    },
    restart: async (instance, options) => {
      instance.app = await launch(instance.postgres, options);
    },
    sell: async (count, bytes = 0) => {
      const events = Array.from({ length: count }, (_, i) => anySale(sold.length + i));
      sold.push(...events);
      const note = 'x'.repeat(bytes);
      await send(
        'platform.sales',
        bytes === 0
          ? events
          : events.map((event) => ({ ...event, data: { ...(event.data as object), note } })),
      );
    },
    close: async () => {
      await producer.close();
      await Promise.all(instances.map(({ app }) => app.stop()));
      for (const { postgres } of instances) postgres.close();
      await readModel.close();
      await database.drop();
    },
  };
}

export type ServedWorld = World & { readonly api: RunningApp };

/** A world with one instance and the API; `close` ends the API too. */
export async function startServedWorld(): Promise<ServedWorld> {
  await using stack = new AsyncDisposableStack();
  const world = await startWorld({});
  stack.defer(() => world.close());
  const [api] = await Promise.all([
    startApp('growth-api', { DATABASE_URL: world.databaseUrl }),
    world.startInstance(),
  ]);
  stack.defer(() => api.stop());
  const started = stack.move();
  return { ...world, api, close: () => started.disposeAsync() };
}

/** Sends invalid records to the topic of sales. */
export const poison = ({ producer, prefix }: World, count: number) =>
  producer.send(
    `${prefix}platform.sales`,
    Array.from({ length: count }, (_, i) => ({ key: 'k', value: `no event ${String(i)}` })),
  );

/** A record of a structured CloudEvents producer. */
export function structured(event: SpecEvent): OutRecord {
  const [record] = records([event]);
  if (!record) throw new Error('no record was made');
  return { key: record.key, value: record.value, headers: Object.fromEntries(record.headers) };
}

const COUNTRIES = ['AT', 'BE', 'CZ', 'DE', 'DK', 'ES', 'FI', 'FR', 'GR', 'HU', 'IE', 'IT', 'LT', 'LU', 'LV'];

/** The nth sale over fifteen series and three years. */
export function anySale(n: number): SpecEvent {
  const month = n % 36;
  return sale(
    {
      amount: `${String(1 + (n % 97))}.${String(10 + (n % 90))}`,
      buyerCountry: COUNTRIES[n % COUNTRIES.length] ?? 'FR',
      orderedAt: `20${String(18 + Math.floor(month / 12))}-${String(1 + (month % 12)).padStart(2, '0')}-05T00:00:00Z`,
    },
    `sale-${String(n)}`,
  );
}

/** A level of one year of a series of the reporter. */
export const level = (reporter: string, year: number, id?: string): SpecEvent =>
  figure(`${reporter}.CN.CBEC.FULL._T._T._T._T.CNY`, String(year), { value: String(100 + year) }, id);

/** Levels without a stated period, each with other digits. */
export const unplaced = (reporter: string, count: number): SpecEvent[] =>
  Array.from({ length: count }, (_, i) =>
    figure(
      `${reporter}.CN.CBEC.FULL._T._T._T._T.CNY`,
      '_U',
      { value: String(1000 + i) },
      `${reporter}-${String(i)}`,
    ),
  );

/** Resolves once an instance has reached the point and `spring` is done. `cuts` then ends the connection. */
export function at(
  instances: readonly Instance[],
  [step, moment]: readonly [step: string, moment: Moment],
  spring: (instance: Instance) => Promise<void> | void,
  { cuts }: { cuts: boolean },
): Promise<Instance> {
  const reached = Promise.withResolvers<Instance>();
  let isTaken = false;
  for (const instance of instances) {
    const take = () => {
      if (isTaken) return false;
      isTaken = true;
      for (const { postgres } of instances) postgres.set(null);
      return Promise.resolve(spring(instance)).then(() => {
        reached.resolve(instance);
      }, reached.reject);
    };
    instance.postgres.set({ step, moment, cuts, spring: take });
  }
  return reached.promise;
}
