import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '../services/places.ts';

/** Runs promtool in the checkout's top folder; returns its output, with exit code 0 only. */
export async function promtool(
  args: readonly string[],
  input = '',
): Promise<{ ok: boolean; output: string }> {
  // A script of set-up, without types: it also runs before any package is installed.
  const path = new URL('../../tools/setup/promtool.mjs', import.meta.url).href;
  const { promtoolOf, promtoolProblem } = (await import(path)) as {
    promtoolOf(env: NodeJS.ProcessEnv): string;
    promtoolProblem(env: NodeJS.ProcessEnv): string | null;
  };
  const { error, status, stdout, stderr } = spawnSync(promtoolOf(process.env), args, {
    cwd: checkout,
    input,
    encoding: 'utf8',
  });
  if (error) throw new Error(promtoolProblem(process.env) ?? error.message, { cause: error });
  return { ok: status === 0, output: (stdout + stderr).trim() };
}

/** What promtool says of a page of metrics, line by line; nothing where all is well. */
export async function metricFaults(page: string): Promise<string[]> {
  const { output } = await promtool(['check', 'metrics'], page);
  return output === '' ? [] : output.split('\n');
}

/** Queries that are no PromQL, with what promtool says of them. */
export async function queryFaults(queries: readonly string[]): Promise<string[]> {
  const rules = queries.map((expr, at) => ({ record: `query:${String(at)}`, expr }));
  const folder = mkdtempSync(join(tmpdir(), 'silkgauge-queries-'));
  try {
    const file = join(folder, 'queries.yml');
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'queries', rules }] }));
    const { ok, output } = await promtool(['check', 'rules', file]);
    return ok ? [] : output.split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
