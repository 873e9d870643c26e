import type { Quantity } from '../number/interval.ts';
import { quotientOf } from '../number/corners.ts';
import type { Rational } from '../number/rational.ts';
import { factorGrowth } from '../observation/print.ts';
import type { Calculation, Rule } from './rule.ts';
import { isSmallBase } from './small-base.ts';

/**
 * Growth from two levels of one unit: 100 (level / base - 1) (the definition of a rate of change).
 * @param threshold the smallest base of the series, in the levels' unit.
 * @returns percent; null for a small base: zero or negative within its rounding, or below the threshold.
 * @example
 * computedGrowth(print('4.72'), print('2.151')) // 119.433 [119.149, 119.716]
 */
export function computedGrowth(level: Quantity, base: Quantity, threshold?: Rational): Quantity | null {
  if (isSmallBase(base, threshold)) return null;
  return factorGrowth(quotientOf(level, base));
}

export const RATIO = {
  name: 'ratio@1',
  gives: { measure: 'growth', side: 'computed' },
  reads: [
    { name: 'level', measure: 'level', from: 'anything', of: 'own', at: 'same' },
    { name: 'base', measure: 'level', from: 'anything', of: 'own', at: 'compared' },
  ],
  compute: ([level, base]: readonly [Quantity, Quantity], smallBase?: Rational) =>
    computedGrowth(level, base, smallBase),
  expression: '100 * ([level] / [base] - 1)',
  meaning: {
    en: 'Growth from the levels of a period and of the one it is compared with.',
    zh: '由本期与比较期的金额计算增速。',
  },
} as const satisfies Rule;

/** `computedGrowth` over the sums of levels. */
export const RATIO_OF_SUMS = {
  name: 'ratio-of-sums@1',
  compute: ([levels, bases]: readonly [Quantity, Quantity]) => computedGrowth(levels, bases),
  expression: '100 * (sum([level]) / sum([base]) - 1)',
  meaning: {
    en: 'Growth from the levels of several periods together.',
    zh: '由若干时期的金额合计计算增速。',
  },
} as const satisfies Calculation;
