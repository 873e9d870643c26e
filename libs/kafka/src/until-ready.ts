import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode } from './errors.ts';

const AGAIN_MS = 5;

/** Asks the broker again, for up to `patience` milliseconds, while it answers with one of these error codes: it has not come so far yet. */
export async function untilReady<T>(
  codes: ReadonlySet<number>,
  patience: number,
  ask: (isFirst: boolean) => Promise<T>,
): Promise<T> {
  const limit = performance.now() + patience;
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await ask(isFirst);
    } catch (error) {
      if (!hasCode(error, codes) || performance.now() > limit) throw error;
    }
    await sleep(AGAIN_MS);
  }
}
