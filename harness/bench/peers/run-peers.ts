import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { checkout } from '../../services/places.ts';
import type { BenchSettings } from '../settings.ts';
import {
  parseDrain,
  parseLatencies,
  ratios,
  type PeerDrain,
  type PeerLatency,
  type Ratio,
} from './results.ts';

export interface PeersResult {
  readonly drains: readonly PeerDrain[];
  readonly latencies: readonly PeerLatency[];
  readonly ratios: readonly Ratio[];
}

const OURS = 'silkgauge';

/**
 * Runs the harness at `harness` with the other engines and with Silkgauge as contender `custom`, all in one
 * hour on one topic and database. The harness is only read; its output lies in WORK or a folder of the bench.
 */
export async function runPeers(
  harness: string,
  settings: BenchSettings,
  folder: string,
): Promise<PeersResult> {
  const work = process.env['WORK'] ?? workFolder(folder);
  mkdirSync(work, { recursive: true });
  const contender = join(work, 'custom.env');
  copyFileSync(join(checkout, 'harness/bench/custom.env'), contender);
  installsIn(join(work, 'npm'));
  const env = {
    ...withoutNpm(process.env),
    WORK: work,
    CONTENDER_ENV: contender,
    BENCH_PROCESSES: String(settings.processes),
    SEED: String(settings.seed),
  };
  const run = (script: string, ...args: string[]) => runScript(join(harness, script), args, env);
  const [drained, timed] = ['drain.tsv', 'latency.txt'].map((name) => tailOf(join(work, name)));
  const contenders = [...settings.peers, 'custom'];
  try {
    await run('up.sh');
    if (settings.parts.includes('drain')) {
      for (const events of settings.events)
        for (const peer of contenders) await run('drain.sh', peer, String(events));
    }
    if (settings.parts.includes('steady')) {
      const { rate, warmSeconds, measuredSeconds } = settings;
      for (const peer of contenders)
        await run('latency.sh', peer, String(rate), String(warmSeconds), String(measuredSeconds));
    }
  } finally {
    await run('down.sh');
  }
  const drains = (drained?.() ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map(parseDrain);
  return { drains, latencies: parseLatencies(timed?.() ?? ''), ratios: ratios(drains, OURS) };
}

/** npm installs into the nearest folder with a manifest, so this folder needs one. */
function installsIn(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
}

/** Removes the variables of `npm run`, which would mislead the harness's own npm. */
function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.toLowerCase().startsWith('npm_')));
}

/** Reads the text appended to a file after this call. */
function tailOf(path: string): () => string {
  const from = existsSync(path) ? statSync(path).size : 0;
  return () => (existsSync(path) ? readFileSync(path).subarray(from).toString() : '');
}

/** Under root PostgreSQL runs as another user, so the folder must be open to others. */
function workFolder(folder: string): string {
  const open = (path: string): boolean =>
    (statSync(path).mode & 0o001) !== 0 && (dirname(path) === path || open(dirname(path)));
  return open(resolve(folder)) ? join(folder, 'peers') : join(tmpdir(), 'silkgauge-peers');
}

async function runScript(path: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(path, args, { cwd: checkout, env, stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise<number | null>((done, failed) => {
    child.once('error', failed);
    child.once('exit', done);
  });
  if (code !== 0) throw new Error(`${[path, ...args].join(' ')} ended with ${String(code)}`);
}
