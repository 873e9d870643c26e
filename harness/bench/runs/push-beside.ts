import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figuresOf, loadFigures } from './load-figures.ts';
import type { Apps, BenchServices } from './services.ts';

/** Pushes alone and beside other work, in turns. */
export interface PushesBeside {
  /** Figures of each push. */
  readonly figures: number;
  /** Figures a second of each push, from the launch of the loader until all are dealt with. */
  readonly alone: readonly number[];
  readonly beside: readonly number[];
  /** Milliseconds of each piece of work beside the pushes. */
  readonly worked: readonly number[];
}

const PUSHED = 'japan-customs';
const FIGURES = 10_000;
/** Whether a push is beside the work. Later figures cost more, so that the two kinds alternate. */
const TURNS = [false, true, true, false, false, true, true, false];

/** Pushes figures alone, and while `work` is done time after time. */
export async function pushBeside(
  services: BenchServices,
  apps: Apps,
  work: () => Promise<unknown>,
  say: (text: string) => void,
): Promise<PushesBeside> {
  const alone: number[] = [];
  const beside: number[] = [];
  const worked: number[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'silkgauge-bench-'));
  try {
    // The first push warms up what it runs through.
    await push(await fileOf(0));
    for (const [turn, isBeside] of TURNS.entries()) {
      const file = await fileOf(turn + 1);
      const done = new AbortController();
      const pushed = push(file).finally(() => {
        done.abort();
      });
      const [perSecond] = await Promise.all([pushed, isBeside ? repeat(done.signal) : null]);
      (isBeside ? beside : alone).push(perSecond);
      say(`${perSecond.toFixed(0)} figures a second ${isBeside ? 'beside it' : 'alone'}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { figures: FIGURES, alone, beside, worked };

  async function fileOf(part: number): Promise<string> {
    const file = join(folder, `${String(part)}.ndjson`);
    const events = await figuresOf(PUSHED, FIGURES, part * FIGURES);
    writeFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    return file;
  }

  async function push(file: string): Promise<number> {
    const startedAt = performance.now();
    await loadFigures(services, apps, [file]);
    return FIGURES / ((performance.now() - startedAt) / 1_000);
  }

  async function repeat(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const startedAt = performance.now();
      await work();
      worked.push(performance.now() - startedAt);
    }
  }
}
