import { GaveUp, Refused, UnexpectedAnswer } from '../errors.ts';
import { credential, withinTime } from '../http/ask.ts';
import { isObject, parsed, textOf } from '../http/bounded.ts';
import { backoff, isLater, pause, retryAfter } from '../http/patience.ts';
import { faultsOf, problemOf } from '../http/problems.ts';
import type { Receipts } from '../types.ts';
import type { Batch } from './batches.ts';

export type Receipt = Receipts['receipts'][number];

export interface Sending {
  readonly url: URL;
  readonly key: string | undefined;
  readonly signal: AbortSignal | undefined;
  /** How often a batch is sent. */
  readonly tries: number;
  /** Milliseconds for one request. */
  readonly timeout: number;
  /** Milliseconds: a door that asks for more is given up. */
  readonly longestWait: number;
  readonly random?: () => number;
}

/** What one request came to: receipts, or why the same is sent again, and when at the earliest. */
type Outcome =
  { readonly receipts: readonly Receipt[] } | { readonly why: unknown; readonly wait: number | undefined };

/**
 * Sends a batch until a door has it. The same events are sent each time: by their identity they count once.
 * @throws Refused, GaveUp, UnexpectedAnswer, or the reason of an abort
 */
export async function sendBatch(batch: Batch, sending: Sending): Promise<readonly Receipt[]> {
  const { signal, tries, longestWait, random } = sending;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await sendOnce(batch, sending);
    if ('receipts' in outcome) return outcome.receipts;
    const wait = (outcome.wait ?? 0) + backoff(attempt, random);
    if (attempt === tries)
      throw new GaveUp(`no receipt after ${String(tries)} tries`, outcome.why, batch.first);
    if ((outcome.wait ?? 0) > longestWait)
      throw new GaveUp(`the door asks to wait ${String(outcome.wait)} ms`, outcome.why, batch.first);
    await pause(wait, signal);
    signal?.throwIfAborted();
  }
}

async function sendOnce(batch: Batch, { url, key, signal, timeout }: Sending): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents-batch+json', ...credential(key) },
      body: batch.body,
      redirect: 'manual',
      signal: withinTime(signal, timeout),
    });
    if (response.status === 202)
      return { receipts: receiptsIn(await textOf(response, roomFor(batch)), batch) };
    const problem = await problemOf(response);
    const { first: accepted } = batch;
    const refused = new Refused(response.status, problem, { faults: faultsOf(problem, accepted), accepted });
    if (isLater(response.status)) return { why: refused, wait: retryAfter(response.headers, Date.now()) };
    throw refused;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Refused || error instanceof UnexpectedAnswer) throw error;
    // The connection broke or took too long: whether the door has the batch is not known.
    return { why: error, wait: undefined };
  }
}

/** A receipt repeats source and id, and has a few words more. */
const roomFor = ({ count, body }: Batch): number => 64 * 1024 + 1024 * count + 2 * body.length;

function receiptsIn(text: string, { count }: Batch): readonly Receipt[] {
  const said = parsed(text, 'the answer 202');
  const receipts = isObject(said) ? said['receipts'] : undefined;
  if (!Array.isArray(receipts) || receipts.length !== count)
    throw new UnexpectedAnswer(
      `the door answered 202 with ${Array.isArray(receipts) ? String(receipts.length) : 'no'} receipts for ${String(count)} events`,
    );
  return receipts as Receipt[];
}
