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

/** The provider that `TEST_SERVICES` names: `embedded` (also when unset) or `containers`. */
export async function startServices(
  provider: string = process.env['TEST_SERVICES'] ?? 'embedded',
): Promise<Services> {
  switch (provider) {
    case 'embedded':
      return startEmbeddedServices();
    case 'containers': {
      // Loaded on demand: testcontainers is large, and only this provider needs it.
      const { startContainerServices } = await import('./containers.ts');
      return startContainerServices();
    }
    default:
      throw new Error(`TEST_SERVICES is "${provider}"; it can be "embedded" or "containers"`);
  }
}
