import { embargoOf, MOST_WAITING_EVENTS, type CheckedEvent, type IndexedFault } from '@silkgauge/contract';
import { refusal } from './problems.ts';

/** Releases and instants of keys that are counted; the oldest go first. */
const MOST_COUNTED = 10_000;

/**
 * What this door has taken under embargo, by key and by the release or instant that it waits for. The aggregation counts
 * over all doors and for ever; a door tells a sender at once what it knows.
 */
export class EmbargoRoom {
  readonly #taken = new Map<string, number>();

  /** Takes room for the events under embargo of a push. @throws ProblemError 422 where there is no room for all */
  take(events: readonly CheckedEvent[], by: string): void {
    const more = new Map<string, number>();
    const errors: IndexedFault[] = [];
    for (const [index, event] of events.entries()) {
      const name = nameOf(event, by);
      if (name === null) continue;
      const count = (more.get(name) ?? this.#taken.get(name) ?? 0) + 1;
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
    const count = name === null ? undefined : this.#taken.get(name);
    if (name !== null && count !== undefined) this.#set(name, count - 1);
  }

  #set(name: string, count: number): void {
    this.#taken.delete(name);
    if (count > 0) this.#taken.set(name, count);
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
