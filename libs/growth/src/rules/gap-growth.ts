import type { Quantity } from '../number/interval.ts';
import { add } from '../number/rational.ts';
import type { Rule } from './rule.ts';

/**
 * Growth from a reference rate and the gap to it: g = reference + gap, the gap being defined as g - reference.
 * @param reference in percent; @param gap in points, positive where the series grew faster.
 * @returns percent; rising in both, so the ends map to the ends.
 * @example
 * gapGrowth(print('2.1'), print('6.8')) // 8.9 [8.8, 9.0]
 */
export function gapGrowth(reference: Quantity, gap: Quantity): Quantity {
  return {
    value: reference.value && gap.value && add(reference.value, gap.value),
    low: add(reference.low, gap.low),
    high: add(reference.high, gap.high),
  };
}

export const GAP_GROWTH = {
  name: 'gap-growth@1',
  gives: { measure: 'growth', side: 'implied' },
  reads: [
    { name: 'reference', measure: 'growth', from: 'print', of: 'gap-reference', at: 'same' },
    { name: 'gap', measure: 'growth-gap', from: 'print', of: 'own', at: 'same' },
  ],
  standsIn: true,
  isOverYear: true,
  compute: ([reference, gap]: readonly [Quantity, Quantity]) => gapGrowth(reference, gap),
  expression: '[reference] + [gap]',
  meaning: {
    en: 'Growth from that of the reference and the gap to it that was printed.',
    zh: '由参照的增速和公布的差距得出增速。',
  },
} as const satisfies Rule;
