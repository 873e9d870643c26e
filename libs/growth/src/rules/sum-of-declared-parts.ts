import type { Rule } from './rule.ts';
import { sumOfParts } from './sum-of-parts.ts';

export const SUM_OF_DECLARED_PARTS = {
  name: 'sum-of-declared-parts@1',
  gives: { measure: 'level', side: 'computed' },
  reads: [{ name: 'part', measure: 'level', from: 'print', of: 'declared-parts', at: 'same' }],
  standsIn: true,
  compute: sumOfParts,
  expression: 'sum([part])',
  meaning: {
    en: 'All parts that a register declares to make up the whole, together.',
    zh: '登记为构成总体的全部组成部分之和。',
  },
} as const satisfies Rule;
