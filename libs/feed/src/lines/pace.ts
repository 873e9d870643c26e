import type { Readable } from 'node:stream';
import { performance } from 'node:perf_hooks';

export interface PaceLimits {
  /** Bytes a second. */
  readonly leastRate: number;
  /** Milliseconds that a sender may fall behind the least rate. */
  readonly patience: number;
}

/**
 * Reads the body of a sender that has to keep a least rate. Only waiting for the sender counts: a broker or a
 * reader of answers that stalls does not.
 */
export class PacedBody {
  readonly #body: Readable;
  readonly #limits: PaceLimits;
  #isLate = false;

  constructor(body: Readable, limits: PaceLimits) {
    this.#body = body;
    this.#limits = limits;
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
    const { leastRate, patience } = this.#limits;
    const chunks = (this.#body as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    let left = patience;
    try {
      for (;;) {
        const since = performance.now();
        const next = await within(left, chunks.next());
        this.#isLate = next === null;
        if (next === null || next.done) return;
        left += since - performance.now() + (next.value.length / leastRate) * 1_000;
        left = Math.max(0, Math.min(left, patience));
        yield next.value;
      }
    } catch (error) {
      if (!this.#body.destroyed) throw error;
    } finally {
      // The end of the body waits for a chunk under way, and would cut off the answer to a late sender.
      if (!this.#isLate) await chunks.return?.();
    }
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
