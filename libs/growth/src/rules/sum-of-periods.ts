import type { Rule } from './rule.ts';
import { sumOfParts } from './sum-of-parts.ts';

export const SUM_OF_PERIODS = {
  name: 'sum-of-periods@1',
  gives: { measure: 'level', side: 'computed' },
  reads: [{ name: 'period', measure: 'level', from: 'print', of: 'own', at: 'parts' }],
  standsIn: true,
  compute: sumOfParts,
  expression: 'sum([period])',
  meaning: {
    en: 'The periods that a longer one is made of, together.',
    zh: '各分期之和。',
  },
} as const satisfies Rule;
