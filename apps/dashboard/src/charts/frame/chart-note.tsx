import { useLayoutEffect, useRef } from 'react';
import type { MarkTarget } from './target.ts';

const AIR = 10;

export interface ChartNoteProps {
  readonly target: MarkTarget;
  readonly width: number;
  readonly onEnter: () => void;
  readonly onLeave: () => void;
}

/** The note of a mark, above the mark if there is room, else below; a pointer on the note keeps it open. */
export function ChartNote({ target, width, onEnter, onLeave }: ChartNoteProps) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const note = ref.current;
    if (!note) return;
    const top = Math.min(...target.areas.slice(0, 1).map(({ y }) => y));
    const bottom = Math.max(...target.areas.slice(0, 1).map(({ y, height }) => y + height));
    const above = top - AIR / 2 - note.offsetHeight;
    const left = Math.max(0, Math.min(target.x - note.offsetWidth / 2, width - note.offsetWidth));
    note.style.left = `${left}px`;
    note.style.top = `${above >= 0 ? above : bottom + AIR / 2}px`;
  }, [target, width]);
  return (
    <div ref={ref} className="chart-note" role="tooltip" onPointerEnter={onEnter} onPointerLeave={onLeave}>
      {target.mark.says}
    </div>
  );
}
