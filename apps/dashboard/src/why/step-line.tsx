import { scaleLinear, scaleUtc } from 'd3-scale';
import { useState } from 'react';
import type { Point } from '../charts/mark/mark.ts';

interface Step {
  readonly at: string;
  readonly when: string;
  readonly points: readonly Point[];
  readonly status: string;
}

const WIDTH = 560;
const HEIGHT = 150;
const EDGE = { left: 8, right: 96, top: 18, bottom: 22 };

/** What stood from when to when: a step at each vintage; two readings are two lines. The table below has every digit. */
export function StepLine({ title, steps }: { title: string; steps: readonly Step[] }) {
  const [now] = useState(() => Date.now());
  const numbers = steps.flatMap(({ points }) =>
    points.flatMap(({ at, low, high }) => [at, low, high].filter((one) => one !== null)),
  );
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last || numbers.length === 0) return null;
  const start = new Date(first.at);
  const end = new Date(Math.max(Date.parse(last.at) + 1, now));
  const x = scaleUtc([start, end], [EDGE.left, WIDTH - EDGE.right]);
  const y = scaleLinear([Math.min(...numbers), Math.max(...numbers)], [HEIGHT - EDGE.bottom, EDGE.top]);
  const ends = steps.map((step, index) => ({ step, until: steps[index + 1]?.at ?? end.toISOString() }));
  const said = steps
    .map(({ when, points }) => `${when}: ${points.map(({ text }) => text).join(' / ')}`)
    .join('; ');
  return (
    <svg
      className="step-line"
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      role="img"
      aria-label={`${title}. ${said}`}
    >
      {ends.map(({ step, until }, index) =>
        step.points.map((point) => {
          const at = point.at ?? ((point.low ?? 0) + (point.high ?? 0)) / 2;
          const before = steps[index - 1]?.points[0]?.at;
          const [left, right] = [x(new Date(step.at)), x(new Date(until))];
          return (
            <g key={`${step.at} ${point.reading ?? ''}`}>
              {point.low !== null && point.high !== null && (
                <rect
                  className="band"
                  x={left}
                  width={Math.max(0, right - left)}
                  y={y(point.high)}
                  height={Math.max(0, y(point.low) - y(point.high))}
                />
              )}
              {before !== undefined && before !== null && step.points.length === 1 && (
                <line className="rise" x1={left} x2={left} y1={y(before)} y2={y(at)} />
              )}
              <line className={`step ${step.status}`} x1={left} x2={right} y1={y(at)} y2={y(at)} />
            </g>
          );
        }),
      )}
      {last.points.map((point) => (
        <text
          key={point.reading ?? ''}
          x={WIDTH - EDGE.right + 6}
          y={y(point.at ?? point.low ?? 0)}
          dy="0.32em"
        >
          {point.text}
        </text>
      ))}
      <text className="axis" x={EDGE.left} y={HEIGHT - 5}>
        {first.when}
      </text>
      {steps.length > 1 && (
        <text className="axis" x={Math.max(x(new Date(last.at)), EDGE.left + 150)} y={HEIGHT - 5}>
          {last.when}
        </text>
      )}
    </svg>
  );
}
