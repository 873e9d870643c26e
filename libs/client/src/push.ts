import { batches } from './push/batches.ts';
import { sendBatch, type Receipt } from './push/send-batch.ts';
import type { InputEvent } from './types.ts';

export { GaveUp, Refused, UnexpectedAnswer, type Fault } from './errors.ts';
export type { InputEvent } from './types.ts';
export type { Receipt } from './push/send-batch.ts';

export interface PushOptions {
  /** Address of a feed, such as `http://127.0.0.1:4101`. */
  readonly door: string | URL;
  /** `sgk_...`, or a token of an issuer. */
  readonly key?: string;
  readonly signal?: AbortSignal;
  /** Most events in a request: 1,000. */
  readonly batchEvents?: number;
  /** Most bytes in a request: 5 MiB. */
  readonly batchBytes?: number;
  /** How often a batch is sent before it is given up: 10 times. */
  readonly tries?: number;
  /** Milliseconds for one request: 60,000. */
  readonly timeout?: number;
  /** Milliseconds that a door may ask to wait before a batch is given up: 300,000. */
  readonly longestWait?: number;
}

/**
 * Pushes CloudEvents in order, in batches, and returns a receipt for each. A batch is sent again after 408, 425, 429, 5xx and
 * broken connections: events count once by their `source` and `id`, so the whole list may be pushed again too.
 *
 * @throws Refused with the faults of all events of the batch, by their index in `events`; nothing of that batch
 *   was taken, `accepted` events before it were
 * @throws GaveUp when the door was not reached, or asked to wait too long
 */
export async function push(events: readonly InputEvent[], options: PushOptions): Promise<Receipt[]> {
  const all: Receipt[] = [];
  for await (const receipts of pushAll(events, options)) all.push(...receipts);
  return all;
}

/** As `push`, of any number of events: yields the receipts of each batch, and holds one batch. */
export async function* pushAll(
  events: Iterable<InputEvent> | AsyncIterable<InputEvent>,
  options: PushOptions,
): AsyncGenerator<readonly Receipt[]> {
  const { key, signal, tries = 10, timeout = 60_000, longestWait = 300_000 } = options;
  const sending = { url: new URL('/v1/events', options.door), key, signal, tries, timeout, longestWait };
  const limits = { events: options.batchEvents ?? 1000, bytes: options.batchBytes ?? 5 * 1024 * 1024 };
  for await (const batch of batches(events, limits)) yield await sendBatch(batch, sending);
}
