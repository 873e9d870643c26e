import type { Quantity } from '../number/interval.ts';
import { inPercent, quotientOf } from '../number/corners.ts';
import type { Rational } from '../number/rational.ts';
import { pointsBetween } from './growth-difference.ts';
import type { Rule } from './rule.ts';
import { isSmallBase } from './small-base.ts';

/**
 * The contribution of a part to the growth of its whole, from levels: 100 (part - part base) / whole base.
 * Same measure as `contributionOfShare`; contributions of a partition add up to the growth of the whole.
 * @param part @param partBase @param wholeBase in one unit; @param threshold the smallest base of the whole.
 * @returns percentage points; null for a small base of the whole.
 * @example
 * levelContribution(print('62.14'), print('48.78'), print('66.64')) // 20.05 [20.03, 20.06]
 */
export function levelContribution(
  part: Quantity,
  partBase: Quantity,
  wholeBase: Quantity,
  threshold?: Rational,
): Quantity | null {
  if (isSmallBase(wholeBase, threshold)) return null;
  return inPercent(quotientOf(pointsBetween(part, partBase), wholeBase));
}

export const LEVEL_CONTRIBUTION = {
  name: 'level-contribution@1',
  gives: { measure: 'contribution', side: 'computed' },
  reads: [
    { name: 'part', measure: 'level', from: 'prints', of: 'own', at: 'same' },
    { name: 'base', measure: 'level', from: 'prints', of: 'own', at: 'year-before' },
    { name: 'whole', measure: 'level', from: 'prints', of: 'share-whole', at: 'year-before' },
  ],
  compute: ([part, base, whole]: readonly [Quantity, Quantity, Quantity], smallBase?: Rational) =>
    levelContribution(part, base, whole, smallBase),
  expression: '100 * ([part] - [base]) / [whole]',
  meaning: {
    en: 'What a part adds to the growth of its whole: its change over the level of the whole a year before.',
    zh: '部分的变化除以总体上年金额，即其拉动。',
  },
} as const satisfies Rule;
