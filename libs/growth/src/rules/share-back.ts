import type { Quantity } from '../number/interval.ts';
import { overCorners } from '../number/corners.ts';
import { divide, isPositive, multiply } from '../number/rational.ts';
import { growthFactor } from '../observation/print.ts';
import { factor, type Rule } from './rule.ts';

/**
 * The base share of a part, from its present share s and the rates g of the whole and x of the part:
 * s (1 + g/100) / (1 + x/100). Source: part and whole, each divided by its own factor, are their bases.
 * @param presentShare, wholeGrowth and partGrowth in percent.
 * @returns percent; null where the part's factor reaches zero.
 * @example
 * shareBack(print('52.7'), print('2.1'), print('8.9')) // 49.41 [49.32, 49.50]
 */
export function shareBack(
  presentShare: Quantity,
  wholeGrowth: Quantity,
  partGrowth: Quantity,
): Quantity | null {
  const [whole, part] = [growthFactor(wholeGrowth), growthFactor(partGrowth)];
  if (!isPositive(part.low)) return null;
  return overCorners([presentShare, whole, part], ([s, fg, fx]) => multiply(s, divide(fg, fx)));
}

export const SHARE_BACK = {
  name: 'share-back@1',
  gives: { measure: 'share', side: 'implied' },
  reads: [
    { name: 'share', measure: 'share', from: 'print', of: 'own', at: 'year-after' },
    { name: 'whole', measure: 'growth', from: 'print', of: 'share-whole', at: 'year-after' },
    { name: 'part', measure: 'growth', from: 'prints', of: 'own', at: 'year-after' },
  ],
  standsIn: true,
  compute: ([share, whole, part]: readonly [Quantity, Quantity, Quantity]) => shareBack(share, whole, part),
  expression: `[share] * ${factor('whole')} / ${factor('part')}`,
  meaning: {
    en: 'The share a year before, from the present one and the rates of whole and part.',
    zh: '由现占比及总体和部分的增速推算上年占比。',
  },
} as const satisfies Rule;
