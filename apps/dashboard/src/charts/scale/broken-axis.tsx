import { Cut } from '../mark/shapes.tsx';
import type { Upright } from '../lines/line-layout.ts';

export interface BreakBandsProps {
  readonly breaks: readonly Upright[];
  readonly left: number;
  readonly right: number;
}

/** Bands across the breaks of a panel; numbers on either side of a band have no common scale. */
export function BreakBands({ breaks, left, right }: BreakBandsProps) {
  return breaks.map(({ y1, y2 }) => {
    const [top, bottom] = [y1 + 3, y2 - 3];
    return (
      <g key={y1}>
        <rect className="chart-break-band" x={left} width={right - left} y={top} height={bottom - top} />
        <line className="chart-break-edge" x1={left} x2={right} y1={top} y2={top} />
        <line className="chart-break-edge" x1={left} x2={right} y1={bottom} y2={bottom} />
      </g>
    );
  });
}

export interface BrokenAxisProps {
  readonly breaks: readonly Upright[];
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

/** The upright axis of a panel with breaks; an unbroken axis has no line. */
export function BrokenAxis({ breaks, x, top, bottom }: BrokenAxisProps) {
  if (breaks.length === 0) return null;
  return (
    <>
      <line className="chart-axis" x1={x} x2={x} y1={top} y2={bottom} />
      {breaks.map(({ y1, y2 }) => (
        <Cut key={y1} x={x} y={(y1 + y2) / 2} half={7} isUpright />
      ))}
    </>
  );
}
