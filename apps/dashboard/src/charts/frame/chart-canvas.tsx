import {
  memo,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { useWords } from '../../words/language.tsx';
import { ChartNote } from './chart-note.tsx';
import type { ChartProps } from './chart-props.ts';
import '../charts.css';
import { targetAfter, targetAt, type Box, type Target } from './target.ts';

/** A note stays for this long after the pointer has left its mark, so that the pointer can reach the note. */
const GRACE = 220;

export interface ChartCanvasProps extends ChartProps {
  readonly room: RefObject<HTMLDivElement | null>;
  readonly width: number;
  readonly height: number;
  readonly targets: readonly Target[];
  /** What is drawn: kept from assistive technology, which has the targets. */
  readonly children: ReactNode;
  /** What is drawn and has a name of its own, such as policy dates. */
  readonly named?: ReactNode;
}

/**
 * The drawing, and above it one target for each mark: a single tab stop, arrow keys from mark to mark, notes on hover and
 * focus. The layers marked `data-live` are for this page only and left out of pictures.
 */
export function ChartCanvas(props: ChartCanvasProps) {
  const { label, room, width, height, targets, onOpen, flashing, children, named } = props;
  const { t } = useWords();
  const keys = useId();
  const svg = useRef<SVGSVGElement>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const [noted, setNoted] = useState<string | null>(null);
  const leaving = useRef<ReturnType<typeof setTimeout> | null>(null);
  const index = useMemo(() => new Map(targets.map((target, at) => [target.mark.id, at])), [targets]);
  const lanes = useMemo(() => [...Map.groupBy(targets, ({ lane }) => lane).values()], [targets]);
  const targetOf = (id: string | null) => (id === null ? null : (targets[index.get(id) ?? -1] ?? null));
  const stop = targetOf(current) ?? targets[0] ?? null;
  const note = targetOf(noted);

  const stay = () => {
    if (leaving.current) clearTimeout(leaving.current);
    leaving.current = null;
  };
  const leave = () => {
    stay();
    leaving.current = setTimeout(() => {
      setNoted(null);
    }, GRACE);
  };
  useEffect(
    () => () => {
      if (leaving.current) clearTimeout(leaving.current);
    },
    [],
  );
  useEffect(() => {
    if (noted === null) return;
    const dismiss = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // The first Escape closes the note only, not what the chart stands in.
      event.stopPropagation();
      setNoted(null);
    };
    document.addEventListener('keydown', dismiss, true);
    return () => {
      document.removeEventListener('keydown', dismiss, true);
    };
  }, [noted]);

  const idOf = (element: EventTarget) =>
    element instanceof Element ? (element.closest('[data-mark]')?.getAttribute('data-mark') ?? null) : null;
  const pointed = (event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return targetAt(targets, event.clientX - box.left, event.clientY - box.top);
  };
  const open = (target: Target | null) => {
    if (target) onOpen(target.mark.state, target.mark.id);
  };
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const id = idOf(event.target);
    const at = id === null ? undefined : index.get(id);
    if (at === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open(targets[at] ?? null);
      return;
    }
    const next = targets[targetAfter(targets, at, event.key) ?? -1];
    if (!next) return;
    event.preventDefault();
    const name = CSS.escape(next.mark.id);
    event.currentTarget.querySelector<SVGGElement>(`[data-mark="${name}"]`)?.focus();
  };

  return (
    <div className="chart-room" ref={room}>
      <svg
        ref={svg}
        className="chart-svg"
        data-chart=""
        role="group"
        aria-label={label}
        aria-describedby={keys}
        width={width}
        height={height}
        viewBox={`0 0 ${String(width)} ${String(height)}`}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const id = event.detail === 0 ? idOf(event.target) : null;
          open(targetOf(id) ?? pointed(event));
        }}
        onPointerMove={(event) => {
          const target = pointed(event);
          if (!target) {
            if (noted !== null && !leaving.current) leave();
            return;
          }
          stay();
          setNoted(target.mark.id);
        }}
        onPointerLeave={leave}
        onFocus={(event) => {
          const id = idOf(event.target);
          if (id === null) return;
          stay();
          setCurrent(id);
          setNoted(id);
        }}
        onBlur={leave}
      >
        <Flashes targets={targets} flashing={flashing} />
        <g aria-hidden="true">{children}</g>
        {named}
        <g data-live="">
          {lanes.map((lane) => (
            <Lane
              key={lane[0]?.lane}
              targets={lane}
              stop={lane.find((target) => target === stop) ?? null}
              noted={lane.find((target) => target === note) ?? null}
            />
          ))}
        </g>
      </svg>
      <span id={keys} className="chart-unseen">
        {t('chart.keys')}
      </span>
      {note && <ChartNote target={note} width={width} onEnter={stay} onLeave={leave} />}
    </div>
  );
}

const boxed = ({ x, y, width, height }: Box) => ({ x, y, width, height });

interface LaneProps {
  readonly targets: readonly Target[];
  readonly stop: Target | null;
  readonly noted: Target | null;
}

/** Only lanes that gain or lose the focus or the note are drawn anew. */
const Lane = memo(function Lane({ targets, stop, noted }: LaneProps) {
  return targets.map((target) => (
    <g
      key={target.mark.id}
      className={target === noted ? 'chart-target chart-pointed' : 'chart-target'}
      role="button"
      tabIndex={target === stop ? 0 : -1}
      aria-label={target.mark.says}
      data-mark={target.mark.id}
      data-state={target.mark.state}
    >
      {target.areas.map((area, index) => (
        <rect key={index} className="chart-area" {...boxed(area)} rx="3" />
      ))}
    </g>
  ));
});

/** Behind the marks that have just changed. The animation runs when the rectangle appears, so once for each change. */
const Flashes = memo(function Flashes({
  targets,
  flashing,
}: {
  targets: readonly Target[];
  flashing: ReadonlySet<string>;
}) {
  if (flashing.size === 0) return null;
  return (
    <g data-live="" aria-hidden="true">
      {targets
        .filter(({ mark }) => flashing.has(mark.state))
        .map(({ mark, areas }) =>
          areas
            .slice(0, 1)
            .map((area) => <rect key={mark.id} className="chart-flash" {...boxed(area)} rx="3" />),
        )}
    </g>
  );
});
