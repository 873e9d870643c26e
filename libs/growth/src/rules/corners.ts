import type { Quantity } from '../interval.ts';
import { largest, ONE, smallest, type Rational } from '../rational.ts';

/** The same number of points as there are quantities. */
export type PointsOf<Box extends readonly Quantity[]> = { readonly [Index in keyof Box]: Rational };

/**
 * A rule worked at the values, and its extremes over the corners of the box that the intervals span. That bounds
 * every rule that is monotone in each argument while the others stand still; each rule here is linear or a quotient of
 * linear terms in each, so it is, as long as no denominator reaches zero inside the box: callers rule that out first.
 * A box of n sides has 2^n corners.
 */
export function overCorners<const Box extends readonly Quantity[]>(
  box: Box,
  rule: (points: PointsOf<Box>) => Rational,
): Quantity {
  let low: Rational | undefined;
  let high: Rational | undefined;
  for (let corner = 0; corner < 1 << box.length; corner += 1) {
    const result = rule(box.map((side, at) => (corner & (1 << at) ? side.high : side.low)) as PointsOf<Box>);
    low = low ? smallest(low, result) : result;
    high = high ? largest(high, result) : result;
  }
  const values = box.map((side) => side.value);
  const value = values.every((point) => point !== null) ? rule(values as unknown as PointsOf<Box>) : null;
  return { value, low: low ?? ONE, high: high ?? ONE };
}
