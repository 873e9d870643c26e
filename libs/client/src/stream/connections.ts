import type { EventSourceMessage } from 'eventsource-parser';
import { Refused, UnexpectedAnswer } from '../errors.ts';
import { credential, type Api } from '../http/ask.ts';
import { isLater, pause, untilNext } from '../http/patience.ts';
import { refusalOf } from '../http/problems.ts';
import { messagesOf } from './messages.ts';

export interface Connecting extends Api {
  /** Milliseconds without a byte after which a connection is given up: 45,000. A stream has a comment every 15 s at least. */
  readonly quiet?: number;
  /** Most characters of one event: 16 Mi. */
  readonly largest?: number;
  /** Milliseconds until an answer must have begun, or a refusal have been read: 30,000. */
  readonly connect?: number;
  /** Milliseconds after which a connection was a good one, even without an event: 30,000. */
  readonly steady?: number;
  readonly random?: () => number;
  readonly sleep?: typeof pause;
}

/** Milliseconds that a service may set as `retry`; none would be a loop without rest. */
const [LEAST_REST, MOST_REST] = [100, 60_000];

/**
 * Events of one address after another, connected to again and again: `address()` and `position()` are asked at each
 * connection. Ends at 204 and when the signal aborts. @throws Refused for what will not change, such as 401 and 403
 */
export async function* connections(
  connecting: Connecting,
  address: URL,
  position: () => string,
): AsyncGenerator<EventSourceMessage> {
  const { signal, quiet = 45_000, largest = 16 * 1024 * 1024 } = connecting;
  const { random, steady = 30_000, sleep = pause } = connecting;
  let failures = 0;
  let rest = 1000;
  while (!signal?.aborted) {
    let wait: number | undefined;
    let since: number | undefined;
    const connection = new AbortController();
    const opened = AbortSignal.any([connection.signal, ...(signal ? [signal] : [])]);
    try {
      const response = await opening(address, position(), connecting, connection, opened);
      if (response.status === 204) return;
      since = performance.now();
      const type = response.headers.get('content-type') ?? '';
      if (!response.body || !/^text\/event-stream\b/.test(type))
        throw new UnexpectedAnswer(`${address.pathname} answered ${type || 'nothing'}, no text/event-stream`);
      const onRetry = (milliseconds: number) => {
        rest = Math.min(Math.max(milliseconds, LEAST_REST), MOST_REST);
      };
      for await (const message of messagesOf(response.body, { largest, quiet, onRetry })) {
        failures = 0;
        yield message;
        if (signal?.aborted) return;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (error instanceof UnexpectedAnswer || (error instanceof Refused && !isLater(error.status)))
        throw error;
      if (error instanceof Refused) wait = error.retryAfter;
    } finally {
      connection.abort();
    }
    if (since !== undefined && performance.now() - since >= steady) failures = 0;
    failures += 1;
    await sleep(untilNext(failures, rest, wait, random), signal);
  }
}

/** A stream, or 204. @throws Refused for any other answer, redirects too */
async function opening(
  address: URL,
  position: string,
  { key, connect = 30_000 }: Connecting,
  connection: AbortController,
  signal: AbortSignal,
): Promise<Response> {
  const timer = setTimeout(() => {
    connection.abort();
  }, connect);
  try {
    const response = await fetch(address, {
      headers: { accept: 'text/event-stream', 'last-event-id': position, ...credential(key) },
      redirect: 'manual',
      signal,
    });
    if (response.status !== 200 && response.status !== 204) throw await refusalOf(response);
    return response;
  } finally {
    clearTimeout(timer);
  }
}
