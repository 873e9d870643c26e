/** Gives a place back; safe to call again. */
export type Leave = () => void;

export interface RoomSize {
  /** Works at once. */
  readonly places: number;
  /** Of these, as many as one caller may have. */
  readonly each: number;
  /** Works of one caller that may wait. */
  readonly waiting: number;
  /** Milliseconds that a work waits at most. */
  readonly patience: number;
}

/**
 * Places for work, which callers get in turns: whoever asks for much waits behind its own works, and leaves places to
 * others.
 */
export class FairRoom {
  readonly #size: RoomSize;
  /** What waits, by caller; the first caller has the next turn. */
  readonly #waiting = new Map<string, Set<() => void>>();
  /** Places that are taken, by caller. */
  readonly #own = new Map<string, number>();
  #taken = 0;

  constructor(size: RoomSize) {
    this.#size = size;
  }

  /** Resolves with a place; null where too much of the caller waits, where no place came in time, or once `gone` aborts. */
  enter(caller: string, gone?: AbortSignal): Promise<Leave | null> {
    if (gone?.aborted) return Promise.resolve(null);
    if (this.#hasPlace(caller)) return Promise.resolve(this.#take(caller));
    const own = this.#waiting.get(caller) ?? new Set();
    if (own.size >= this.#size.waiting) return Promise.resolve(null);
    this.#waiting.set(caller, own);
    return new Promise((resolve) => {
      const settle = (leave: Leave | null) => {
        clearTimeout(timer);
        gone?.removeEventListener('abort', giveUp);
        own.delete(enter);
        if (own.size === 0) this.#waiting.delete(caller);
        resolve(leave);
      };
      const enter = () => {
        settle(this.#take(caller));
      };
      const giveUp = () => {
        settle(null);
      };
      own.add(enter);
      const timer = setTimeout(giveUp, this.#size.patience).unref();
      gone?.addEventListener('abort', giveUp);
    });
  }

  #hasPlace(caller: string): boolean {
    const { places, each } = this.#size;
    return this.#taken < places && (this.#own.get(caller) ?? 0) < each;
  }

  #take(caller: string): Leave {
    this.#taken += 1;
    this.#own.set(caller, (this.#own.get(caller) ?? 0) + 1);
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      this.#taken -= 1;
      const own = (this.#own.get(caller) ?? 1) - 1;
      if (own > 0) this.#own.set(caller, own);
      else this.#own.delete(caller);
      this.#letIn();
    };
  }

  /** The first work of the first caller that may have a place; the caller goes to the end. */
  #letIn(): void {
    for (const [caller, own] of this.#waiting) {
      if (!this.#hasPlace(caller)) continue;
      this.#waiting.delete(caller);
      this.#waiting.set(caller, own);
      const [next] = own;
      next?.();
      return;
    }
  }
}
