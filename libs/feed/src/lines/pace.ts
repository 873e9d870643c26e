import type { Readable } from 'node:stream';
import { performance } from 'node:perf_hooks';

export interface PaceLimits {
  /** Bytes a second. */
  readonly leastRate: number;
  /** Milliseconds that a sender may fall behind the least rate. */
  readonly patience: number;
}

/** Milliseconds in which the end of the body is awaited though the patience is used up. */
const LEAST_WAIT = 100;

/**
 * Reads the body of a sender that has to keep a least rate, and hands out the answers. Waiting for the sender, as
 * one that sends and as one that takes answers, counts; a broker that stalls does not.
 */
export class PacedBody {
  readonly #body: Readable;
  readonly #limits: PaceLimits;
  #left: number;
  #isLate = false;

  constructor(body: Readable, limits: PaceLimits) {
    this.#body = body;
    this.#limits = limits;
    this.#left = limits.patience;
  }

  /** Whether the chunks ended because the sender fell too far behind; the body is left as it is. */
  get isLate(): boolean {
    return this.#isLate;
  }

  /** Whether the sender has ended the body. */
  get isWhole(): boolean {
    return this.#body.readableEnded;
  }

  /** Chunks of the body; a sender that leaves ends them. */
  async *chunks(): AsyncGenerator<Buffer, void> {
    const { leastRate } = this.#limits;
    const chunks = (this.#body as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    try {
      for (;;) {
        const since = performance.now();
        const isSpent = this.#left === 0;
        const next = await within(Math.max(this.#left, LEAST_WAIT), chunks.next());
        this.#isLate = next === null || (isSpent && !next.done);
        if (next === null || next.done || isSpent) return;
        this.#spend(performance.now() - since - (next.value.length / leastRate) * 1_000);
        yield next.value;
      }
    } catch (error) {
      if (!this.#body.destroyed) throw error;
    } finally {
      // The end of the body waits for a chunk under way, and would cut off the answer to a late sender.
      if (!this.#isLate) await chunks.return?.();
    }
  }

  /** An answer; `cutOff` is called if the sender does not take the answer within the patience. */
  async *answer(text: string, cutOff: () => void): AsyncGenerator<string, void> {
    const since = performance.now();
    const timer = setTimeout(cutOff, this.#limits.patience);
    try {
      yield text;
    } finally {
      clearTimeout(timer);
      this.#spend(performance.now() - since);
    }
  }

  /** Uses up milliseconds of the patience; a negative number gives them back. */
  #spend(milliseconds: number): void {
    this.#left = Math.max(0, Math.min(this.#left - milliseconds, this.#limits.patience));
  }
}

/** The value of a promise; null if `milliseconds` pass first. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, milliseconds, null);
  });
  // The sender may leave later, when nobody waits.
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
