import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figuresOf, loadFigures } from './load-figures.ts';
import type { Apps, BenchServices } from './services.ts';

/** Pushes alone and beside other work, in turns. */
export interface PushesBeside {
  /** Figures of each push. */
  readonly figures: number;
  /** Figures a second of each push, until all are dealt with. */
  readonly alone: readonly number[];
  readonly beside: readonly number[];
  /** How often the work was done beside the pushes. */
  readonly times: number;
}

const PUSHED = 'japan-customs';
const FIGURES = 10_000;
/** Of the pushes that follow each other, those beside the work: figures that come later cost more. */
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
  let times = 0;
  const folder = mkdtempSync(join(tmpdir(), 'silkgauge-bench-'));
  try {
    // The first push warms up what it runs through.
    await push(-1);
    for (const [turn, isBeside] of TURNS.entries()) {
      const done = new AbortController();
      const worked = isBeside ? repeated(done.signal) : Promise.resolve(0);
      const perSecond = await push(turn).finally(() => {
        done.abort();
      });
      times += await worked;
      (isBeside ? beside : alone).push(perSecond);
      say(`${perSecond.toFixed(0)} figures a second ${isBeside ? 'beside it' : 'alone'}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { figures: FIGURES, alone, beside, times };

  async function push(turn: number): Promise<number> {
    const events = await figuresOf(PUSHED, FIGURES, (turn + 1) * FIGURES);
    const file = join(folder, `${String(turn)}.ndjson`);
    writeFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    const startedAt = performance.now();
    await loadFigures(services, apps, [file]);
    return events.length / ((performance.now() - startedAt) / 1_000);
  }

  /** Works until the signal; returns how often. */
  async function repeated(signal: AbortSignal): Promise<number> {
    let count = 0;
    while (!signal.aborted) {
      await work();
      count += 1;
    }
    return count;
  }
}
