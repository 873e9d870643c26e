import { startTransition, useEffect, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { STANDS_AFTER } from './stands-after.ts';

interface InSightProps {
  readonly children: ReactNode;
  /** What is out of sight takes a screen's room, so that what follows it stays out of sight too. */
  readonly className?: string;
}

/**
 * Its children once their place comes near what is seen, else once the page stands: a small screen shows its answer without
 * waiting for what lies screens below. Whoever searches or prints the page finds all of it.
 */
export function InSight({ children, className = 'out-of-sight' }: InSightProps) {
  const [isNear, setNear] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In slices, so that the page answers in between; a printer does not wait.
    const come = () => {
      setNear(true);
    };
    const comeSliced = () => {
      startTransition(come);
    };
    const comeAtOnce = () => {
      flushSync(come);
    };
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) comeSliced();
      },
      { rootMargin: '25% 0px' },
    );
    if (place.current) observer.observe(place.current);
    const timer = setTimeout(comeSliced, STANDS_AFTER);
    addEventListener('beforeprint', comeAtOnce);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
      removeEventListener('beforeprint', comeAtOnce);
    };
  }, []);
  return isNear ? children : <div ref={place} className={className} />;
}
