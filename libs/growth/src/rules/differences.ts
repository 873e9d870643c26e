import type { Quantity } from '../number/interval.ts';
import { add, subtract } from '../number/rational.ts';

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

/**
 * The points between two rates, or between two shares: a - b, both in percent (the definition of a percentage point).
 * @returns points; rising in `a` and falling in `b`, so it is lowest at a's low and b's high end.
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
