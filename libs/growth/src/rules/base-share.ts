import { shareOfPart, WEIGHT } from './part-shares.ts';
import type { Rule } from './rule.ts';

export const BASE_SHARE = {
  name: 'base-share@1',
  gives: { measure: 'share', side: 'implied' },
  reads: [
    { name: 'whole', measure: 'growth', from: 'one-vintage', of: 'total', at: 'year-after' },
    { name: 'part', measure: 'growth', from: 'one-vintage', of: 'own', at: 'year-after' },
    { name: 'rest', measure: 'growth', from: 'one-vintage', of: 'rest', at: 'year-after' },
  ],
  ofFamily: 'baseShare',
  compute: (rates: Parameters<typeof shareOfPart>[0]) => shareOfPart(rates)?.baseShare ?? null,
  expression: `100 * ${WEIGHT}`,
  meaning: {
    en: 'The share of a part in the year before, from the rates of the whole, the part and the rest.',
    zh: '由总体、部分和其余的增速推算上年占比。',
  },
} as const satisfies Rule;
