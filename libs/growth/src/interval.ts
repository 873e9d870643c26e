import { compareRationals, largest, smallest, subtract, type Rational } from './rational.ts';

/** `low` inclusive, `high` exclusive; equal only where the number is exact. */
export interface Interval {
  readonly low: Rational;
  readonly high: Rational;
}

/** A number with its interval; `value` is null where only the interval is known. */
export interface Quantity extends Interval {
  readonly value: Rational | null;
}

/** An exact number. */
export function exactly(value: Rational): Quantity {
  return { value, low: value, high: value };
}

export function contains({ low, high }: Interval, point: Rational): boolean {
  const above = compareRationals(point, low);
  return above === 0 || (above > 0 && compareRationals(point, high) < 0);
}

/** Whether two intervals have a point in common: `[26.15, 26.25)` and `[26.25, 26.35)` have none. */
export function meets(a: Interval, b: Interval): boolean {
  const low = largest(a.low, b.low);
  const high = smallest(a.high, b.high);
  const room = compareRationals(low, high);
  return room < 0 || (room === 0 && contains(a, low) && contains(b, low));
}

export function width({ low, high }: Interval): Rational {
  return subtract(high, low);
}

/** Whether `a` says strictly more than `b` by its width alone. */
export function isNarrower(a: Interval, b: Interval): boolean {
  return compareRationals(width(a), width(b)) < 0;
}
