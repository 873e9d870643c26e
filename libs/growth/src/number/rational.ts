import { formatDigits, powerOfTen } from './digits.ts';

/** An exact fraction `n / d` with positive `d`; not reduced, because chains of operations are short. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

/** `half-away` (from zero) for a shown value; `down` and `up` to widen an interval outward. */
export type Rounding = 'half-away' | 'down' | 'up';

export const ZERO: Rational = { n: 0n, d: 1n };
export const ONE: Rational = { n: 1n, d: 1n };
export const HUNDRED: Rational = { n: 100n, d: 1n };

export function add(a: Rational, b: Rational): Rational {
  // Most sums add decimals of one scale; a shared denominator must not grow.
  if (a.d === b.d) return { n: a.n + b.n, d: a.d };
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

export function subtract(a: Rational, b: Rational): Rational {
  if (a.d === b.d) return { n: a.n - b.n, d: a.d };
  return { n: a.n * b.d - b.n * a.d, d: a.d * b.d };
}

export function multiply(a: Rational, b: Rational): Rational {
  return { n: a.n * b.n, d: a.d * b.d };
}

/** As `multiply`, by a whole number; the denominator does not grow. */
export function timesWhole(a: Rational, factor: bigint): Rational {
  return { n: a.n * factor, d: a.d };
}

/** @throws RangeError on division by zero; callers check the divisor first. */
export function divide(a: Rational, b: Rational): Rational {
  if (b.n === 0n) throw new RangeError('Division by zero');
  if (a.d === b.d) return b.n < 0n ? { n: -a.n, d: -b.n } : { n: a.n, d: b.n };
  return b.n < 0n ? { n: -a.n * b.d, d: -b.n * a.d } : { n: a.n * b.d, d: a.d * b.n };
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compareRationals(a: Rational, b: Rational): -1 | 0 | 1 {
  const isSame = a.d === b.d;
  const left = isSame ? a.n : a.n * b.d;
  const right = isSame ? b.n : b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function isPositive(a: Rational): boolean {
  return a.n > 0n;
}

export function smallest(...all: readonly [Rational, ...Rational[]]): Rational {
  return all.reduce((a, b) => (compareRationals(b, a) < 0 ? b : a));
}

export function largest(...all: readonly [Rational, ...Rational[]]): Rational {
  return all.reduce((a, b) => (compareRationals(b, a) > 0 ? b : a));
}

/** `numerator / denominator` as a whole number; `denominator` positive. */
export function roundQuotient(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  if (rounding === 'half-away') {
    const away = (2n * (numerator < 0n ? -numerator : numerator) + denominator) / (2n * denominator);
    return numerator < 0n ? -away : away;
  }
  const truncated = numerator / denominator;
  if (truncated * denominator === numerator) return truncated;
  if (rounding === 'down') return numerator < 0n ? truncated - 1n : truncated;
  return numerator < 0n ? truncated : truncated + 1n;
}

/** `a` as a decimal string with exactly `scale` digits after the point. */
export function showRational(a: Rational, scale: number, rounding: Rounding): string {
  const numerator = scale === 0 ? a.n : a.n * powerOfTen(scale);
  return formatDigits(roundQuotient(numerator, a.d, rounding), scale);
}
