import { setTimeout as pause } from 'node:timers/promises';
import type { Outgoing } from './outgoing.ts';
import { LoaderError } from './errors.ts';

export interface DoorOptions {
  /** Bearer token; empty for none. */
  readonly token: string;
  /** Longest time without an answer before the push stops, in milliseconds. */
  readonly patience: number;
  /** First pause before a retry and longest one, in milliseconds; each is twice the one before. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** Longest wait for one answer, in milliseconds. */
  readonly timeout: number;
}

export const DOOR_DEFAULTS: DoorOptions = {
  token: '',
  patience: 300_000,
  firstPause: 100,
  longestPause: 10_000,
  timeout: 60_000,
};

/** An answer that will not change by asking again. */
export interface DoorAnswer {
  readonly status: number;
  readonly body: string;
}

/** Told before each pause: why, and for how long in milliseconds. */
export type OnPause = (reason: string, milliseconds: number) => void;

const AGAIN = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Posts a batch and waits until it is answered for good. The door busy, the broker away or the connection cut: the
 * same bytes again after a pause that grows and is never shorter than `Retry-After` asks; the identity of the events
 * makes that safe, even when the door took them and only its answer was lost.
 * @throws LoaderError `no-answer` when the patience is over; what `signal` was aborted with.
 */
export async function postBatch(
  url: string,
  batch: readonly Outgoing[],
  options: DoorOptions,
  signal: AbortSignal,
  onPause: OnPause,
): Promise<DoorAnswer> {
  const body = `[${batch.map((event) => event.text).join(',')}]`;
  const deadline = performance.now() + options.patience;
  for (let wait = options.firstPause; ; wait = Math.min(wait * 2, options.longestPause)) {
    const attempt = await post(url, body, options, signal);
    if ('body' in attempt) return attempt;
    const length = Math.max(wait, attempt.retryAfter);
    if (performance.now() + length > deadline) {
      throw new LoaderError(
        'no-answer',
        `${url} ${attempt.reason}, for too long. Pushing again later is safe.`,
      );
    }
    onPause(attempt.reason, length);
    await pause(length, undefined, { signal });
  }
}

interface Later {
  readonly reason: string;
  /** Milliseconds the door asked to wait; 0 where it did not. */
  readonly retryAfter: number;
}

async function post(
  url: string,
  body: string,
  options: DoorOptions,
  stop: AbortSignal,
): Promise<DoorAnswer | Later> {
  try {
    const response = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/cloudevents-batch+json',
        ...(options.token === '' ? {} : { authorization: `Bearer ${options.token}` }),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([stop, AbortSignal.timeout(options.timeout)]),
    });
    const text = await response.text();
    if (!AGAIN.has(response.status)) return { status: response.status, body: text };
    return {
      reason: `answered ${String(response.status)}`,
      retryAfter: retryAfter(response.headers.get('retry-after')),
    };
  } catch (error) {
    stop.throwIfAborted();
    return { reason: `cannot be reached (${causeOf(error)})`, retryAfter: 0 };
  }
}

/** Milliseconds of a `Retry-After`: seconds or an HTTP date. */
export function retryAfter(header: string | null, now = Date.now()): number {
  if (header === null) return 0;
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(milliseconds) && milliseconds > 0 ? milliseconds : 0;
}

/** What went wrong below fetch, whose own message says only that it failed. */
function causeOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  const { code, message } = (cause ?? error) as { code?: unknown; message?: unknown };
  return typeof code === 'string' ? code : String(message);
}
