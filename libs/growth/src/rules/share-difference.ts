import type { Quantity } from '../number/interval.ts';
import { pointsBetween } from './growth-difference.ts';
import type { Rule } from './rule.ts';

const DIFFERENCE = {
  compute: ([minuend, subtrahend]: readonly [Quantity, Quantity]) => pointsBetween(minuend, subtrahend),
  expression: '[minuend] - [subtrahend]',
  meaning: {
    en: 'The points between two shares, or a share less its change: the share a year before.',
    zh: '两个占比之差；或占比减去其变化，即上年占比。',
  },
};

export const SHARE_CHANGE = {
  name: 'share-difference@1',
  gives: { measure: 'share-change', side: 'computed' },
  reads: [
    { name: 'minuend', measure: 'share', from: 'print', of: 'own', at: 'same' },
    { name: 'subtrahend', measure: 'share', from: 'print', of: 'own', at: 'year-before' },
  ],
  ...DIFFERENCE,
} as const satisfies Rule;

export const SHARE_BEFORE_CHANGE = {
  name: 'share-difference@1',
  gives: { measure: 'share', side: 'implied' },
  reads: [
    { name: 'minuend', measure: 'share', from: 'print', of: 'own', at: 'year-after' },
    { name: 'subtrahend', measure: 'share-change', from: 'print', of: 'own', at: 'year-after' },
  ],
  standsIn: true,
  ...DIFFERENCE,
} as const satisfies Rule;
