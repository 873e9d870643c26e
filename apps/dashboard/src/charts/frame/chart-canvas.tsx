import { useId, type ReactNode, type RefObject } from 'react';
import { useWords } from '../../words/language.tsx';
import { ChartNote } from './chart-note.tsx';
import { ChartTargets, Flashes } from './chart-targets.tsx';
import '../charts.css';
import type { MarkTarget } from './target.ts';
import { usePointing } from './use-pointing.ts';

export interface ChartCanvasProps extends ChartProps {
  readonly room: RefObject<HTMLDivElement | null>;
  readonly width: number;
  readonly height: number;
  readonly targets: readonly MarkTarget[];
  /** The drawing, hidden from assistive technology, which has the targets. */
  readonly children: ReactNode;
  /** Parts of the drawing with accessible names of their own, such as policy dates. */
  readonly named?: ReactNode;
}

/**
 * The drawing with a target for each mark: one tab stop, arrow keys between marks, notes on hover and focus.
 * Layers marked `data-live` are left out of pictures.
 */
export function ChartCanvas(props: ChartCanvasProps) {
  const { label, room, width, height, targets, onOpen, children, named } = props;
  const { t } = useWords();
  const keys = useId();
  const { handlers, note, noted, stop } = usePointing(targets, onOpen);
  return (
    <div className="chart-room" ref={room}>
      <svg
        className="chart-svg"
        data-chart=""
        role="group"
        aria-label={label}
        aria-describedby={keys}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        {...handlers}
      >
        <Flashes targets={targets} />
        <g aria-hidden="true">{children}</g>
        {named}
        <ChartTargets targets={targets} stop={stop} noted={noted} />
      </svg>
      <span id={keys} className="unseen">
        {t('chart.keys')}
      </span>
      {noted && <ChartNote target={noted} width={width} onEnter={note.stay} onLeave={note.leave} />}
    </div>
  );
}

export interface ChartProps {
  /** The accessible name: the title. */
  readonly label: string;
  readonly onOpen: (state: string, id: string) => void;
}
