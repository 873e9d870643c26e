import {
  useMemo,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type SVGProps,
} from 'react';
import type { ChartProps } from './chart-props.ts';
import { focusMark, markIdOf } from './chart-targets.tsx';
import { targetAfter, targetAt, type MarkTarget } from './target.ts';
import { useNote, type Note } from './use-note.ts';

type Svg = SVGSVGElement;
type Handlers = Pick<
  SVGProps<Svg>,
  'onKeyDown' | 'onClick' | 'onPointerMove' | 'onPointerLeave' | 'onFocus' | 'onBlur'
>;

export interface Pointing {
  readonly handlers: Handlers;
  readonly note: Note;
  /** The mark whose note is shown. */
  readonly noted: MarkTarget | null;
  /** The single tab stop of the chart: the mark that had the focus last, else the first. */
  readonly stop: MarkTarget | null;
}

/** Pointer and keys of a chart: what is pointed at or focused has its note shown, a click or Enter opens it. */
export function usePointing(targets: readonly MarkTarget[], onOpen: ChartProps['onOpen']): Pointing {
  const note = useNote();
  const [current, setCurrent] = useState<string | null>(null);
  const index = useMemo(() => new Map(targets.map((target, at) => [target.mark.id, at])), [targets]);
  const targetOf = (id: string | null) => (id === null ? null : (targets[index.get(id) ?? -1] ?? null));
  const open = (target: MarkTarget | null | undefined) => {
    if (target) onOpen(target.mark.state, target.mark.id);
  };
  const onKeyDown = (event: KeyboardEvent<Svg>) => {
    const id = markIdOf(event.target);
    const at = id === null ? undefined : index.get(id);
    if (at === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const opens = event.key === 'Enter' || event.key === ' ';
    const next = opens ? null : targets[targetAfter(targets, at, event.key) ?? -1];
    if (!opens && !next) return;
    event.preventDefault();
    if (next) focusMark(event.currentTarget, next.mark.id);
    else open(targets[at]);
  };
  const onClick = (event: MouseEvent<Svg>) => {
    // A click without a pointer comes from assistive technology: it is of the control, wherever that lies.
    const id = event.detail === 0 ? markIdOf(event.target) : null;
    open(targetOf(id) ?? pointedAt(targets, event));
  };
  const onPointerMove = (event: MouseEvent<Svg>) => {
    const target = pointedAt(targets, event);
    if (target) note.show(target.mark.id);
    else note.leave();
  };
  const onFocus = (event: FocusEvent<Svg>) => {
    const id = markIdOf(event.target);
    if (id === null) return;
    setCurrent(id);
    note.show(id);
  };
  return {
    handlers: { onKeyDown, onClick, onPointerMove, onPointerLeave: note.leave, onFocus, onBlur: note.leave },
    note,
    noted: targetOf(note.id),
    stop: targetOf(current) ?? targets[0] ?? null,
  };
}

function pointedAt(targets: readonly MarkTarget[], event: MouseEvent<Svg>): MarkTarget | null {
  const box = event.currentTarget.getBoundingClientRect();
  return targetAt(targets, event.clientX - box.left, event.clientY - box.top);
}
