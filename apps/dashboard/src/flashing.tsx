import { createContext, useDeferredValue, type ReactNode } from 'react';
import { useFlashing } from './api/use-live.ts';

/** Keys of states that changed just now. */
export const Flashing = createContext<ReadonlySet<string>>(new Set());

/** Gives its children the keys of changed states; deferred, so that the page answers while the changes are drawn. */
export function ShowingChanges({ children }: { children: ReactNode }) {
  const flashing = useDeferredValue(useFlashing());
  return <Flashing value={flashing}>{children}</Flashing>;
}
