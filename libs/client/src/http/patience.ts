import { setTimeout as wait } from 'node:timers/promises';

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

/** Waits; ends early, without an error, once `signal` aborts. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, signal ? { signal } : {});
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}

/** Whether a status says "later": a limit, or trouble on the other side. */
export const isLater = (status: number): boolean => status >= 500 || [408, 425, 429].includes(status);
