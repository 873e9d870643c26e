import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Before a chart has been measured, and where it never is, such as in a hidden tab. */
const ASSUMED = 720;

/** Width of an element in whole pixels, measured anew when it changes. */
export function useWidth(): readonly [RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(ASSUMED);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const take = () => {
      // Hidden behind the table a chart has no width; it keeps its last one for pictures.
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
