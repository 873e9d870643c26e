import type { EventSourceMessage } from 'eventsource-parser';
import { Refused, UnexpectedAnswer } from '../errors.ts';
import { credential, type Api } from '../http/ask.ts';
import { backoff, isLater, pause, retryAfter } from '../http/patience.ts';
import { faultsOf, problemOf } from '../http/problems.ts';
import { messagesOf } from './messages.ts';

export interface Connecting extends Api {
  /** Milliseconds without a byte after which a connection is given up; a stream has a comment every 15 s at least. */
  readonly quiet: number;
  /** Characters of one event. */
  readonly largest: number;
  readonly random?: () => number;
}

/** Milliseconds until an answer must have begun. */
const CONNECT = 30_000;

/**
 * Events of one address after another, connected to again and again: `address()` and `position()` are asked at each
 * connection. Ends at 204 and when the signal aborts. @throws Refused for what will not change, such as 401 and 403
 */
export async function* connections(
  { key, signal, quiet, largest, random }: Connecting,
  address: URL,
  position: () => string,
): AsyncGenerator<EventSourceMessage> {
  let failures = 0;
  let rest = 1000;
  while (!signal?.aborted) {
    let wait: number | undefined;
    const connection = new AbortController();
    const opened = AbortSignal.any([connection.signal, ...(signal ? [signal] : [])]);
    try {
      const response = await opening(address, position(), key, connection, opened);
      if (response.status === 204) return;
      if (response.status !== 200) {
        wait = retryAfter(response.headers, Date.now());
        const problem = await problemOf(response);
        throw new Refused(response.status, problem, { faults: faultsOf(problem) });
      }
      const type = response.headers.get('content-type') ?? '';
      if (!response.body || !/^text\/event-stream\b/.test(type))
        throw new UnexpectedAnswer(`${address.pathname} answered ${type || 'nothing'}, no text/event-stream`);
      const onRetry = (milliseconds: number) => {
        rest = Math.min(milliseconds, 60_000);
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
    } finally {
      connection.abort();
    }
    failures += 1;
    await pause((wait ?? 0) + (failures === 1 ? rest : backoff(failures, random, rest)), signal);
  }
}

async function opening(
  address: URL,
  position: string,
  key: string | undefined,
  connection: AbortController,
  signal: AbortSignal,
): Promise<Response> {
  const timer = setTimeout(() => {
    connection.abort();
  }, CONNECT);
  try {
    return await fetch(address, {
      headers: { accept: 'text/event-stream', 'last-event-id': position, ...credential(key) },
      signal,
    });
  } finally {
    clearTimeout(timer);
  }
}
