import { startTransition, useEffect, useState } from 'react';

/** Milliseconds after which the page has settled, and loads content out of sight. */
export const STANDS_AFTER = 5_000;

/** Whether the page has settled or `isWanted` was true once; never turns false again. */
export function useStanding(isWanted = false): boolean {
  const [isStanding, setStanding] = useState(isWanted);
  if (isWanted && !isStanding) setStanding(true);
  useEffect(() => {
    const timer = setTimeout(() => {
      // A transition, so that input is handled between renders.
      startTransition(() => setStanding(true));
    }, STANDS_AFTER);
    return () => clearTimeout(timer);
  }, []);
  return isStanding || isWanted;
}
