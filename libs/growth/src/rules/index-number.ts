import type { Quantity } from '../number/interval.ts';
import { inPercent, quotientOf } from '../number/corners.ts';
import type { Rational } from '../number/rational.ts';
import { isSmallBase } from './small-base.ts';

/**
 * An index number, the base period standing at 100: 100 level / base (a simple index relative of one series).
 * @returns a pure number; null for a small base, as growth has none then either.
 * @example
 * indexNumber(print('4.72'), print('2.20')) // 214.545 [213.832, 215.262]
 */
export function indexNumber(level: Quantity, base: Quantity, threshold?: Rational): Quantity | null {
  if (isSmallBase(base, threshold)) return null;
  return inPercent(quotientOf(level, base));
}
