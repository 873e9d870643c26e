import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceNamed } from '@silkgauge/contract';
import {
  logEnd,
  StartFailed,
  startKafka,
  startPostgres,
  startProcess,
  waitUntilReady,
  type ForAPerson,
  type RunningProcess,
} from '../../harness/services/index.ts';
import { pidFolder } from './lock.ts';
import { checkout, type Settings } from './settings.ts';

const logFile = (settings: Settings, name: string) => join(settings.folder, 'logs', `${name}.log`);

const pidFile = (settings: Settings, name: string) => join(pidFolder(settings.folder), `${name}.pid`);

export function startServer(
  settings: Settings,
  name: 'kafka' | 'postgres',
  port: number,
): Promise<RunningProcess> {
  const options = {
    dir: join(settings.folder, name),
    port,
    log: logFile(settings, name),
    supervision: { detached: true, pidFile: pidFile(settings, name) },
  };
  return name === 'kafka' ? startKafka(options) : startPostgres(options);
}

/** Returns the start of a service. Only the first one waits for readiness: later its servers may be away. */
export function serviceStarter(
  settings: Settings,
  { name, port }: Settings['services'][number],
  env: NodeJS.ProcessEnv,
  forAPerson: ForAPerson,
  within = 60_000,
): () => Promise<RunningProcess> {
  const [program = '', ...args]: readonly string[] = serviceNamed(name).program;
  const main = join(checkout, program);
  const log = logFile(settings, name);
  let wasReady = false;
  return async () => {
    const from = logEnd(log);
    const running = startProcess({
      name,
      command: process.execPath,
      args: [main, ...args],
      env: { ...env, PORT: String(port) },
      log,
      stopSignal: 'SIGTERM',
      detached: true,
      pidFile: { path: pidFile(settings, name), words: main },
    });
    if (!wasReady)
      await waitUntilReady(running, {
        ...{ name, url: `http://127.0.0.1:${port}`, log, from, within, forAPerson },
      }).catch(async (error: unknown) => {
        await running.stop();
        throw error;
      });
    wasReady = true;
    return running;
  };
}

export interface Job {
  name: string;
  /** Path of the module in the checkout, then its arguments. */
  args: [string, ...string[]];
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  /** True to write to the terminal instead of the job's log. */
  visible?: boolean;
}

/** Runs a program of the checkout to its end; rejects with StartFailed unless the exit code is 0. */
export async function runToEnd(settings: Settings, { name, args, env, signal, visible }: Job): Promise<void> {
  const [module, ...rest] = args;
  const log = logFile(settings, name);
  const from = logEnd(log);
  const output = visible ? 'inherit' : openSync(log, 'a');
  const child = spawn(process.execPath, ['--enable-source-maps', join(checkout, module), ...rest], {
    env,
    stdio: ['ignore', output, output],
  });
  if (typeof output === 'number') closeSync(output);
  const file = pidFile(settings, name);
  if (child.pid !== undefined) writeFileSync(file, `${child.pid}\n${module}\n`);
  const end = () => void child.kill('SIGTERM');
  signal.addEventListener('abort', end);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
    signal.throwIfAborted();
    const said = visible ? '' : readFileSync(log).subarray(from).toString().slice(-4000);
    if (code !== 0)
      throw new StartFailed(`${name} ended with ${code === null ? 'a signal' : `code ${code}`}`, said);
  } finally {
    signal.removeEventListener('abort', end);
    rmSync(file, { force: true });
  }
}
