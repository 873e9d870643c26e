import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runLoader } from '../../fixtures/run-command.ts';
import { loaderEnv, urlOf, type Apps } from './services.ts';

/** Pushes bundled sets, and resolves when the number of states stays the same. */
export async function loadFigures(apps: Apps, sets: readonly string[]): Promise<void> {
  const marks = mkdtempSync(join(tmpdir(), 'silkgauge-bench-'));
  try {
    await runLoader([...sets], loaderEnv(apps, marks));
  } finally {
    rmSync(marks, { recursive: true, force: true });
  }
  const api = urlOf(apps, 'growth-api');
  for (let before = -1; ; await pause(1_000)) {
    const { states } = (await (await fetch(`${api}/v1/availability`)).json()) as { states: number };
    if (states > 0 && states === before) return;
    before = states;
  }
}
