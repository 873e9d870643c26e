/** Where the identities of events that were handled are kept. */
export interface SeenStore {
  has(identity: string): boolean | Promise<boolean>;
  add(identity: string): void | Promise<void>;
}

/** The newest `most` identities, in memory: enough for retries, not for a restart. */
export function inMemory(most = 10_000): SeenStore {
  const kept = new Set<string>();
  return {
    has: (identity) => kept.has(identity),
    add: (identity) => {
      kept.add(identity);
      const [oldest] = kept;
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
  };
}

/** True for the first time of an event, which is told by its source and id. */
export type Once = (
  event: { readonly id: string; readonly source: string },
  handle: () => unknown,
) => Promise<boolean>;

/**
 * Drops repeats: handles an event, and remembers it once `handle` has returned. False for an event that was handled
 * before. A repeat that comes meanwhile waits for the first; where that throws, so does the repeat.
 */
export function seen(store: SeenStore = inMemory()): Once {
  const underWay = new Map<string, Promise<boolean>>();
  return async (event, handle) => {
    const identity = `${event.source}#${event.id}`;
    const first = underWay.get(identity);
    if (first) {
      await first;
      return false;
    }
    const work = handleOnce(store, identity, handle).finally(() => underWay.delete(identity));
    underWay.set(identity, work);
    return work;
  };
}

async function handleOnce(store: SeenStore, identity: string, handle: () => unknown): Promise<boolean> {
  if (await store.has(identity)) return false;
  await handle();
  await store.add(identity);
  return true;
}
