import { shareOfPart, WEIGHT } from './part-shares.ts';
import { factor, type Rule } from './rule.ts';

export const PRESENT_SHARE = {
  name: 'present-share@1',
  gives: { measure: 'share', side: 'implied' },
  reads: [
    { name: 'whole', measure: 'growth', from: 'one-vintage', of: 'total', at: 'same' },
    { name: 'part', measure: 'growth', from: 'one-vintage', of: 'own', at: 'same' },
    { name: 'rest', measure: 'growth', from: 'one-vintage', of: 'rest', at: 'same' },
  ],
  ofFamily: 'presentShare',
  compute: (rates: Parameters<typeof shareOfPart>[0]) => shareOfPart(rates)?.presentShare ?? null,
  expression: `100 * ${WEIGHT} * ${factor('part')} / ${factor('whole')}`,
  meaning: {
    en: 'The share of a part, from the rates of the whole, the part and the rest.',
    zh: '由总体、部分和其余的增速推算占比。',
  },
} as const satisfies Rule;
