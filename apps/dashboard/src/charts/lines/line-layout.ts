import { oneNumber } from '../mark/extent.ts';
import { joinsOf } from '../mark/join.ts';
import type { LegendKey } from '../mark/legend-keys.ts';
import { LEAST_REVISION, type Line, type Mark } from '../mark/mark.ts';
import type { MarkTarget } from '../frame/target.ts';

export interface Upright {
  readonly y1: number;
  readonly y2: number;
}

export interface Coordinates {
  readonly x: number;
  readonly y: number;
}

export interface Axes {
  readonly x: (period: string) => number | null;
  /** Null for a number without a place on the axis, such as zero on a logarithmic one. */
  readonly y: (value: number) => number | null;
  readonly breaks?: readonly Upright[];
}

export function breaksBetween({ y1, y2 }: Upright, breaks: readonly Upright[]): readonly number[] {
  return breaks
    .map((gap) => (gap.y1 + gap.y2) / 2)
    .filter((middle) => middle > Math.min(y1, y2) && middle < Math.max(y1, y2));
}

/** A mark on a time axis, in pixels; null without a place on the axes. */
function dotOf(mark: Mark, { x: across, y }: Axes) {
  const x = across(mark.period);
  if (x === null) return null;
  const place = (value: number | null | undefined) =>
    value === null || value === undefined ? null : y(value);
  const upright = (one: number | null | undefined, other: number | null | undefined): Upright[] => {
    const y1 = place(one);
    const y2 = place(other);
    return y1 === null || y2 === null || one === other ? [] : [{ y1, y2 }];
  };
  // One value, or one per reading; empty for a range.
  const ys = mark.points.flatMap(({ at }) => place(at) ?? []);
  const whiskers = mark.points.flatMap(({ at, low, high }) => (at === null ? [] : upright(low, high)));
  const ranges = mark.points.flatMap(({ at, low, high }) => (at === null ? upright(low, high) : []));
  const parts = [...ys, ...ranges.flatMap(({ y1, y2 }) => [y1, y2])];
  if (parts.length === 0) return null;
  // The line between readings, or the range.
  const joined =
    mark.points.length > 1 ? { y1: Math.min(...parts), y2: Math.max(...parts) } : (ranges[0] ?? null);
  const one = oneNumber(mark);
  const revised = one === null ? null : (upright(mark.first?.at, one)[0] ?? null);
  const revision = revised && Math.abs(revised.y1 - revised.y2) >= LEAST_REVISION ? revised : null;
  const all = [...parts, ...whiskers.flatMap(({ y1, y2 }) => [y1, y2]), ...(revision ? [revision.y1] : [])];
  return { mark, x, ys, joined, whiskers, revision, top: Math.min(...all), bottom: Math.max(...all) };
}

export type LineDot = NonNullable<ReturnType<typeof dotOf>>;

const placeOf = ({ x, ys: [y = 0] }: LineDot): Coordinates => ({ x, y });

const round = (pixel: number): string => String(Math.round(pixel * 100) / 100);

/** A line along the marks that have a place on the axes, cut at breaks of the axis. */
export function lineShape(line: Line, axes: Axes) {
  const dots = line.marks.flatMap((mark) => dotOf(mark, axes) ?? []);
  /** SVG path data: `dashed` leads to provisional figures, `thin` over missing periods. */
  const paths = { solid: '', dashed: '', thin: '' };
  const gaps: Coordinates[] = [];
  const cuts: Coordinates[] = [];
  const steps: { from: Coordinates; to: Coordinates }[] = [];
  const { breaks = [] } = axes;
  dots.forEach((dot, index) => {
    const before = dots[index - 1];
    if (!before || !dot.mark.breaks) return;
    const [one, other] = [placeOf(before), placeOf(dot)];
    gaps.push({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
  });
  for (const { style, ...ends } of joinsOf(dots, ({ mark }) => mark)) {
    const [from, to] = [placeOf(ends.from), placeOf(ends.to)];
    paths[style] += `M${round(from.x)} ${round(from.y)}L${round(to.x)} ${round(to.y)}`;
    steps.push({ from, to });
    for (const y of breaksBetween({ y1: from.y, y2: to.y }, breaks))
      cuts.push({ x: from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x), y });
  }
  const last = dots.at(-1);
  const middle = last && (last.ys.length > 0 ? last.ys.reduce((a, b) => a + b) / last.ys.length : last.top);
  return {
    ...{ line, dots, ...paths },
    steps,
    /** Middles of the gaps at coverage changes. */
    gaps,
    breaks,
    /** Points where the line runs through a break. */
    cuts,
    /** The last value, or the mean of its readings; null without dots. */
    end: last && middle !== undefined ? { x: last.x, y: middle, mark: last.mark } : null,
  };
}

export type LineShape = ReturnType<typeof lineShape>;

/** A radius for the spacing of the dots, between 1.75 and `most` pixels. */
export function radiusOf({ dots }: LineShape, most: number): number {
  const [first, last] = [dots[0], dots.at(-1)];
  const pitch = first && last && dots.length > 1 ? (last.x - first.x) / (dots.length - 1) : Infinity;
  return Math.max(1.75, Math.min(most, pitch / 2.5));
}

/** The part of the whiskers of a dot that is seen: a dot covers a shorter one. */
export const seenWhiskers = ({ whiskers }: LineDot, radius: number): readonly Upright[] =>
  whiskers.filter(({ y1, y2 }) => Math.abs(y1 - y2) >= 2 * radius);

/** The keys of what is seen beside the dots of lines, whose radius is at most `most`. */
export function seenKeys(shapes: readonly LineShape[], most: number): readonly LegendKey[] {
  const occurs = (seen: (dot: LineDot, radius: number) => boolean) =>
    shapes.some((shape) => shape.dots.some((dot) => seen(dot, radiusOf(shape, most))));
  return [
    ...(occurs((dot, radius) => seenWhiskers(dot, radius).length > 0) ? (['interval'] as const) : []),
    ...(occurs(({ revision }) => revision !== null) ? (['revision'] as const) : []),
    ...(shapes.some(({ breaks }) => breaks.length > 0) ? (['broken'] as const) : []),
  ];
}

/** Half of the least distance between dots, between 3 and 12 pixels. */
function halfWidth(dots: readonly LineDot[]): number {
  let least = 24;
  dots.forEach((dot, index) => {
    const before = dots[index - 1];
    if (before) least = Math.min(least, Math.abs(dot.x - before.x));
  });
  return Math.max(3, least / 2);
}

export function lineTargets({ dots }: LineShape, lane: number): readonly MarkTarget[] {
  const half = halfWidth(dots);
  return dots.map(({ mark, x, ys, top, bottom }) => {
    const above = Math.min(top - 6, (top + bottom) / 2 - 12);
    const below = Math.max(bottom + 6, (top + bottom) / 2 + 12);
    return {
      mark,
      lane,
      x,
      y: ys[0] ?? (top + bottom) / 2,
      areas: [{ x: x - half, y: above, width: 2 * half, height: below - above }],
    };
  });
}
