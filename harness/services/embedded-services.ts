import { startKafka } from './embedded-kafka.ts';
import { startPostgres } from './embedded-postgres.ts';
import { sweepAbandonedFolders } from './orphans.ts';

/** The broker and the database server of one run. */
export interface Services {
  /** Comma list of `host:port`. */
  readonly brokers: string;
  /** The server's `postgres` database, as superuser. */
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

/** Both from this machine, on free ports, with data that goes when they stop. What a killed run left behind goes first. */
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
