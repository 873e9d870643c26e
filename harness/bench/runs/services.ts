import { topics } from '@silkgauge/contract';
import { ensureTopics } from '@silkgauge/kafka';
import { startApp, startKafka, startPostgres, testDatabase, type RunningApp } from '../../services/index.ts';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';

export const INPUT = 'platform.sales';
export const OUTPUT = 'growth-updated.platform';

/** A broker and a database server of a run's own, with topics and the schema, and nothing in them. */
export interface BenchServices {
  readonly brokers: string;
  readonly kafka: Kafka;
  readonly databaseUrl: string;
  readonly pool: pg.Pool;
  readonly brokerPid: number;
  /** The server's first process; its backends are its children. */
  readonly postgresPid: number;
}

/** Starts them, does the work, and stops them whatever comes. */
export async function withServices<T>(work: (services: BenchServices) => Promise<T>): Promise<T> {
  await using stack = new AsyncDisposableStack();
  const broker = await startKafka();
  stack.defer(() => broker.stop());
  const postgres = await startPostgres({ settings: { shared_buffers: '256MB', max_wal_size: '4GB' } });
  stack.defer(() => postgres.stop());
  const { url } = await testDatabase(postgres.databaseUrl);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  // The server is stopped right after, and may tell connections so before they are gone.
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

/** As they always are, except that the broker's clock stamps the output: it tells when the last change was out. */
function stampedTopics() {
  return topics().map((spec) =>
    spec.name === OUTPUT
      ? { ...spec, config: { ...spec.config, 'message.timestamp.type': 'LogAppendTime' } }
      : spec,
  );
}

const APPS = ['customs-feed', 'platform-sales', 'policy-notice', 'growth-api', 'aggregation'] as const;

export type Apps = ReadonlyMap<string, RunningApp>;

/** Every service as `npm start` has it, by name, until the stack ends. */
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

/** What the loader is told: the doors, and where it marks what it has pushed. */
export const loaderEnv = (apps: Apps, marks: string): Record<string, string> => ({
  SILKGAUGE_STATE: marks,
  CUSTOMS_FEED_URL: urlOf(apps, 'customs-feed'),
  PLATFORM_SALES_URL: urlOf(apps, 'platform-sales'),
  POLICY_NOTICE_URL: urlOf(apps, 'policy-notice'),
});
