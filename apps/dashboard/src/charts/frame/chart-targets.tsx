import { memo, use, useMemo } from 'react';
import { Flashing } from '../../flashing.tsx';
import type { Box, MarkTarget } from './target.ts';

const boxed = ({ x, y, width, height }: Box) => ({ x, y, width, height });

export interface ChartTargetsProps {
  readonly targets: readonly MarkTarget[];
  /** The one that the tab key reaches. */
  readonly stop: MarkTarget | null;
  /** The one whose note is shown. */
  readonly noted: MarkTarget | null;
}

/** A control for each mark. */
export function ChartTargets({ targets, stop, noted }: ChartTargetsProps) {
  const lanes = useMemo(() => [...Map.groupBy(targets, ({ lane }) => lane).values()], [targets]);
  return (
    <g data-live="">
      {lanes.map((lane) => (
        <Lane
          key={lane[0]?.lane}
          targets={lane}
          stop={lane.find((target) => target === stop) ?? null}
          noted={lane.find((target) => target === noted) ?? null}
        />
      ))}
    </g>
  );
}

/** Only lanes that gain or lose the focus or the note are drawn anew. */
const Lane = memo(function Lane({ targets, stop, noted }: ChartTargetsProps) {
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
export const Flashes = memo(function Flashes({ targets }: { targets: readonly MarkTarget[] }) {
  const flashing = use(Flashing);
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

/** The name of the mark that an element belongs to. */
export const markIdOf = (element: EventTarget): string | null =>
  element instanceof Element ? (element.closest('[data-mark]')?.getAttribute('data-mark') ?? null) : null;

export function focusMark(svg: SVGSVGElement, id: string): void {
  svg.querySelector<SVGGElement>(`[data-mark="${CSS.escape(id)}"]`)?.focus();
}
