import type { Quantity } from '../number/interval.ts';
import { compareRationals, isPositive, timesWhole, type Rational } from '../number/rational.ts';

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

/** A base this many times below the level that is compared with it is tiny. */
export const TINY_FOLD = 100n;

/**
 * Whether a positive base says little as a base, though no threshold is set: its interval reaches twice its lower end,
 * so that growth may be half or twice as much, or the level that is compared with it is a hundred times as large. A base
 * without a value, such as a range, is none of both.
 * @param level and base in one unit.
 * @example
 * isTinyBase(print('40'), print('1')) // true
 */
export function isTinyBase(level: Quantity, base: Quantity): boolean {
  if (base.value === null) return false;
  if (compareRationals(base.high, timesWhole(base.low, 2n)) >= 0) return true;
  return compareRationals(level.value ?? level.low, timesWhole(base.value, TINY_FOLD)) >= 0;
}
