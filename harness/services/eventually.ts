import { setTimeout as pause } from 'node:timers/promises';

/**
 * Calls `condition` until its result is not false, null or undefined, and returns the result; throws the last
 * failure after `within` milliseconds (a minute by default). Never proves that something does not happen.
 */
export async function eventually<T>(
  condition: () => T | Promise<T>,
  { within = 60_000, every = 25 }: { within?: number; every?: number } = {},
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = Date.now() + within;
  let failure: unknown;
  for (;;) {
    try {
      const value = await condition();
      if (value !== false && value !== null && value !== undefined) {
        return value as Exclude<T, false | null | undefined>;
      }
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    if (Date.now() >= deadline) break;
    await pause(every);
  }
  const cause = failure instanceof Error ? `: ${failure.message}` : '';
  throw new Error(`not so within ${within} ms${cause}`, { cause: failure });
}
