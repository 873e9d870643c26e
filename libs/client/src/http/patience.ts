/** Milliseconds that `Retry-After` asks for (seconds, or a date); undefined where it says nothing sensible. */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const said = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(said)) return Number(said) * 1000;
  const at = /^[A-Za-z]/.test(said) ? Date.parse(said) : NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** Milliseconds before try `attempt` (from 1): doubled each time up to 30 s, of which a random half. */
export function backoff(attempt: number, random: () => number = Math.random, first = 500): number {
  const most = Math.min(30_000, first * 2 ** (attempt - 1));
  return most / 2 + (random() * most) / 2;
}

/** Most milliseconds that a long-lived reader waits because `Retry-After` asks for it. */
const HOUR = 3_600_000;

/**
 * Milliseconds before failure `failures` (from 1) is followed by another try: `rest`, then more each time and never
 * less; all that after what `Retry-After` asked for, of which an hour at most.
 */
export function untilNext(failures: number, rest: number, asked = 0, random?: () => number): number {
  return Math.min(asked, HOUR) + (failures === 1 ? rest : Math.max(rest, backoff(failures, random, rest)));
}

/** Most milliseconds of a timer: one of more would end at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Waits, 24 days at most; ends early, without an error, once `signal` aborts. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(milliseconds, LONGEST_TIMER));
    signal?.addEventListener('abort', end);
  });
}

/** Whether a status says "later": a limit, or trouble on the other side. */
export const isLater = (status: number): boolean => status >= 500 || [408, 425, 429].includes(status);
