/** Somebody who waits for answers: one simulated process, or a server. */
export interface Actor {
  readonly name: string;
  alive: boolean;
  frozen: boolean;
}

/** Something that may happen when it is its turn. */
export interface Item {
  readonly actor: Actor;
  readonly what: string;
  readonly isReady: () => boolean;
  readonly act: () => void;
}

interface Timer extends Item {
  readonly at: number;
}

/** The simulated clock. Nobody's timer ends while its actor is frozen. */
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

  /** What `stop` takes stays the same however often it has gone off. */
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

  /** On to the next timer of somebody awake; false when there is none. */
  leap(): boolean {
    const awake = this.#timers.filter((timer) => !timer.actor.frozen).map((timer) => timer.at);
    if (awake.length > 0) this.now = Math.max(this.now, Math.min(...awake));
    return awake.length > 0;
  }
}

/** Returns whether there was any. */
export function removeWhere<T>(list: T[], matches: (item: T) => boolean): boolean {
  let kept = 0;
  for (const item of list) if (!matches(item)) list[kept++] = item;
  const removed = kept < list.length;
  list.length = kept;
  return removed;
}
