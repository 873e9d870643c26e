import { setTimeout as pause } from 'node:timers/promises';
import type { Outgoing } from './outgoing.ts';
import { LoaderError } from './errors.ts';

export interface DoorOptions {
  /** Key, or token of an issuer; empty for none. */
  readonly token: string;
  /** Milliseconds without a final answer after which the push stops. */
  readonly patience: number;
  /** First and longest pause before a retry, in milliseconds; pauses double. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** Longest wait for one response, in milliseconds. */
  readonly timeout: number;
}

export const DOOR_DEFAULTS: DoorOptions = {
  token: '',
  patience: 300_000,
  firstPause: 100,
  longestPause: 10_000,
  timeout: 60_000,
};

/** A final answer: a retry would not change it. */
export interface DoorAnswer {
  readonly status: number;
  readonly body: string;
}

/** Called before each pause with its reason and its length in milliseconds. */
export type OnPause = (reason: string, milliseconds: number) => void;

const AGAIN = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Posts a batch until a final answer. A retry sends the same bytes after a growing pause, at least
 * `Retry-After`, and is safe: the identity of events removes repeats.
 * @throws LoaderError `no-answer` when the patience ends, or the abort reason of `signal`
 */
export async function postBatch(
  url: string,
  batch: readonly Pick<Outgoing, 'text'>[],
  options: DoorOptions,
  signal: AbortSignal,
  onPause: OnPause,
): Promise<DoorAnswer> {
  const body = bodyOf(batch);
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
  /** Milliseconds from `Retry-After`; 0 without the header. */
  readonly retryAfter: number;
}

async function post(
  url: string,
  body: string,
  options: DoorOptions,
  stop: AbortSignal,
): Promise<DoorAnswer | Later> {
  try {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(options.timeout)]);
    const response = await fetch(`${url}/v1/events`, { ...requestOf(body, options.token), signal });
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

/**
 * Posts a batch to an address once, whatever the answer.
 * @throws LoaderError `no-answer`
 */
export async function postOnce(
  url: string,
  batch: readonly Pick<Outgoing, 'text'>[],
  { token, timeout }: Pick<DoorOptions, 'token' | 'timeout'>,
): Promise<DoorAnswer> {
  try {
    const signal = AbortSignal.timeout(timeout);
    const response = await fetch(url, { ...requestOf(bodyOf(batch), token), signal });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    throw new LoaderError('no-answer', `${url} cannot be reached (${causeOf(error)}).`, { cause: error });
  }
}

const bodyOf = (batch: readonly Pick<Outgoing, 'text'>[]): string =>
  `[${batch.map((event) => event.text).join(',')}]`;

const requestOf = (body: string, token: string): RequestInit => ({
  method: 'POST',
  headers: {
    'content-type': 'application/cloudevents-batch+json',
    ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
  },
  body,
  redirect: 'manual',
});

/** Milliseconds of a `Retry-After` header: seconds or an HTTP date. */
export function retryAfter(header: string | null, now = Date.now()): number {
  if (header === null) return 0;
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(milliseconds) && milliseconds > 0 ? milliseconds : 0;
}

/** Cause of a failed fetch, whose own message says only that it failed. */
function causeOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  const { code, message } = (cause ?? error) as { code?: unknown; message?: unknown };
  return typeof code === 'string' ? code : String(message);
}
