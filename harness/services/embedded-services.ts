import { startKafka } from './embedded-kafka.ts';
import { startPostgres } from './embedded-postgres.ts';
import { sweepAbandonedFolders } from './orphans.ts';

/** The broker and the database server of one run. */
export interface Services {
  /** Comma-separated list of `host:port`. */
  readonly brokers: string;
  /** Address of the server's `postgres` database, as superuser. */
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

/** Broker and database on free ports, data removed on stop. Sweeps folders of killed runs first. */
export async function startEmbeddedServices(): Promise<Services> {
  await sweepAbandonedFolders();
  const [kafka, postgres] = await Promise.all([
    startKafka(),
    startPostgres({ settings: { max_connections: '200' } }),
  ]);
  return {
    brokers: kafka.brokers,
    databaseUrl: postgres.databaseUrl,
    stop: async () => void (await Promise.all([kafka.stop(), postgres.stop()])),
  };
}
