import { parseDecimal, type Quantity } from '@silkgauge/growth';
import type { Interval } from '../words/shown-digits.ts';

/** A value with its interval as exact fractions; null without an interval. */
export const quantityOf = ({ value, low, high }: Interval): Quantity | null =>
  low === null || high === null
    ? null
    : {
        value: value === null ? null : parseDecimal(value),
        low: parseDecimal(low),
        high: parseDecimal(high),
      };
