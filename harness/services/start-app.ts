import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, newDataFolder, nodeSettings } from './places.ts';
import { freePort } from './ports.ts';
import { startProcess, waitUntilReady, type RunningProcess } from './process.ts';

export interface RunningApp extends RunningProcess {
  readonly url: string;
  /** All output so far. */
  output(): string;
}

export interface AppOptions {
  /** Milliseconds until `GET /readyz` must answer 200; 60 s by default. */
  within?: number;
  /** False returns as soon as the process runs. */
  untilReady?: boolean;
}

/**
 * Starts a built service on a free port of 127.0.0.1, with `env` over the run's environment, and
 * waits for readiness. @throws StartFailed with the output on an early end or time out
 */
export async function startApp(
  name: string,
  env: Record<string, string> = {},
  { within = 60_000, untilReady = true }: AppOptions = {},
): Promise<RunningApp> {
  const { serviceNamed } = await import('@silkgauge/contract');
  const [program = '', ...args]: readonly string[] = serviceNamed(name).program;
  const main = join(checkout, program);
  if (!existsSync(main)) throw new Error(`${main} is missing: run \`npm run build\` first`);
  const port = env['PORT'] ?? String(await freePort());
  const dir = newDataFolder('app');
  const log = join(dir, `${name}.log`);
  const running = startProcess({
    name,
    command: process.execPath,
    args: [main, ...args],
    env: {
      ...process.env,
      ...nodeSettings,
      // Most specs run one broker.
      REPLICATION: 'any',
      HOST: '127.0.0.1',
      PORT: port,
      ...env,
    },
    log,
    stopSignal: 'SIGTERM',
    stopWithin: 30_000,
    pidFile: { path: join(dir, `${name}.pid`), words: main },
  });
  const url = `${env['TLS_CERT_FILE'] === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  if (untilReady) await waitUntilReady(running, { name, url, log, from: 0, within });
  const output = () => readFileSync(log, 'utf8');
  return { ...running, url, output };
}
