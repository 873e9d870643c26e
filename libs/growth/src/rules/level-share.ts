import type { Quantity } from '../number/interval.ts';
import { inPercent, quotientOf } from '../number/corners.ts';
import { isPositive } from '../number/rational.ts';
import type { Rule } from './rule.ts';

/**
 * A part's share of its whole from the two levels: 100 part / whole (the definition of a share).
 * @param part @param whole in one unit.
 * @returns percent; null where the whole's interval reaches zero or below. Not cut at 100, to show a
 * contradiction.
 * @example
 * levelShare(print('62.14'), print('86.33')) // 71.980 [71.970, 71.990]
 */
export function levelShare(part: Quantity, whole: Quantity): Quantity | null {
  if (!isPositive(whole.low)) return null;
  return inPercent(quotientOf(part, whole));
}

export const LEVEL_SHARE = {
  name: 'level-share@1',
  gives: { measure: 'share', side: 'computed' },
  reads: [
    { name: 'part', measure: 'level', from: 'prints', of: 'own', at: 'same' },
    { name: 'whole', measure: 'level', from: 'prints', of: 'share-whole', at: 'same' },
  ],
  compute: ([part, whole]: readonly [Quantity, Quantity]) => levelShare(part, whole),
  expression: '100 * [part] / [whole]',
  meaning: {
    en: 'The share of a part, from the levels of part and whole.',
    zh: '由部分和总体的金额计算占比。',
  },
} as const satisfies Rule;
