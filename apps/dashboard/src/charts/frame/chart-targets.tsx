import { memo, use, useMemo } from 'react';
import { Flashing } from '../../flashing.tsx';
import type { Box, MarkTarget } from './target.ts';

const boxed = ({ x, y, width, height }: Box) => ({ x, y, width, height });

export interface ChartTargetsProps {
  readonly targets: readonly MarkTarget[];
  /** The target in the tab order. */
  readonly stop: MarkTarget | null;
  /** The target whose note is open. */
  readonly noted: MarkTarget | null;
}

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

/** Memoized per lane, since focus and notes change in one or two lanes. */
const Lane = memo(function Lane({ targets, stop, noted }: ChartTargetsProps) {
  return targets.map((target) => (
    <g
      key={target.mark.id}
      className={target === noted ? 'chart-target chart-pointed' : 'chart-target'}
      role="button"
      tabIndex={target === stop ? 0 : -1}
      aria-label={target.mark.says}
      data-target={target.mark.id}
      data-state={target.mark.state}
    >
      {target.areas.map((area, index) => (
        <rect key={index} className="chart-area" {...boxed(area)} rx="3" />
      ))}
    </g>
  ));
});

/** Rectangles behind changed marks. The animation runs when a rectangle is mounted, so once per change. */
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

/** The id of the mark around an element; null outside marks. */
export const markIdOf = (element: EventTarget): string | null =>
  element instanceof Element ? (element.closest('[data-target]')?.getAttribute('data-target') ?? null) : null;

export function focusMark(svg: SVGSVGElement, id: string): void {
  svg.querySelector<SVGGElement>(`[data-target="${CSS.escape(id)}"]`)?.focus();
}
