import type { Tick } from '../scale/time-scale.ts';

export function Times({ times, y }: { times: readonly Tick[]; y: number }) {
  return times.map(({ at, text }, index) => (
    <text key={index} className="chart-tick" x={at} y={y} textAnchor="middle">
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
