import { scaleLinear, scaleUtc } from 'd3-scale';
import type { Point } from '../charts/mark/mark.ts';

/** What a figure was from an instant on. */
export interface FigureStep {
  /** ISO instant. */
  readonly at: string;
  /** The instant as it is written. */
  readonly when: string;
  readonly points: readonly Point[];
  readonly status: string;
}

const WIDTH = 560;
const HEIGHT = 150;
const EDGE = { left: 8, right: 96, top: 18, bottom: 22 };

/** The name of the first instant needs this much before the next one may begin. */
const FIRST_NAME = 150;

/** A step at each vintage up to `now`, in milliseconds since 1970; null where no step has a number. */
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
    /** Readings of the last step, at their heights. */
    values: last.points.map(({ reading, at, low, text }) => ({
      ...{ id: reading ?? '', x: WIDTH - EDGE.right + 6, y: y(at ?? low ?? 0), text },
    })),
    /** First and last instant, on one baseline. */
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

/** Each reading for as long as it was the figure. */
function treadsOf(step: FigureStep, before: FigureStep | undefined, { left, right, y }: StepSpan) {
  const rise = step.points.length === 1 ? (before?.points[0]?.at ?? null) : null;
  return step.points.map(({ reading, at, low, high }) => ({
    id: `${step.at} ${reading ?? ''}`,
    ...{ status: step.status, left, right },
    y: y(at ?? ((low ?? 0) + (high ?? 0)) / 2),
    /** The interval, where it has ends. */
    band: low === null || high === null ? null : { y: y(high), height: Math.max(0, y(low) - y(high)) },
    /** Where the line comes from; null at the first step and where there are two readings. */
    from: rise === null ? null : y(rise),
  }));
}

export type Tread = ReturnType<typeof treadsOf>[number];
