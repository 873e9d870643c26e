import type { Quantity } from '../number/interval.ts';
import { largest, smallest } from '../number/rational.ts';
import type { Formula } from './rule.ts';

/**
 * The room that the printed growth rates of its two parts leave for the rate of a whole: between the two, as the rate
 * of a whole is the mean of theirs, weighted by base shares above zero. The ends themselves, and what lies beyond
 * them, need a part of nothing or less.
 * @param rates in percent.
 * @returns percent, without a value; both ends are outside.
 * @example
 * betweenParts(print('28.7'), print('24.4')) // none [24.4, 28.7]
 */
export function betweenParts(one: Quantity, other: Quantity): Quantity {
  return {
    value: null,
    low: smallest(one.value ?? one.low, other.value ?? other.low),
    high: largest(one.value ?? one.high, other.value ?? other.high),
  };
}

export const BETWEEN_PARTS = {
  name: 'between-parts@1',
  expression: 'min([exports], [imports]) < [total] < max([exports], [imports])',
  meaning: {
    en: 'The growth of a total lies between that of its parts: at either end the other part would be nothing.',
    zh: '合计的增速介于各部分的增速之间：若等于其中一端，另一部分须为零。',
  },
} as const satisfies Formula;
