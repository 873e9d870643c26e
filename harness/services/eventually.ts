import { setTimeout as pause } from 'node:timers/promises';

/**
 * Calls `condition` until it returns something other than false, null or undefined and does not throw, and returns that
 * (so a condition written with `expect` ends with `return true`). Throws the last failure once `within` milliseconds (a minute unless told) are over. Never used to prove that something does not happen.
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
