import { scaleLinear } from 'd3-scale';
import type { Extent } from '../mark/extent.ts';

/*
 * A linear axis from zero in both directions. A break shortens a few marks so much longer than the rest that
 * the rest could not be compared.
 * Rule: marks are ordered by distance from zero. A break lies before a mark at least RATIO times as far from
 * zero as all before, if at most the share `few` lies beyond. The MOST breaks with the largest ratios are
 * kept.
 * Invariants: no break lies at zero or within a mark. Up to the first break both directions have one scale.
 * Beyond a break only the order holds, so numbers have to be written there.
 */
export const RATIO = 5;
const MOST = 2;

/** Pixels of a break, and the share of the axis for a stretch beyond a break. */
const GAP = 18;
const BEYOND = 0.14;

/** The greatest share of marks beyond a break. */
const HALF = 1 / 2;

/** Distances from zero without a mark in between: `from` ends the last mark before, `to` begins the next. */
export interface Break {
  readonly from: number;
  readonly to: number;
}

interface ScaleReach {
  readonly near: number;
  readonly far: number;
}

function reachOf({ low, high }: Extent): ScaleReach {
  const far = Math.max(Math.abs(low), Math.abs(high));
  return { near: low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high)), far };
}

export function breaksOf(extents: readonly Extent[], few = HALF, tail = 0): readonly Break[] {
  const reaches = extents
    .map(reachOf)
    .filter(({ far }) => far > 0)
    .sort((a, b) => a.near - b.near || a.far - b.far);
  const found: Break[] = [];
  let farthest = 0;
  reaches.forEach(({ near, far }, index) => {
    const areFew = reaches.length - index <= reaches.length * few;
    if (farthest > 0 && near >= RATIO * farthest && areFew) found.push({ from: farthest, to: near });
    farthest = Math.max(farthest, far);
  });
  if (found.length === 0) return tailBreak(reaches, tail);
  return found
    .sort((a, b) => b.to / b.from - a.to / a.from)
    .slice(0, MOST)
    .sort((a, b) => a.from - b.from);
}

/**
 * Without a wide gap, the widest gap that leaves at most the share `tail` beyond, if the last mark is RATIO times
 * as far from zero as those before: many marks may thin out towards a far one.
 */
function tailBreak(reaches: readonly ScaleReach[], tail: number): readonly Break[] {
  const farthest = Math.max(0, ...reaches.map(({ far }) => far));
  let [before, widest]: [number, Break | null] = [0, null];
  reaches.forEach(({ near, far }, index) => {
    const isTail = reaches.length - index <= reaches.length * tail && farthest >= RATIO * before;
    if (isTail && before > 0 && near > before && (!widest || near / before > widest.to / widest.from))
      widest = { from: before, to: near };
    before = Math.max(before, far);
  });
  return widest ? [widest] : [];
}

/** A stretch of the axis: values `from` to `to` on pixels `start` to `end`, both rising. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  readonly broken: boolean;
}

export interface BrokenScale {
  readonly at: (value: number) => number;
  readonly stretches: readonly Stretch[];
  readonly breaks: readonly Stretch[];
  /** By priority: zero and its neighbours, then ticks beyond breaks. */
  readonly ticks: readonly number[];
}

