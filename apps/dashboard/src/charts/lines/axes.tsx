import type { Tick } from '../scale/time-scale.ts';
import type { TimeTick } from '../scale/time-ticks.ts';

interface PlotProps {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The area between the axes of a panel; nothing of it is seen. */
export function Plot({ left, right, top, bottom }: PlotProps) {
  return <rect data-plot="" fill="none" x={left} y={top} width={right - left} height={bottom - top} />;
}

export function Times({ times, y }: { times: readonly TimeTick[]; y: number }) {
  return times.map(({ at, text, period }) => (
    <text key={period} className="chart-tick" x={at} y={y} textAnchor="middle" data-period={period}>
      {text}
    </text>
  ));
}

interface LevelsProps {
  readonly ticks: readonly Tick[];
  readonly left: number;
  readonly right: number;
  /** Pixel of the base, drawn stronger. */
  readonly base?: number;
}

/** Horizontal grid lines of a panel with their labels. */
export function Levels({ ticks, left, right, base }: LevelsProps) {
  return ticks.map(({ at, text }) => (
    <g key={text}>
      <line className="chart-grid" x1={left} x2={right} y1={at} y2={at} />
      <text
        className={at === base ? 'chart-tick chart-tick-base' : 'chart-tick'}
        x={left - 8}
        y={at + 4}
        textAnchor="end"
      >
        {text}
      </text>
    </g>
  ));
}
