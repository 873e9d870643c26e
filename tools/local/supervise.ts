import { setTimeout as timer } from 'node:timers/promises';
import type { RunningProcess } from '../../harness/services/index.ts';

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
const HEALTHY_AFTER = 60_000;

/** Milliseconds before the next start: 1 s, doubled at each early end up to 30 s, 1 s after a minute. */
export function restartPause(previous: number | undefined, lived: number): number {
  if (previous === undefined || lived >= HEALTHY_AFTER) return FIRST_PAUSE;
  return Math.min(previous * 2, LONGEST_PAUSE);
}

export interface Supervised {
  readonly name: string;
  /** Ends the program without a restart. */
  stop(): Promise<void>;
}

export interface SupervisedOptions {
  name: string;
  start: () => Promise<RunningProcess>;
  report: (text: string) => void;
  /** Replaced in tests to avoid waits. */
  pause?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

/** Starts a program, and again whenever it ends unasked; rejects with the error of the first start. */
export async function supervise(options: SupervisedOptions): Promise<Supervised> {
  const { name, start, report, pause = (ms, signal) => timer(ms, undefined, { signal }) } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let running = await start();
  let born = Date.now();

  const again = async (why: string, previous: number | undefined): Promise<number> => {
    const wait = restartPause(previous, Date.now() - born);
    report(`${name} ${why}; it is started again in ${wait / 1000} s`);
    await pause(wait, signal);
    born = Date.now();
    try {
      running = await start();
      return wait;
    } catch (error) {
      if (signal.aborted) throw error;
      return again(`did not start (${firstLine(error)})`, wait);
    }
  };
  const watch = async () => {
    let previous: number | undefined;
    while (!signal.aborted) {
      const code = await running.exited;
      if (signal.aborted) return;
      previous = await again(code === null ? 'was killed' : `ended with code ${code}`, previous);
      if (signal.aborted) await running.stop();
    }
  };
  const watched = watch().catch((error: unknown) => {
    if (!signal.aborted) report(`${name} is given up: ${firstLine(error)}`);
  });
  return {
    name,
    stop: async () => {
      stopping.abort();
      await running.stop();
      await watched;
    },
  };
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
}
