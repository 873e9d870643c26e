import { useMemo, useSyncExternalStore } from 'react';
import { readAddress, writeAddress, type Address, type ReadAddress } from './address.ts';

const MOVED = 'silkgauge:moved';

function subscribe(changed: () => void): () => void {
  for (const event of ['popstate', MOVED]) addEventListener(event, changed);
  return () => {
    for (const event of ['popstate', MOVED]) removeEventListener(event, changed);
  };
}

/** Goes to another state of the page; `replace` where a step back should not lead to the present one. */
export type Go = (change: Partial<Address>, how?: 'push' | 'replace') => void;

const go: Go = (change, how = 'push') => {
  const { address } = readAddress(location.pathname, location.search);
  const target = writeAddress({ ...address, ...change });
  if (target === location.pathname + location.search) return;
  history[how === 'push' ? 'pushState' : 'replaceState'](null, '', target);
  dispatchEvent(new Event(MOVED));
};

/** Where the page stands, and how to go elsewhere. The address bar is the only place that holds it. */
export function useAddress(): ReadAddress & { readonly go: Go } {
  const where = useSyncExternalStore(subscribe, () => location.pathname + location.search);
  return useMemo(() => {
    const url = new URL(where, location.origin);
    return { ...readAddress(url.pathname, url.search), go };
  }, [where]);
}
