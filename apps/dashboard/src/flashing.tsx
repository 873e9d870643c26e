import { createContext, useDeferredValue, type ReactNode } from 'react';
import { useFlashing } from './api/use-live.ts';

/** Keys of states that changed just now. */
export const Flashing = createContext<ReadonlySet<string>>(new Set());

/** Provides the keys of changed states; deferred, so that input is handled while changes are drawn. */
export function ShowingChanges({ children }: { children: ReactNode }) {
  const flashing = useDeferredValue(useFlashing());
  return <Flashing value={flashing}>{children}</Flashing>;
}
