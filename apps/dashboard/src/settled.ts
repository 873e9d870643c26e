import { startTransition, useEffect, useState } from 'react';

/** Milliseconds after which the page has settled, and loads content out of sight. */
export const STANDS_AFTER = 5_000;

/** Whether the page has settled or `isWanted` was true once; never turns false again. */
export function useSettled(isWanted = false): boolean {
  const [isPageSettled, setPageSettled] = useState(isWanted);
  if (isWanted && !isPageSettled) setPageSettled(true);
  useEffect(() => {
    const timer = setTimeout(() => {
      // A transition, so that input is handled between renders.
      startTransition(() => setPageSettled(true));
    }, STANDS_AFTER);
    return () => clearTimeout(timer);
  }, []);
  return isPageSettled || isWanted;
}
