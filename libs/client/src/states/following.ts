import type { CursorStore } from '../stream/cursor.ts';
import type { GrowthState } from '../types.ts';
import { deferred } from './deferred.ts';
import { NewestStates, type StateChange } from './newest.ts';
import { Wakeup } from './wakeup.ts';

/** What a source does with what it reads. */
export interface Taking {
  readonly newest: NewestStates;
  /** Aborts when nobody follows any more. */
  readonly signal: AbortSignal;
  /** Called after each value; with a sequence once all up to that is taken. */
  readonly onTaken: (upTo?: string) => void;
  readonly onCaughtUp: () => void;
}

/** Takes states until the signal aborts. */
export type Source = (taking: Taking) => Promise<void>;

/** States that a source fills, and the changes that a loop takes from them. */
export class Following implements AsyncIterable<StateChange> {
  readonly caughtUp: Promise<void>;
  readonly #newest = new NewestStates();
  readonly #caughtUp = deferred();
  readonly #stopping = new AbortController();
  readonly #wakeup = new Wakeup();
  readonly #cursor: CursorStore | undefined;
  readonly #running: Promise<void>;
  #isCaughtUp = false;
  #takenUpTo: string | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(source: Source, cursor: CursorStore | undefined, signal: AbortSignal | undefined) {
    this.caughtUp = this.#caughtUp.promise;
    this.#cursor = cursor;
    signal?.addEventListener('abort', this.#abort);
    if (signal?.aborted) this.#abort();
    this.#running = this.#run(source).finally(() => signal?.removeEventListener('abort', this.#abort));
  }

  get states(): ReadonlyMap<string, GrowthState> {
    return this.#newest.states;
  }

  get ignored(): number {
    return this.#newest.ignored;
  }

  async stop(): Promise<void> {
    this.#abort();
    await this.#running;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<StateChange> {
    for (;;) {
      const change = this.#newest.next();
      if (change) {
        let isHandled = false;
        try {
          yield change;
          isHandled = true;
        } finally {
          if (!isHandled) this.#newest.putBack(change);
        }
        continue;
      }
      await this.#writeCursor();
      if (this.#failure) throw this.#failure.error;
      if (!this.#newest.isEmpty || this.#takenUpTo !== undefined) continue;
      if (this.#stopping.signal.aborted) return;
      await this.#wakeup.next();
    }
  }

  /** All that was taken is handled: the cursor may say so. */
  async #writeCursor(): Promise<void> {
    const handled = this.#takenUpTo;
    this.#takenUpTo = undefined;
    if (this.#isCaughtUp && handled !== undefined) await this.#cursor?.write(handled);
  }

  async #run(source: Source): Promise<void> {
    try {
      await source({
        newest: this.#newest,
        signal: this.#stopping.signal,
        onTaken: (upTo) => {
          this.#takenUpTo = upTo;
          this.#wakeup.call();
        },
        onCaughtUp: () => {
          this.#isCaughtUp = true;
          this.#caughtUp.resolve();
        },
      });
    } catch (error) {
      if (!this.#stopping.signal.aborted) this.#failure = { error };
    }
    this.#caughtUp.reject(this.#failure?.error ?? new Error('stopped before all was read'));
    this.#abort();
    this.#wakeup.call();
  }

  readonly #abort = (): void => {
    this.#stopping.abort();
  };
}
