import { startTransition, useEffect, useState } from 'react';

/** After so long the page stands: what is out of sight and what may be needed next can come; in milliseconds. */
export const STANDS_AFTER = 5_000;

/** Whether the page has stood for a while, or something was wanted before; once true, it stays so. */
export function useStanding(isWanted = false): boolean {
  const [isStanding, setStanding] = useState(isWanted);
  if (isWanted && !isStanding) setStanding(true);
  useEffect(() => {
    const timer = setTimeout(() => {
      // In slices, so that the page answers in between.
      startTransition(() => setStanding(true));
    }, STANDS_AFTER);
    return () => clearTimeout(timer);
  }, []);
  return isStanding || isWanted;
}
