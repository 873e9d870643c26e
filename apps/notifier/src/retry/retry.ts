/** Added at most to each wait, so that what failed together does not come back together. */
const JITTER = 0.2;

/**
 * Milliseconds until the retry after the n-th failure, with 0 to 20 % more by `random` from [0, 1); null where
 * the schedule has ended.
 */
export function retryDelay(schedule: readonly number[], failures: number, random: number): number | null {
  const seconds = schedule[failures - 1];
  return seconds === undefined ? null : Math.round(seconds * 1_000 * (1 + JITTER * random));
}

/** Milliseconds of a day, the longest wait that a receiver may ask for. */
const DAY = 86_400_000;

/** An instant of RFC 9110, section 5.6.7, in its preferred form. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Milliseconds that a `Retry-After` (RFC 9110, section 10.2.3: seconds or a date) asks to wait, a day at most;
 * null for nonsense or a past date.
 */
export function retryAfter(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? '';
  const wait = /^\d{1,12}$/.test(text)
    ? Number(text) * 1_000
    : HTTP_DATE.test(text)
      ? Date.parse(text) - now
      : NaN;
  return wait > 0 ? Math.min(wait, DAY) : null;
}
