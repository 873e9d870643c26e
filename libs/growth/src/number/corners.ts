import type { Quantity } from './interval.ts';
import { divide, largest, ONE, smallest, timesWhole, type Rational } from './rational.ts';

/** One point for each side of the box. */
export type PointsOf<Box extends readonly Quantity[]> = { readonly [Index in keyof Box]: Rational };

/** The corners of a box, and the point at the values of its sides; null where a side has no value. */
export interface Points<Point> {
  readonly corners: readonly Point[];
  readonly values: Point | null;
}

/** The 2^n corners of a box of n sides. `seenAs` maps each point once to the terms that rules share. */
export function pointsOf<const Box extends readonly Quantity[], Point>(
  box: Box,
  seenAs: (points: PointsOf<Box>) => Point,
): Points<Point> {
  const values = box.map((side) => side.value);
  return {
    corners: Array.from({ length: 1 << box.length }, (_, corner) =>
      seenAs(box.map((side, at) => (corner & (1 << at) ? side.high : side.low)) as PointsOf<Box>),
    ),
    values: values.every((point) => point !== null) ? seenAs(values as unknown as PointsOf<Box>) : null,
  };
}

/**
 * A rule at the values, and its extremes over the corners of the box that the intervals span. The corners
 * bound every rule that is monotone in each argument alone: linear, or a quotient of linear terms. Callers
 * first rule out a denominator that reaches zero inside the box.
 */
export function overPoints<Point>(
  { corners, values }: Points<Point>,
  rule: (point: Point) => Rational,
): Quantity {
  const [first = ONE, ...others] = corners.map(rule);
  return {
    value: values && rule(values),
    low: smallest(first, ...others),
    high: largest(first, ...others),
  };
}

/** As `overPoints`, for a single rule. */
export function overCorners<const Box extends readonly Quantity[]>(
  box: Box,
  rule: (points: PointsOf<Box>) => Rational,
): Quantity {
  return overPoints(pointsOf(box, rule), (result) => result);
}

/**
 * A quotient of two quantities; callers rule out a divisor that is not positive. The quotient rises in the
 * dividend; in the divisor, the quotient falls for a positive dividend and rises for a negative one.
 */
export function quotientOf(dividend: Quantity, divisor: Quantity): Quantity {
  return {
    value: dividend.value && divisor.value && divide(dividend.value, divisor.value),
    low: divide(dividend.low, dividend.low.n < 0n ? divisor.low : divisor.high),
    high: divide(dividend.high, dividend.high.n < 0n ? divisor.high : divisor.low),
  };
}

/** A fraction of one in percent. */
export function inPercent({ value, low, high }: Quantity): Quantity {
  return {
    value: value && timesWhole(value, 100n),
    low: timesWhole(low, 100n),
    high: timesWhole(high, 100n),
  };
}
