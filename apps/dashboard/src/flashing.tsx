import { createContext, useDeferredValue, type ReactNode } from 'react';
import { useFlashing } from './api/use-live.ts';

/** Keys of states that changed just now. */
export const Flashing = createContext<ReadonlySet<string>>(new Set());

/** Tells all in it what changed; drawn in slices, however fast changes come, so that the page answers in between. */
export function ShowingChanges({ children }: { children: ReactNode }) {
  const flashing = useDeferredValue(useFlashing());
  return <Flashing value={flashing}>{children}</Flashing>;
}
