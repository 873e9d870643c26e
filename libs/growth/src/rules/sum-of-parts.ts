import { exactly, type Quantity } from '../number/interval.ts';
import { add, ZERO } from '../number/rational.ts';
import type { Rule } from './rule.ts';

/**
 * The sum of the parts of a declared partition (exports and imports; the months of a year; chapters of goods), all
 * in one unit.
 * @returns in that unit; `value` is null if a part is only an interval; an exact zero for no parts.
 * @example
 * sumOfParts([print('25.45'), print('18.39')]) // 43.840 [43.830, 43.850]
 */
export function sumOfParts(parts: readonly Quantity[]): Quantity {
  const [first, ...rest] = parts;
  if (!first) return exactly(ZERO);
  let { value, low, high } = first;
  for (const part of rest) {
    value = value && part.value && add(value, part.value);
    low = add(low, part.low);
    high = add(high, part.high);
  }
  return { value, low, high };
}

export const SUM_OF_PARTS = {
  name: 'sum-of-parts@1',
  gives: { measure: 'level', side: 'computed' },
  reads: [
    { name: 'exports', measure: 'level', from: 'print', of: 'exports', at: 'same' },
    { name: 'imports', measure: 'level', from: 'print', of: 'imports', at: 'same' },
  ],
  standsIn: true,
  compute: sumOfParts,
  expression: '[exports] + [imports]',
  meaning: {
    en: 'Exports and imports together.',
    zh: '出口与进口之和。',
  },
} as const satisfies Rule;
