import type { Quantity } from '../number/interval.ts';
import { compareRationals, isPositive, type Rational } from '../number/rational.ts';

/**
 * Whether a base is too small for growth: zero or negative within its rounding, or below the threshold.
 * @param threshold in the base's unit; compared with the value, or without one with the lower end.
 * @example
 * isSmallBase(print('0')) // true
 */
export function isSmallBase(base: Quantity, threshold?: Rational): boolean {
  if (!isPositive(base.low)) return true;
  return threshold !== undefined && compareRationals(base.value ?? base.low, threshold) < 0;
}
