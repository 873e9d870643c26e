import type { EndLabel } from './end-labels.ts';
import { inkOf } from '../mark/hatch.tsx';
import { TextLines } from '../mark/shapes.tsx';
import { namesOf } from '../mark/mark-names.ts';
import type { PlacedLabel } from './label-places.ts';

export function EndLabelText({ label }: { label: EndLabel }) {
  const { line, names, details, x, y, height, mark, leader } = label;
  const first = y - height / 2 + 15;
  return (
    <g className={`ink-${inkOf(line.colour)}`}>
      <path
        className="chart-end-leader"
        {...namesOf('leader', mark)}
        d={`M${leader.from.x} ${leader.from.y}L${leader.to.x} ${leader.to.y}`}
      />
      <TextLines lines={names} className="chart-end-name" x={x} y={first} step={16} />
      <TextLines lines={details} className="chart-end-value" x={x} y={first + names.length * 16} step={16} />
    </g>
  );
}

export function PointLabelText({ label: { x, y, text, mark, leader } }: { label: PlacedLabel }) {
  return (
    <>
      {leader && (
        <line
          className="chart-point-leader"
          {...namesOf('leader', mark)}
          x1={leader.x}
          x2={leader.x}
          y1={leader.y1}
          y2={leader.y2}
        />
      )}
      <text className="chart-point-label" x={x} y={y} textAnchor="middle">
        {text}
      </text>
    </>
  );
}
