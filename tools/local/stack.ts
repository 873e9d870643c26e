import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { keepSecretKeys } from '@silkgauge/service';
import {
  ask,
  asReader,
  ensureDatabase,
  giveRoles,
  makeReader,
  nodeSettings,
  postgresUrl,
  type RunningProcess,
} from '../../harness/services/index.ts';
import { runToEnd, serviceStarter, startServer } from './programs.ts';
import { serviceUrl, type Settings } from './settings.ts';
import { supervise, type Supervised } from './supervise.ts';

/** The running local system. */
export interface Stack {
  readonly databaseUrl: string;
  /** Address of a login that reads the schema `api` alone; null with another database. */
  readonly readerUrl: string | null;
  /** Environment of the services and jobs. */
  readonly env: NodeJS.ProcessEnv;
  /** Stops all programs, the last started first. */
  stop(): Promise<void>;
}

export interface StackOptions {
  settings: Settings;
  report: (text: string) => void;
  /** Aborts the start between two steps. */
  signal: AbortSignal;
}

interface Program {
  name: string;
  start: () => Promise<RunningProcess>;
}

/** Starts servers, then creates schema and topics, then starts services; a failure stops all again. */
export async function startStack({ settings, report, signal }: StackOptions): Promise<Stack> {
  const layers: Supervised[][] = [];
  const stop = async () => {
    for (let layer = layers.pop(); layer; layer = layers.pop()) {
      await Promise.all(layer.map((program) => program.stop()));
    }
  };
  const bringUp = async (programs: Program[]) => {
    const layer: Supervised[] = [];
    layers.push(layer);
    const results = await Promise.allSettled(
      programs.map(async ({ name, start }) => {
        const begun = performance.now();
        layer.push(await supervise({ name, start, report }));
        report(`${name} is up (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
      }),
    );
    const failure = results.find((result) => result.status === 'rejected');
    if (failure) throw failure.reason;
    signal.throwIfAborted();
  };

  try {
    mkdirSync(join(settings.folder, 'logs'), { recursive: true });
    const embargoKeys = join(settings.folder, 'embargo-keys');
    keepSecretKeys(embargoKeys);
    await bringUp(servers(settings));
    const { postgres } = settings;
    const databaseUrl = postgres
      ? await ensureDatabase(postgresUrl(postgres.port), 'silkgauge')
      : settings.databaseUrl;
    const env = {
      ...nodeSettings,
      // The local broker is a single one; for other brokers their operator sets the replication.
      ...(settings.kafka ? { REPLICATION: 'any' } : {}),
      ...process.env,
      DATABASE_URL: databaseUrl,
      KAFKA_BROKERS: settings.brokers,
      HOST: '127.0.0.1',
      GROWTH_API_URL: serviceUrl(settings, 'growth-api'),
      GROWTH_API_PUBLIC_URL: serviceUrl(settings, 'growth-api'),
      NOTIFIER_URL: serviceUrl(settings, 'notifier'),
      POLICY_NOTICE_URL: serviceUrl(settings, 'policy-notice'),
      EMBARGO_KEYS_FILE: embargoKeys,
      NOTIFIER_SECRET_KEYS_FILE: join(settings.folder, 'notifier-secret-keys'),
      WEBHOOK_OWN_PORTS: [...settings.services, settings.kafka, settings.postgres]
        .flatMap((place) => place?.port ?? [])
        .join(','),
    };
    await Promise.all([
      runToEnd(settings, { name: 'migrate', args: ['libs/read-model/dist/migrate.js'], env, signal }),
      runToEnd(settings, { name: 'create-topics', args: ['libs/kafka/dist/create-topics.js'], env, signal }),
    ]);
    const readerUrl = postgres ? await ensureReader(databaseUrl) : null;
    report('schema and topics are there');
    await bringUp(
      settings.services.map((place) => {
        const tell = (reason: string) => {
          report(`${place.name} waits for you: ${reason}`);
        };
        return { name: place.name, start: serviceStarter(settings, place, env, { tell, signal }) };
      }),
    );
    return { databaseUrl, readerUrl, env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Roles and grants of a database on a network, and a reader, so that examples of SQL run here as they do there. */
async function ensureReader(databaseUrl: string): Promise<string> {
  const reader = { name: 'silkgauge_reader', password: 'silkgauge' };
  await giveRoles(databaseUrl);
  const known = await ask(databaseUrl, `select from pg_roles where rolname = '${reader.name}'`);
  return known.length > 0 ? asReader(databaseUrl, reader) : makeReader(databaseUrl, reader);
}

function servers(settings: Settings): Program[] {
  const { kafka, postgres } = settings;
  return [
    ...(kafka ? [{ name: kafka.name, start: () => startServer(settings, 'kafka', kafka.port) }] : []),
    ...(postgres
      ? [{ name: postgres.name, start: () => startServer(settings, 'postgres', postgres.port) }]
      : []),
  ];
}
