import { createContext, use, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Pixels before the first measurement, for an element that is never visible, and where nothing measures. */
export const AssumedWidth = createContext(720);

/** The width of an element in whole pixels, at least 240, updated on resize. */
export function useWidth(): readonly [RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(use(AssumedWidth));
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const take = () => {
      // A chart hidden behind the table has no width; pictures need the last one.
      const measured = Math.floor(element.clientWidth);
      if (measured > 0) setWidth(Math.max(240, measured));
    };
    take();
    const observer = new ResizeObserver(take);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
