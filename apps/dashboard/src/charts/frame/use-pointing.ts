import { useMemo, useState, type DOMAttributes, type MouseEvent } from 'react';
import { focusMark, markIdOf } from './chart-targets.tsx';
import { targetAfter, targetAt, targetNear, type MarkTarget } from './target.ts';
import { useNote } from './use-note.ts';

/** Pointer and keys of a chart: hover near a mark and focus show its note, click and Enter open the mark. */
export function usePointing(targets: readonly MarkTarget[], onOpen: (state: string, id: string) => void) {
  const note = useNote();
  const [current, setCurrent] = useState<string | null>(null);
  const index = useMemo(() => new Map(targets.map((target, at) => [target.mark.id, at])), [targets]);
  const targetOf = (id: string | null) => (id === null ? null : (targets[index.get(id) ?? -1] ?? null));
  const open = (target: MarkTarget | null | undefined) => {
    if (target) onOpen(target.mark.state, target.mark.id);
  };
  const handlers: DOMAttributes<SVGSVGElement> = {
    onKeyDown: (event) => {
      const id = markIdOf(event.target);
      const at = id === null ? undefined : index.get(id);
      if (at === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      const opens = event.key === 'Enter' || event.key === ' ';
      const next = opens ? null : targets[targetAfter(targets, at, event.key) ?? -1];
      if (!opens && !next) return;
      event.preventDefault();
      if (next) focusMark(event.currentTarget, next.mark.id);
      else open(targets[at]);
    },
    onClick: (event) => {
      // A click without a pointer comes from assistive technology; its target is the control of the mark.
      const id = event.detail === 0 ? markIdOf(event.target) : null;
      open(targetOf(id) ?? targetAt(targets, ...placeOf(event)));
    },
    onPointerMove: (event) => {
      const target = targetNear(targets, ...placeOf(event));
      if (target) note.show(target.mark.id);
      else note.leave();
    },
    onFocus: (event) => {
      const id = markIdOf(event.target);
      if (id === null) return;
      setCurrent(id);
      note.show(id);
    },
    onPointerLeave: note.leave,
    onBlur: note.leave,
  };
  return {
    handlers,
    note,
    noted: targetOf(note.id),
    /** The tab stop: the mark focused last, else the first. */
    stop: targetOf(current) ?? targets[0] ?? null,
  };
}

/** The place of a pointer in the chart, in pixels. */
function placeOf({ currentTarget, clientX, clientY }: MouseEvent): [x: number, y: number] {
  const box = currentTarget.getBoundingClientRect();
  return [clientX - box.left, clientY - box.top];
}
