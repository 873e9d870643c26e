import type { Quantity } from '../interval.ts';
import { divide, largest, multiply, ONE, smallest, type Rational } from '../rational.ts';

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

/** A quantity times an exact positive factor. */
export function timesExactly({ value, low, high }: Quantity, factor: Rational): Quantity {
  return {
    value: value && multiply(value, factor),
    low: multiply(low, factor),
    high: multiply(high, factor),
  };
}
