import { compareRationals, largest, smallest, subtract, type Rational } from './rational.ts';

/** `low` inclusive, `high` exclusive; the ends are equal only where the number is exact. */
export interface Interval {
  readonly low: Rational;
  readonly high: Rational;
}

/** A number with its interval; `value` is null where only the interval is known. */
export interface Quantity extends Interval {
  readonly value: Rational | null;
}

/**
 * An exact number, such as a total of counted sales.
 * @example
 * exactly({ n: 5n, d: 2n }) // 2.5 [2.5, 2.5]
 */
export function exactly(value: Rational): Quantity {
  return { value, low: value, high: value };
}

/**
 * Whether a point lies in an interval; the upper end only lies in an interval of one point.
 * @example
 * contains(print('26.2'), { n: 2625n, d: 100n }) // false
 */
export function contains({ low, high }: Interval, point: Rational): boolean {
  const above = compareRationals(point, low);
  return above === 0 || (above > 0 && compareRationals(point, high) < 0);
}

/**
 * Whether two intervals have a point in common: `[26.15, 26.25)` and `[26.25, 26.35)` have none.
 * @example
 * meets(print('26.2'), print('26.3')) // false
 */
export function meets(a: Interval, b: Interval): boolean {
  const before = compareRationals(a.low, b.high);
  const after = compareRationals(b.low, a.high);
  if (before > 0 || after > 0) return false;
  if (before < 0 && after < 0) return true;
  const only = before === 0 ? a.low : b.low;
  return contains(a, only) && contains(b, only);
}

/**
 * The intersection of two intervals; null where it is empty. Intervals that meet pairwise all have a point in
 * common (Helly's theorem), so one running intersection decides for several.
 * @example
 * common(print('26.2'), print('26.3')) // null
 */
export function common(a: Interval, b: Interval): Interval | null {
  return meets(a, b) ? { low: largest(a.low, b.low), high: smallest(a.high, b.high) } : null;
}

/**
 * The length of an interval, in the unit of its ends.
 * @example
 * width(print('31.10')) // 0.01
 */
export function width({ low, high }: Interval): Rational {
  return subtract(high, low);
}

/**
 * Whether `a` is strictly narrower than `b`, wherever the two lie.
 * @example
 * isNarrower(print('31.10'), print('31.1')) // true
 */
export function isNarrower(a: Interval, b: Interval): boolean {
  return compareRationals(width(a), width(b)) < 0;
}
