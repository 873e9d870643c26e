/** A client that waits for answers: one simulated process, or a server. */
export interface Actor {
  readonly name: string;
  alive: boolean;
  frozen: boolean;
}

/** A possible next step, once ready. */
export interface Item {
  readonly actor: Actor;
  readonly what: string;
  readonly isReady: () => boolean;
  readonly act: () => void;
}

interface Timer extends Item {
  readonly at: number;
}

/** The simulated clock. A frozen actor's timers do not end. */
export class Clock {
  /** Milliseconds. */
  now = 0;
  readonly #timers: Timer[] = [];

  set(actor: Actor, what: string, ms: number, act: () => void): object {
    const at = this.now + ms;
    const timer: Timer = { actor, what, at, isReady: () => at <= this.now && !actor.frozen, act };
    this.#timers.push(timer);
    return timer;
  }

  /** The handle for `stop` stays the same over all repetitions. */
  repeat(actor: Actor, what: string, ms: number, act: () => void): object {
    const interval: { timer: object | null } = { timer: null };
    const again = (): void => {
      interval.timer = this.set(actor, what, ms, () => {
        again();
        act();
      });
    };
    again();
    return interval;
  }

  stop(timer: unknown): void {
    const of = typeof timer === 'object' && timer !== null && 'timer' in timer ? timer.timer : timer;
    removeWhere(this.#timers, (t) => t === of);
  }

  forget(actor: Actor): void {
    removeWhere(this.#timers, (timer) => timer.actor === actor);
  }

  /** Adds the timers that may end now to a list. */
  addReady(list: Item[]): void {
    for (const timer of this.#timers) if (timer.isReady()) list.push(timer);
  }

  /** Advances to the next timer of an actor that is awake; false if there is none. */
  leap(): boolean {
    const awake = this.#timers.filter((timer) => !timer.actor.frozen).map((timer) => timer.at);
    if (awake.length > 0) this.now = Math.max(this.now, Math.min(...awake));
    return awake.length > 0;
  }
}

/** Returns whether any item was removed. */
export function removeWhere<T>(list: T[], matches: (item: T) => boolean): boolean {
  let kept = 0;
  for (const item of list) if (!matches(item)) list[kept++] = item;
  const removed = kept < list.length;
  list.length = kept;
  return removed;
}
