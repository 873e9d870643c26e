import type { EndLabel } from './end-labels.ts';
import { inkOf } from '../mark/hatch.tsx';
import { TextLines } from '../mark/shapes.tsx';
import type { PlacedLabel } from './label-places.ts';

export function EndLabelText({ label }: { label: EndLabel }) {
  const { line, names, details, x, from, y, height } = label;
  const first = y - height / 2 + 15;
  return (
    <g className={`ink-${inkOf(line.colour)}`}>
      <path className="chart-end-leader" d={`M${from.x + 7} ${from.y}L${x - 4} ${y}`} />
      <TextLines lines={names} className="chart-end-name" x={x} y={first} step={16} />
      <TextLines lines={details} className="chart-end-value" x={x} y={first + names.length * 16} step={16} />
    </g>
  );
}

export function PointLabelText({ label: { x, y, text, leader } }: { label: PlacedLabel }) {
  return (
    <>
      {leader && (
        <line className="chart-point-leader" x1={leader.x} x2={leader.x} y1={leader.y1} y2={leader.y2} />
      )}
      <text className="chart-point-label" x={x} y={y} textAnchor="middle">
        {text}
      </text>
    </>
  );
}