/** A stretch of one direction beyond a break, as distances from zero. */
interface Beyond {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

function beyondOf(distances: readonly ScaleReach[], breaks: readonly Break[]): readonly Beyond[] {
  return breaks.flatMap((here, index) => {
    const next = breaks[index + 1];
    const within = distances.filter(({ near, far }) => near >= here.to && (!next || far <= next.from));
    if (within.length === 0) return [];
    const low = Math.min(...within.map(({ near }) => near));
    const high = Math.max(...within.map(({ far }) => far));
    // A narrow stretch, such as the interval of one number, must not fill all pixels.
    const room = Math.max(high - low, (low - here.from) / 4);
    return {
      from: Math.max(low - room * 0.6, (here.from + low) / 2),
      to: next ? Math.min(high + room * 0.3, (high + next.to) / 2) : high + room * 0.3,
      ticks: middleFirst(low, high),
    };
  });
}

/** Ticks of at most two digits between the ends, the tick nearest to the middle first. */
function middleFirst(low: number, high: number): readonly number[] {
  const middle = (low + high) / 2;
  return scaleLinear([low, high], [])
    .ticks(2)
    .filter((tick) => tick >= low && tick <= high && Number(tick.toPrecision(2)) === tick)
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
}

/** Distances from zero of the marks in one direction: 1 above zero, -1 below. */
function distancesOf(extents: readonly Extent[], sign: 1 | -1): readonly ScaleReach[] {
  return extents
    .map(({ low, high }) => (sign > 0 ? { near: low, far: high } : { near: -high, far: -low }))
    .filter(({ far }) => far > 0)
    .map(({ near, far }) => ({ near: Math.max(0, near), far }));
}

export interface BrokenOptions {
  /** The greatest share of marks beyond a break. */
  readonly few?: number;
  /** The greatest share beyond a break where no gap is wide; none unless said. */
  readonly tail?: number;
  /** Approximate pixels between two ticks. */
  readonly pitch?: number;
}

export function brokenScale(
  extents: readonly Extent[],
  start: number,
  end: number,
  { few = HALF, tail = 0, pitch = 80 }: BrokenOptions = {},
): BrokenScale {
  const breaks = breaksOf(extents, few, tail);
  const up = distancesOf(extents, 1);
  const down = distancesOf(extents, -1);
  const above = beyondOf(up, breaks);
  const below = beyondOf(down, breaks);
  const { from: limit, to: next } = breaks[0] ?? { from: Infinity, to: Infinity };
  // A little past the largest mark before the break, so that its end is visible.
  const reach = (distances: readonly ScaleReach[], beyond: readonly Beyond[]) =>
    beyond.length > 0
      ? Math.min(limit * 1.12, limit + (next - limit) / 4)
      : Math.max(0, ...distances.map(({ far }) => far));
  const highest = reach(up, above);
  const lowest = reach(down, below);
  const width = end - start;
  const many = above.length + below.length;
  const outer = many === 0 ? 0 : Math.min(width * BEYOND, (width * 0.5) / many - GAP);
  const inner = width - many * (outer + GAP);

  const [from, to] = [-lowest, lowest + highest === 0 ? 1 : highest];
  const innerStart = start + below.length * (outer + GAP);
  const middle = { from, to, start: innerStart, end: innerStart + inner, broken: false };
  const stretches = stretchesOf(middle, above, below, outer);
  return {
    at: scaleLinear(
      [...stretches.map((stretch) => stretch.from), ...stretches.slice(-1).map((last) => last.to)],
      [...stretches.map((stretch) => stretch.start), ...stretches.slice(-1).map((last) => last.end)],
    ),
    stretches,
    breaks: stretches.filter(({ broken }) => broken),
    ticks: [
      ...scaleLinear([from, to], [])
        .ticks(Math.max(2, Math.round(inner / pitch)))
        .sort((a, b) => Math.abs(a) - Math.abs(b)),
      ...above.flatMap(({ ticks }) => ticks),
      ...below.flatMap(({ ticks }) => ticks.map((tick) => -tick)),
    ],
  };
}

/** The stretch around zero, and those beyond breaks above and below it, each `outer` pixels long. */
function stretchesOf(
  inner: Stretch,
  above: readonly Beyond[],
  below: readonly Beyond[],
  outer: number,
): readonly Stretch[] {
  const stretches = [inner];
  let edge = { value: inner.to, pixel: inner.end };
  for (const part of above) {
    const middle = edge.pixel + GAP;
    stretches.push({ from: edge.value, to: part.from, start: edge.pixel, end: middle, broken: true });
    stretches.push({ from: part.from, to: part.to, start: middle, end: middle + outer, broken: false });
    edge = { value: part.to, pixel: middle + outer };
  }
  edge = { value: inner.from, pixel: inner.start };
  for (const part of below) {
    const middle = edge.pixel - GAP;
    stretches.unshift({ from: -part.from, to: edge.value, start: middle, end: edge.pixel, broken: true });
    stretches.unshift({ from: -part.to, to: -part.from, start: middle - outer, end: middle, broken: false });
    edge = { value: -part.to, pixel: middle - outer };
  }
  return stretches;
}
