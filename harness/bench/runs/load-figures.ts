import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DATA_SETS, type CloudEvent } from '@silkgauge/loader';
import { DATA_FOLDER } from '../../fixtures/bundled.ts';
import { runLoader } from '../../fixtures/run-command.ts';
import { inputEnds, isDealtWith } from './dealt-with.ts';
import { loaderEnv, urlOf, type Apps, type BenchServices } from './services.ts';

/** Figures of a bundled set in the order of its push: `count` of them, behind as many as `from` says. */
export async function figuresOf(name: string, count: number, from = 0): Promise<readonly CloudEvent[]> {
  const figures: CloudEvent[] = [];
  const set = DATA_SETS.find((one) => one.name === name);
  for await (const events of set?.events(DATA_FOLDER) ?? []) {
    for (const event of events) if (event.type === 'silkgauge.figure.reported.v1') figures.push(event);
    if (figures.length >= from + count) break;
  }
  const found = figures.slice(from, from + count);
  if (found.length < count) throw new Error(`${name} has no ${String(from + count)} figures`);
  return found;
}

/** Pushes bundled sets, or files of events, and resolves when every event is dealt with. */
export async function loadFigures(
  { brokers }: Pick<BenchServices, 'brokers'>,
  apps: Apps,
  what: readonly string[],
): Promise<void> {
  const marks = mkdtempSync(join(tmpdir(), 'silkgauge-bench-'));
  try {
    await runLoader(what, loaderEnv(apps, marks));
  } finally {
    rmSync(marks, { recursive: true, force: true });
  }
  const api = urlOf(apps, 'growth-api');
  const ends = await inputEnds(brokers);
  while (!(await isDealtWith(api, ends))) await pause(200);
}
