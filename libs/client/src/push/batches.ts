/** Events that go in one request, with the place of the first of them in the caller's list. */
export interface Batch {
  readonly first: number;
  readonly count: number;
  /** A JSON array (`application/cloudevents-batch+json`). */
  readonly body: string;
}

export interface BatchLimits {
  readonly events: number;
  readonly bytes: number;
}

type Events = Iterable<unknown> | AsyncIterable<unknown>;

const ENCODER = new TextEncoder();

/**
 * Batches of at most so many events and bytes, in order; holds one batch. @throws RangeError for an event that no
 * batch has room for, TypeError for one that is no object, each with its index
 */
export async function* batches(events: Events, limits: BatchLimits): AsyncGenerator<Batch> {
  let texts: string[] = [];
  let [first, next, bytes] = [0, 0, 2];
  for await (const event of events) {
    const text = textOf(event, next);
    const size = ENCODER.encode(text).length + 1;
    if (size + 1 > limits.bytes)
      throw new RangeError(
        `event ${String(next)} has ${String(size - 1)} bytes, and a batch ${String(limits.bytes)}: send it in parts`,
      );
    if (texts.length === limits.events || bytes + size > limits.bytes) {
      yield { first, count: texts.length, body: `[${texts.join(',')}]` };
      texts = [];
      [first, bytes] = [next, 2];
    }
    texts.push(text);
    bytes += size;
    next += 1;
  }
  if (texts.length > 0) yield { first, count: texts.length, body: `[${texts.join(',')}]` };
}

function textOf(event: unknown, index: number): string {
  if (typeof event !== 'object' || event === null)
    throw new TypeError(`event ${String(index)} is no object: give CloudEvents, not their text`);
  return JSON.stringify(event);
}
