import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { keepSecretKeys } from '@silkgauge/service';
import { nodeSettings, type RunningProcess } from '../../harness/services/index.ts';
import { ownDatabase, ownReader, serviceLogins } from './database-logins.ts';
import { ownSignature } from './signature.ts';
import { runToEnd, serviceStarter, startServer } from './programs.ts';
import { serviceUrl, serviceUrls, type Settings } from './settings.ts';
import { supervise, type Supervised } from './supervise.ts';

/** The running local system. */
export interface Stack {
  readonly databaseUrl: string;
  /** Address of a login that reads the schema `api` alone; null with another database. */
  readonly readerUrl: string | null;
  /** Environment of jobs. */
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
    // Logs and records are not for other users of the machine, whatever the umask.
    for (const name of ['logs', 'kafka']) {
      mkdirSync(join(settings.folder, name), { recursive: true });
      chmodSync(join(settings.folder, name), 0o700);
    }
    const embargoKeys = join(settings.folder, 'embargo-keys');
    keepSecretKeys(embargoKeys);
    await bringUp(servers(settings));
    const { postgres } = settings;
    const hasKeys = process.env['ACCESS'] === 'keys';
    const databaseUrl = postgres ? await ownDatabase(settings, postgres.port, hasKeys) : settings.databaseUrl;
    const env = {
      ...nodeSettings,
      // The local broker is a single one; for other brokers their operator sets the replication.
      ...(settings.kafka ? { REPLICATION: 'any' } : {}),
      ...process.env,
      DATABASE_URL: databaseUrl,
      KAFKA_BROKERS: settings.brokers,
      HOST: '127.0.0.1',
      ...serviceUrls(settings),
      GROWTH_API_PUBLIC_URL: serviceUrl(settings, 'growth-api'),
      // mcp and the doors tell whose key they show.
      TRUSTED_PROXIES: process.env['TRUSTED_PROXIES'] ?? '127.0.0.1',
      MCP_PUBLIC_URL: serviceUrl(settings, 'mcp'),
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
    const readerUrl = postgres ? await ownReader(settings, databaseUrl, hasKeys) : null;
    const loginOf = await serviceLogins(databaseUrl, hasKeys && postgres !== undefined);
    report('schema and topics are there');
    const signature = await ownSignature(settings, env, signal);
    await bringUp(
      settings.services.map((place) => {
        const tell = (reason: string) => {
          report(`${place.name} waits for you: ${reason}`);
        };
        const own = {
          ...env,
          DATABASE_URL: loginOf(place.name),
          ...(place.name === 'access' ? signature.writer : signature.reader),
        };
        return { name: place.name, start: serviceStarter(settings, place, own, { tell, signal }) };
      }),
    );
    return { databaseUrl, readerUrl, env: { ...env, ...signature.writer }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
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
