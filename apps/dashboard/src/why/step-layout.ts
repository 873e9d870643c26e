import { scaleLinear, scaleUtc } from 'd3-scale';
import type { Point } from '../charts/mark/mark.ts';

/** The value of a figure from an instant on. */
export interface FigureStep {
  /** ISO instant. */
  readonly at: string;
  /** The instant in words. */
  readonly when: string;
  readonly points: readonly Point[];
  readonly status: string;
}

const WIDTH = 560;
const HEIGHT = 150;
const EDGE = { left: 8, right: 96, top: 18, bottom: 22 };

/** Pixels reserved for the text of the first instant. */
const FIRST_NAME = 150;

/** A step for each vintage up to `now` (milliseconds since 1970), in pixels; null without numbers. */
export function stepLayout(steps: readonly FigureStep[], now: number) {
  const numbers = steps.flatMap(({ points }) =>
    points.flatMap(({ at, low, high }) => [at, low, high].filter((one) => one !== null)),
  );
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last || numbers.length === 0) return null;
  const end = new Date(Math.max(Date.parse(last.at) + 1, now));
  const time = scaleUtc([new Date(first.at), end], [EDGE.left, WIDTH - EDGE.right]);
  const x = (iso: string) => time(new Date(iso));
  const y = scaleLinear([Math.min(...numbers), Math.max(...numbers)], [HEIGHT - EDGE.bottom, EDGE.top]);
  return {
    ...{ width: WIDTH, height: HEIGHT, baseline: HEIGHT - 5 },
    treads: steps.flatMap((step, index) => {
      const [left, right] = [x(step.at), x(steps[index + 1]?.at ?? end.toISOString())];
      return treadsOf(step, steps[index - 1], { left, right, y });
    }),
    values: last.points.map(({ reading, at, low, text }) => ({
      ...{ id: reading ?? '', x: WIDTH - EDGE.right + 6, y: y(at ?? low ?? 0), text },
    })),
    instants: [
      { x: EDGE.left, text: first.when },
      ...(steps.length > 1 ? [{ x: Math.max(x(last.at), EDGE.left + FIRST_NAME), text: last.when }] : []),
    ],
  };
}

interface StepSpan {
  readonly left: number;
  readonly right: number;
  readonly y: (value: number) => number;
}

/** A tread for each reading of a step. */
function treadsOf(step: FigureStep, before: FigureStep | undefined, { left, right, y }: StepSpan) {
  const rise = step.points.length === 1 ? (before?.points[0]?.at ?? null) : null;
  return step.points.map(({ reading, at, low, high }) => ({
    id: `${step.at} ${reading ?? ''}`,
    ...{ status: step.status, left, right },
    y: y(at ?? ((low ?? 0) + (high ?? 0)) / 2),
    band: low === null || high === null ? null : { y: y(high), height: Math.max(0, y(low) - y(high)) },
    /** Height of the step before; null at the first step, and for two readings. */
    from: rise === null ? null : y(rise),
  }));
}

export type Tread = ReturnType<typeof treadsOf>[number];
