import type { Quantity } from './interval.ts';
import { divide, largest, ONE, smallest, timesWhole, type Rational } from './rational.ts';

/** The same number of points as there are quantities. */
export type PointsOf<Box extends readonly Quantity[]> = { readonly [Index in keyof Box]: Rational };

/** The corners of a box, and the point of its values; null where a side has none. */
export interface Points<Point> {
  readonly corners: readonly Point[];
  readonly values: Point | null;
}

/** A box of n sides has 2^n corners. `seenAs` is what rules need of a point, worked out once for all of them. */
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
 * A rule worked at the values, and its extremes over the corners of the box that the intervals span. That bounds
 * every rule that is monotone in each argument while the others stand still; each rule here is linear or a quotient of
 * linear terms in each, so it is, as long as no denominator reaches zero inside the box: callers rule that out first.
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
 * A quotient of two quantities; the divisor is positive everywhere: callers rule the rest out first. It rises in the
 * dividend, and in the divisor it falls where the dividend is positive and rises where it is negative, so one corner
 * each is the least and the greatest.
 */
export function quotientOf(dividend: Quantity, divisor: Quantity): Quantity {
  return {
    value: dividend.value && divisor.value && divide(dividend.value, divisor.value),
    low: divide(dividend.low, dividend.low.n < 0n ? divisor.low : divisor.high),
    high: divide(dividend.high, dividend.high.n < 0n ? divisor.high : divisor.low),
  };
}

/** A quantity a hundred times over: from a part of one to percent. */
export function inPercent({ value, low, high }: Quantity): Quantity {
  return {
    value: value && timesWhole(value, 100n),
    low: timesWhole(low, 100n),
    high: timesWhole(high, 100n),
  };
}
