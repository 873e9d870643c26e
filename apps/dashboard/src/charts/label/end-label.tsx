import type { EndLabel } from './end-labels.ts';
import { inkOf } from '../mark/hatch.tsx';

/** Name and last value at the end of a line, with a thin leader where it had to move. */
export function EndLabelText({ label }: { label: EndLabel }) {
  const { line, names, details, x, from, y, height } = label;
  const first = y - height / 2 + 15;
  return (
    <g className={`ink-${inkOf(line.colour)}`}>
      <path
        className="chart-end-leader"
        d={`M${String(from.x + 7)} ${String(from.y)}L${String(x - 4)} ${String(y)}`}
      />
      {names.map((name, index) => (
        <text key={index} className="chart-end-name" x={x} y={first + index * 16}>
          {name}
        </text>
      ))}
      {details.map((detail, index) => (
        <text key={index} className="chart-end-value" x={x} y={first + (names.length + index) * 16}>
          {detail}
        </text>
      ))}
    </g>
  );
}
