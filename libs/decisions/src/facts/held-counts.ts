import type { HeldCount, HeldEvent } from '@silkgauge/read-model';

/** What a key has held. */
export interface HeldOfKey {
  /** Events by what they wait for. */
  readonly events: Map<string, number>;
  bytes: number;
}

export const waitName = ({ release, until }: Pick<HeldEvent, 'release' | 'until'>): string =>
  JSON.stringify([release, until?.getTime()]);

/** What each key has held, by key. */
export function heldByKey(counts: readonly HeldCount[]): Map<string, HeldOfKey> {
  const held = new Map<string, HeldOfKey>();
  for (const count of counts) {
    const own = heldOf(held, count.pushedBy);
    own.events.set(waitName(count), count.events);
    own.bytes += count.bytes;
  }
  return held;
}

export function heldOf(held: Map<string, HeldOfKey>, key: string): HeldOfKey {
  let own = held.get(key);
  if (!own) held.set(key, (own = { events: new Map(), bytes: 0 }));
  return own;
}
