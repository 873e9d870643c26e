import type { Quantity } from '../number/interval.ts';
import { subtract } from '../number/rational.ts';
import type { Rule } from './rule.ts';

/**
 * Points between two rates or two shares: a - b, both in percent (the definition of a percentage point).
 * @returns points; rising in `a` and falling in `b`, so the low end is a's low end less b's high end.
 * @example
 * pointsBetween(print('8.9'), print('2.1')) // 6.8 [6.7, 6.9]
 */
export function pointsBetween(a: Quantity, b: Quantity): Quantity {
  return {
    value: a.value && b.value && subtract(a.value, b.value),
    low: subtract(a.low, b.high),
    high: subtract(a.high, b.low),
  };
}

const DIFFERENCE = {
  compute: ([minuend, subtrahend]: readonly [Quantity, Quantity]) => pointsBetween(minuend, subtrahend),
  expression: '[minuend] - [subtrahend]',
  meaning: { en: 'The points between two rates.', zh: '两个增速之差。' },
};

export const GROWTH_GAP = {
  name: 'growth-difference@1',
  gives: { measure: 'growth-gap', side: 'computed' },
  reads: [
    { name: 'minuend', measure: 'growth', from: 'print', of: 'own', at: 'same' },
    { name: 'subtrahend', measure: 'growth', from: 'print', of: 'gap-reference', at: 'same' },
  ],
  ...DIFFERENCE,
} as const satisfies Rule;

export const GROWTH_CHANGE = {
  name: 'growth-difference@1',
  gives: { measure: 'growth-change', side: 'computed' },
  reads: [
    { name: 'minuend', measure: 'growth', from: 'print', of: 'own', at: 'same' },
    { name: 'subtrahend', measure: 'growth', from: 'print', of: 'own', at: 'year-before' },
  ],
  ...DIFFERENCE,
} as const satisfies Rule;
