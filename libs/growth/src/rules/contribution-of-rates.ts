import { shareOfPart, WEIGHT } from './part-shares.ts';
import type { Rule } from './rule.ts';

export const CONTRIBUTION_OF_RATES = {
  name: 'contribution-of-rates@1',
  gives: { measure: 'contribution', side: 'implied' },
  reads: [
    { name: 'whole', measure: 'growth', from: 'one-vintage', of: 'total', at: 'same' },
    { name: 'part', measure: 'growth', from: 'one-vintage', of: 'own', at: 'same' },
    { name: 'rest', measure: 'growth', from: 'one-vintage', of: 'rest', at: 'same' },
  ],
  ofFamily: 'contribution',
  compute: (rates: Parameters<typeof shareOfPart>[0]) => shareOfPart(rates)?.contribution ?? null,
  expression: `${WEIGHT} * [part]`,
  meaning: {
    en: 'What a part adds to the growth of its whole, from the rates of the whole, the part and the rest.',
    zh: '由总体、部分和其余的增速推算部分对总体增长的拉动。',
  },
} as const satisfies Rule;
