import { FEEDS, topics, urlVariable } from '@silkgauge/contract';
import { ensureTopics } from '@silkgauge/kafka';
import { startApp, startKafka, startPostgres, testDatabase, type RunningApp } from '../../services/index.ts';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';

export const INPUT = 'platform.sales';
export const OUTPUT = 'growth-updated.platform';

/** A broker and a database server of one run, with topics and the schema but no data. */
export interface BenchServices {
  readonly brokers: string;
  readonly kafka: Kafka;
  readonly databaseUrl: string;
  readonly pool: pg.Pool;
  readonly brokerPid: number;
  /** The server's main process, parent of its backends. */
  readonly postgresPid: number;
}

/** Starts the services, runs the work, and always stops the services. */
export async function withServices<T>(work: (services: BenchServices) => Promise<T>): Promise<T> {
  await using stack = new AsyncDisposableStack();
  const broker = await startKafka();
  stack.defer(() => broker.stop());
  const postgres = await startPostgres({ settings: { shared_buffers: '256MB', max_wal_size: '4GB' } });
  stack.defer(() => postgres.stop());
  const { url } = await testDatabase(postgres.databaseUrl);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  // The server stops right after this pool, and may notify connections first.
  pool.on('error', () => undefined);
  stack.defer(() => pool.end());
  const brokers = broker.brokers;
  await ensureTopics({ brokers: [brokers] }, stampedTopics());
  return await work({
    brokers,
    kafka: new Kafka({ brokers: [brokers], clientId: 'silkgauge-bench', logLevel: logLevel.NOTHING }),
    databaseUrl: url,
    pool,
    brokerPid: broker.pid,
    postgresPid: postgres.pid,
  });
}

/** The usual topics with the broker's clock on the output, for the time of the last change. */
function stampedTopics() {
  return topics().map((spec) =>
    spec.name === OUTPUT
      ? { ...spec, config: { ...spec.config, 'message.timestamp.type': 'LogAppendTime' } }
      : spec,
  );
}

const APPS = [...FEEDS, 'growth-api', 'aggregation'] as const;

export type Apps = ReadonlyMap<string, RunningApp>;

/** Starts every service as `npm start` does, until the stack ends; by name. */
export async function startApps(
  stack: AsyncDisposableStack,
  { brokers, databaseUrl }: BenchServices,
): Promise<Apps> {
  const env = { KAFKA_BROKERS: brokers, DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn' };
  const started = APPS.map(async (name) => {
    const app = await startApp(name, env);
    stack.defer(() => app.stop());
    return [name, app] as const;
  });
  return new Map(await Promise.all(started));
}

export const urlOf = (apps: Apps, name: (typeof APPS)[number]): string => apps.get(name)?.url ?? '';

/** Asks `/healthz` of services at once; milliseconds of the slowest answer. */
export async function slowestHealth(apps: readonly RunningApp[]): Promise<number> {
  const each = apps.map(async ({ url }) => {
    const since = performance.now();
    await (await fetch(`${url}/healthz`)).text();
    return performance.now() - since;
  });
  return Math.max(...(await Promise.all(each)));
}

/** Environment of the loader: the doors, and the folder of its push marks. */
export const loaderEnv = (apps: Apps, marks: string): Record<string, string> => ({
  SILKGAUGE_STATE: marks,
  ...Object.fromEntries(FEEDS.map((feed) => [urlVariable(feed), urlOf(apps, feed)])),
});
