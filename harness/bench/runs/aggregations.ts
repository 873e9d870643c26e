import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkout,
  freePort,
  nodeSettings,
  startProcess,
  waitUntilReady,
  type RunningProcess,
} from '../../services/index.ts';
import type { BenchServices } from './services.ts';

export interface AggregationOptions {
  readonly processes: number;
  /** Folder of logs and data. */
  readonly folder: string;
  /** Writes a CPU profile of each process at its end. */
  readonly profile: boolean;
  /** Folder of the profiles. */
  readonly profiles: string;
  /** More of the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Aggregations {
  readonly pids: readonly number[];
  ready(): Promise<void>;
  /** @throws Error when a process has ended by itself */
  check(): void;
  stop(): Promise<void>;
}

/** Launches processes of the built aggregation in one group; returns at once. */
export async function launchAggregations(
  { brokers, databaseUrl }: BenchServices,
  { processes, folder, profile, profiles, env }: AggregationOptions,
): Promise<Aggregations> {
  mkdirSync(folder, { recursive: true });
  const log = join(folder, 'aggregation.log');
  const ports = await Promise.all(Array.from({ length: processes }, () => freePort()));
  const running = ports.map((port) =>
    startProcess({
      name: 'aggregation',
      command: process.execPath,
      args: [
        ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : []),
        // Profiles name modules, and the bundle is a single module.
        join(checkout, 'apps/aggregation', profile ? 'dist' : 'bundle', 'main.js'),
      ],
      env: {
        ...process.env,
        ...nodeSettings,
        HOST: '127.0.0.1',
        PORT: String(port),
        KAFKA_BROKERS: brokers,
        REPLICATION: 'any',
        TOPIC_PREFIX: '',
        DATABASE_URL: databaseUrl,
        LOG_LEVEL: 'warn',
        ...env,
      },
      log,
      stopSignal: 'SIGTERM',
      stopWithin: 30_000,
    }),
  );
  let ended: string | null = null;
  for (const { exited } of running) {
    exited.then(
      (code) => (ended = `with ${String(code)}`),
      (error: unknown) => (ended = String(error)),
    );
  }
  return {
    pids: running.map(({ pid }) => pid),
    ready: async () => {
      await Promise.all(running.map((one, i) => waitUntilReady(one, readiness(log, ports[i] ?? 0))));
    },
    check: () => {
      if (ended !== null) throw new Error(`an aggregation ended ${ended}; see ${log}`);
    },
    stop: async () => {
      await Promise.all(running.map((one: RunningProcess) => one.stop()));
    },
  };
}

const readiness = (log: string, port: number) => ({
  name: 'aggregation',
  url: `http://127.0.0.1:${String(port)}`,
  log,
  from: 0,
  within: 60_000,
});
