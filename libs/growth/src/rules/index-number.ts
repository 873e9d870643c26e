import type { Quantity } from '../number/interval.ts';
import { inPercent, quotientOf } from '../number/corners.ts';
import type { Rational } from '../number/rational.ts';
import type { Calculation } from './rule.ts';
import { isSmallBase } from './small-base.ts';

/**
 * An index number with the base period at 100: 100 level / base (a simple index relative of one series).
 * @param level and base in one unit; threshold in that unit, as for `isSmallBase`.
 * @returns a pure number; null for a small base, as for growth.
 * @example
 * indexNumber(print('4.72'), print('2.20')) // 214.545 [213.832, 215.262]
 */
export function indexNumber(level: Quantity, base: Quantity, threshold?: Rational): Quantity | null {
  if (isSmallBase(base, threshold)) return null;
  return inPercent(quotientOf(level, base));
}

export const INDEX_NUMBER = {
  name: 'index@1',
  compute: ([level, base]: readonly [Quantity, Quantity]) => indexNumber(level, base),
  expression: '100 * [level] / [base]',
  meaning: { en: 'The level as an index number, the base period at 100.', zh: '以基期为 100 的指数。' },
} as const satisfies Calculation;
