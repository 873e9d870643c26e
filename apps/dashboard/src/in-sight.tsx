import { startTransition, useEffect, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useStanding } from './standing.ts';

/**
 * Its children once their place comes near what is seen, else once the page stands: a small screen shows its answer without
 * waiting for what lies screens below. Whoever prints the page prints all of it.
 */
export function InSight({ children }: { children: ReactNode }) {
  const [isNear, setNear] = useState(false);
  const isStanding = useStanding();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) {
          // In slices, so that the page answers in between.
          startTransition(() => setNear(true));
        }
      },
      { rootMargin: '25% 0px' },
    );
    if (place.current) observer.observe(place.current);
    // A printer does not wait.
    const print = () => {
      flushSync(() => setNear(true));
    };
    addEventListener('beforeprint', print);
    return () => {
      observer.disconnect();
      removeEventListener('beforeprint', print);
    };
  }, []);
  // It takes a screen's room, so that what follows it stays out of sight too.
  return isNear || isStanding ? children : <div ref={place} className="out-of-sight" />;
}
