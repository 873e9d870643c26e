import type { Quantity } from '../number/interval.ts';
import { compareRationals, isPositive, type Rational } from '../number/rational.ts';

/**
 * Whether no growth may be taken from this base: zero or negative within its rounding, or below the threshold.
 * @param threshold in the base's unit, compared with its value, or with its lower end where it has none.
 * @example
 * isSmallBase(print('0')) // true
 */
export function isSmallBase(base: Quantity, threshold?: Rational): boolean {
  if (!isPositive(base.low)) return true;
  return threshold !== undefined && compareRationals(base.value ?? base.low, threshold) < 0;
}
