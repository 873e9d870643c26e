import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runLoader } from '../../fixtures/run-command.ts';
import { inputEnds, isDealtWith } from './dealt-with.ts';
import { loaderEnv, urlOf, type Apps, type BenchServices } from './services.ts';

/** Pushes bundled sets, and resolves when every event is dealt with. */
export async function loadFigures(
  { brokers }: Pick<BenchServices, 'brokers'>,
  apps: Apps,
  sets: readonly string[],
): Promise<void> {
  const marks = mkdtempSync(join(tmpdir(), 'silkgauge-bench-'));
  try {
    await runLoader([...sets], loaderEnv(apps, marks));
  } finally {
    rmSync(marks, { recursive: true, force: true });
  }
  const api = urlOf(apps, 'growth-api');
  const ends = await inputEnds(brokers);
  while (!(await isDealtWith(api, ends))) await pause(200);
}
