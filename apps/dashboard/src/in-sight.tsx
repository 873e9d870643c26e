import { startTransition, useEffect, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useSettled } from './settled.ts';

/**
 * Renders its children near the viewport, on the settled page, or for print. A small screen shows the
 * headline without waiting for content out of sight.
 */
export function InSight({ children }: { children: ReactNode }) {
  const [isNear, setNear] = useState(false);
  const isPageSettled = useSettled();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) {
          // A transition, so that input is handled between renders.
          startTransition(() => setNear(true));
        }
      },
      { rootMargin: '25% 0px' },
    );
    if (place.current) observer.observe(place.current);
    const print = () => {
      flushSync(() => setNear(true));
    };
    addEventListener('beforeprint', print);
    return () => {
      observer.disconnect();
      removeEventListener('beforeprint', print);
    };
  }, []);
  // As tall as a screen, so that content after it stays out of sight too.
  return isNear || isPageSettled ? children : <div ref={place} className="out-of-sight" />;
}
