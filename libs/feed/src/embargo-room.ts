import { embargoOf, MOST_WAITING_EVENTS, type CheckedEvent, type Fault } from '@silkgauge/contract';
import { refusal } from './problems.ts';

/** Releases and instants of keys that are counted; the oldest go first. */
const MOST_COUNTED = 10_000;
/** Milliseconds after the first event in which a door counts: what a release has lifted since makes room again. */
const COUNTED_MS = 3_600_000;

interface Taken {
  readonly count: number;
  readonly since: number;
}

/**
 * What this door has taken under embargo within an hour, by key and by the release or instant that it waits for. The
 * aggregation counts over all doors and until the lifting; a door tells a sender at once what it knows.
 */
export class EmbargoRoom {
  readonly #taken = new Map<string, Taken>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Takes room for the events under embargo of a push. @throws ProblemError 422 where there is no room for all */
  take(events: readonly CheckedEvent[], by: string): void {
    const more = new Map<string, number>();
    const errors: Fault[] = [];
    for (const [index, event] of events.entries()) {
      const name = nameOf(event, by);
      if (name === null) continue;
      const count = (more.get(name) ?? this.#countOf(name)) + 1;
      more.set(name, count);
      if (count > MOST_WAITING_EVENTS) errors.push({ index, ...FULL });
    }
    if (errors.length > 0)
      throw refusal('invalid-event', `${FULL.message} Nothing was taken of this push.`, errors);
    for (const [name, count] of more) this.#set(name, count);
  }

  /** Gives back the room of an event that the broker may not have taken. */
  giveBack(event: CheckedEvent, by: string): void {
    const name = nameOf(event, by);
    if (name !== null) this.#set(name, this.#countOf(name) - 1);
  }

  #countOf(name: string): number {
    const taken = this.#taken.get(name);
    if (taken && this.#now() - taken.since < COUNTED_MS) return taken.count;
    this.#taken.delete(name);
    return 0;
  }

  #set(name: string, count: number): void {
    const since = this.#taken.get(name)?.since ?? this.#now();
    this.#taken.delete(name);
    if (count > 0) this.#taken.set(name, { count, since });
    const [oldest] = this.#taken.keys();
    if (this.#taken.size > MOST_COUNTED && oldest !== undefined) this.#taken.delete(oldest);
  }
}

/** Null for what is not under embargo. */
function nameOf(event: CheckedEvent, by: string): string | null {
  const embargo = embargoOf(event);
  return embargo && JSON.stringify([by, embargo.release, embargo.until]);
}

const FULL = {
  pointer: '/data/embargo',
  rule: 'embargo-full',
  message: `This key has ${String(MOST_WAITING_EVENTS)} events under embargo for this release or instant, as many as are held.`,
  fix: 'Push the event in clear once it is public, or for a release or an instant of its own.',
} as const;
