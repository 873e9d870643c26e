import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_REST = 5;
const LONGEST_REST = 100;

/** Repeats `ask`, with growing pauses, while its errors are passing and `patience` milliseconds last. */
export async function untilReady<T>(
  isPassing: (error: unknown) => boolean,
  patience: number,
  ask: () => Promise<T>,
): Promise<T> {
  const limit = performance.now() + patience;
  for (let rest = FIRST_REST; ; rest = Math.min(2 * rest, LONGEST_REST)) {
    try {
      return await ask();
    } catch (error) {
      if (!isPassing(error) || performance.now() > limit) throw error;
    }
    await sleep(rest);
  }
}
