import { useMemo, useSyncExternalStore } from 'react';
import { readAddress, writeAddress, type Address, type ReadAddress } from './address.ts';

const MOVED = 'silkgauge:moved';

function subscribe(changed: () => void): () => void {
  for (const event of ['popstate', MOVED]) addEventListener(event, changed);
  return () => {
    for (const event of ['popstate', MOVED]) removeEventListener(event, changed);
  };
}

/** Changes the address; `replace` makes no entry in the browser's history. */
export function go(change: Partial<Address>, how: 'push' | 'replace' = 'push'): void {
  const { address } = readAddress(location.pathname, location.search);
  const target = writeAddress({ ...address, ...change });
  if (target === location.pathname + location.search) return;
  history[`${how}State`](null, '', target);
  dispatchEvent(new Event(MOVED));
}

/** Opens the drawer for the figure `<series key>/<period>`. */
export function explain(why: string): void {
  go({ why });
}

/** The state of the page; the address bar is the only place that stores the state. */
export function useAddress(): ReadAddress {
  const where = useSyncExternalStore(
    subscribe,
    () => location.pathname + location.search,
    // A server knows of no address bar.
    () => '/',
  );
  return useMemo(() => {
    // A path may begin with two slashes, which a URL reads as a host.
    const query = where.indexOf('?');
    return query === -1 ? readAddress(where, '') : readAddress(where.slice(0, query), where.slice(query));
  }, [where]);
}
