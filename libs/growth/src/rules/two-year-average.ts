import type { Quantity } from '../number/interval.ts';
import { quotientOf } from '../number/corners.ts';
import { factorGrowth, growthFactor } from '../observation/print.ts';
import { multiply, type Rational } from '../number/rational.ts';
import type { Calculation } from './rule.ts';
import { isSmallBase } from './small-base.ts';

/** Scale of a square root: 24 decimals, far finer than any print. */
const ROOT_DIGITS = 10n ** 24n;

/**
 * The average yearly growth of two years: 100 (sqrt(F1 F2) - 1), the geometric mean of the factors (compound
 * growth). Rising in both, so the ends map to the ends. The root may be irrational: `value` is cut after 24
 * decimals of the factor, `low` and `high` are widened outward to 24 decimals.
 * @param first @param second in percent, year on year, of one period and of the same a year later.
 * @returns percent a year; null where a factor's interval is negative.
 * @example
 * twoYearAverage(print('31.1'), print('15.0')) // 22.79 [22.74, 22.84]
 */
export function twoYearAverage(first: Quantity, second: Quantity): Quantity | null {
  const [one, two] = [growthFactor(first), growthFactor(second)];
  if (one.low.n < 0n || two.low.n < 0n) return null;
  return averageOf({
    value: one.value && two.value && multiply(one.value, two.value),
    low: multiply(one.low, two.low),
    high: multiply(one.high, two.high),
  });
}

/**
 * As `twoYearAverage`, from the levels at both ends, F1 F2 = level / base: the level of the year in between,
 * which may be zero, is not needed.
 * @param level @param base in one unit, of one period and of the same two years before.
 * @returns percent a year; null for a small base, and where the interval of the level is negative.
 * @example
 * twoYearAverageOfLevels(print('144'), print('100')) // 20.00 [19.49, 20.51]
 */
export function twoYearAverageOfLevels(level: Quantity, base: Quantity): Quantity | null {
  return isSmallBase(base) || level.low.n < 0n ? null : averageOf(quotientOf(level, base));
}

function averageOf({ value, low, high }: Quantity): Quantity {
  return factorGrowth({ value: value && rootOf(value, 0n), low: rootOf(low, 0n), high: rootOf(high, 1n) });
}

function rootOf({ n, d }: Rational, above: 0n | 1n): Rational {
  const scaled = (n * ROOT_DIGITS * ROOT_DIGITS) / d;
  return { n: wholeRoot(scaled) + above, d: ROOT_DIGITS };
}

/** Newton's method from above, in whole numbers: the largest r with r * r <= n. */
function wholeRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

export const TWO_YEAR_AVERAGE = {
  name: 'two-year-average@1',
  compute: ([second, first]: readonly [Quantity, Quantity]) => twoYearAverage(first, second),
  expression: '100 * (sqrt((1 + [growth] / 100) * (1 + [growth before] / 100)) - 1)',
  meaning: { en: 'The average yearly growth of two years.', zh: '两年平均增速。' },
} as const satisfies Calculation;

export const TWO_YEAR_AVERAGE_OF_LEVELS = {
  name: 'two-year-average-of-levels@1',
  compute: ([level, base]: readonly [Quantity, Quantity]) => twoYearAverageOfLevels(level, base),
  expression: '100 * (sqrt([level] / [base]) - 1)',
  meaning: {
    en: 'The average yearly growth of two years, from the levels at both ends.',
    zh: '由首尾两年的金额计算两年平均增速。',
  },
} as const satisfies Calculation;
