import { exactly, type Interval, type Quantity } from './interval.ts';
import { factorGrowth, growthFactor } from './print.ts';
import {
  add,
  compareRationals,
  divide,
  HUNDRED,
  isPositive,
  largest,
  multiply,
  ONE,
  smallest,
  subtract,
  type Rational,
} from './rational.ts';

/**
 * Every rule takes and gives quantities in plain units (levels) or percent (growth), exact, unrounded. Each is
 * monotone in each of its arguments while the others stand still, as long as no denominator reaches zero, so its
 * extremes over a box of intervals lie at the box's corners.
 */

/**
 * The level a growth rate was taken from: base = level / (1 + g / 100).
 * @returns null where the factor's interval reaches zero: nothing bounds the base then.
 */
export function impliedBase(level: Quantity, growth: Quantity): Quantity | null {
  const factor = growthFactor(growth);
  return isPositive(factor.low) ? overCorners([level, factor], ([l, f]) => divide(l, f)) : null;
}

/**
 * Growth in percent from two levels: 100 (level / base - 1).
 * @returns null for a small base: zero or negative within its rounding, or below the given threshold.
 */
export function computedGrowth(level: Quantity, base: Quantity, threshold?: Rational): Quantity | null {
  if (isSmallBase(base, threshold)) return null;
  return factorGrowth(overCorners([level, base], ([l, b]) => divide(l, b)));
}

/** Whether no growth may be taken from this base. */
export function isSmallBase(base: Quantity, threshold?: Rational): boolean {
  if (!isPositive(base.low)) return true;
  return threshold !== undefined && compareRationals(base.value ?? base.low, threshold) < 0;
}

/** The growth in percent of a whole and of the two parts that make it up (exports and imports of one coverage). */
export interface WholeAndParts {
  readonly whole: Quantity;
  readonly one: Quantity;
  readonly other: Quantity;
}

/**
 * What follows from three rates, all in percent: the share of each part in the base and in the present period, and
 * its contribution to the whole's growth, in points.
 */
export interface PartShares {
  readonly baseShare: Quantity;
  /** Null where the whole may have vanished: its growth reaches -100 within rounding. */
  readonly presentShare: Quantity | null;
  readonly contribution: Quantity;
}

export type PartsAnswer =
  | { readonly kind: 'determined'; readonly one: PartShares; readonly other: PartShares }
  /** The parts' rates are equal within rounding, ends included: nothing bounds the share. */
  | { readonly kind: 'undetermined' }
  /** No share between 0 and 1 anywhere in the box: the three rates cannot belong together. */
  | { readonly kind: 'infeasible' };

/**
 * Shares and contributions of the two parts of a whole from the three growth rates g, x, m: base share
 * w = (g - m) / (x - m), present share w (1 + x/100) / (1 + g/100), contribution w x.
 */
export function partShares({ whole, one, other }: WholeAndParts): PartsAnswer {
  if (areTouching(one, other)) return { kind: 'undetermined' };
  const first = sharesOf(whole, one, other);
  const second = sharesOf(whole, other, one);
  if (isOutsideUnit(first.baseShare)) return { kind: 'infeasible' };
  return { kind: 'determined', one: first, other: second };
}

function sharesOf(whole: Quantity, part: Quantity, rest: Quantity): PartShares {
  const box = [whole, part, rest] as const;
  const weight = (g: Rational, x: Rational, m: Rational): Rational => divide(subtract(g, m), subtract(x, m));
  const factor = (g: Rational): Rational => add(ONE, divide(g, HUNDRED));
  const percent = (share: Rational): Rational => multiply(share, HUNDRED);
  return {
    baseShare: overCorners(box, ([g, x, m]) => percent(weight(g, x, m))),
    presentShare: isPositive(factor(whole.low))
      ? overCorners(box, ([g, x, m]) => percent(multiply(weight(g, x, m), divide(factor(x), factor(g)))))
      : null,
    contribution: overCorners(box, ([g, x, m]) => multiply(weight(g, x, m), x)),
  };
}

function areTouching(a: Interval, b: Interval): boolean {
  return compareRationals(a.low, b.high) <= 0 && compareRationals(b.low, a.high) <= 0;
}

function isOutsideUnit({ low, high }: Interval): boolean {
  return high.n < 0n || compareRationals(low, HUNDRED) > 0;
}

/** A level and its growth in percent over the same period a year before. */
export interface LevelAndGrowth {
  readonly level: Quantity;
  readonly growth: Quantity;
}

/**
 * One period out of two cumulative ones (July out of January to July and January to June), with its growth from the
 * bases the two rates imply: (A - B) / (A / Fa - B / Fb).
 * The growth is null where the difference of the bases reaches zero within rounding.
 */
export function differenceOfCumulative(
  longer: LevelAndGrowth,
  shorter: LevelAndGrowth,
): { level: Quantity; growth: Quantity | null } {
  const level = overCorners([longer.level, shorter.level], ([a, b]) => subtract(a, b));
  const factors = [growthFactor(longer.growth), growthFactor(shorter.growth)] as const;
  if (!factors.every((factor) => isPositive(factor.low))) return { level, growth: null };
  const box = [longer.level, factors[0], shorter.level, factors[1]] as const;
  const base = (a: Rational, fa: Rational, b: Rational, fb: Rational): Rational =>
    subtract(divide(a, fa), divide(b, fb));
  if (!isPositive(overCorners(box, ([a, fa, b, fb]) => base(a, fa, b, fb)).low))
    return { level, growth: null };
  return {
    level,
    growth: factorGrowth(overCorners(box, ([a, fa, b, fb]) => divide(subtract(a, b), base(a, fa, b, fb)))),
  };
}

/** The sum of the parts of a declared partition; value null if one of them is only an interval. */
export function sumOfParts(parts: readonly Quantity[]): Quantity {
  return parts.reduce<Quantity>(
    (sum, part) => ({
      value: sum.value && part.value && add(sum.value, part.value),
      low: add(sum.low, part.low),
      high: add(sum.high, part.high),
    }),
    exactly({ n: 0n, d: 1n }),
  );
}

/** Digits kept of a square root, below its outward rounding: far finer than any print. */
const ROOT_DIGITS = 10n ** 24n;

/**
 * The average yearly growth of two years in percent, sqrt(F1 F2) - 1; increasing in both, so the ends map to the ends.
 * The root is irrational: `value` is cut after 24 decimals, `low` and `high` are widened to them.
 * @returns null where a factor's interval is negative.
 */
export function twoYearAverage(first: Quantity, second: Quantity): Quantity | null {
  const [one, two] = [growthFactor(first), growthFactor(second)];
  if (one.low.n < 0n || two.low.n < 0n) return null;
  return factorGrowth({
    value: one.value && two.value && rootOf(multiply(one.value, two.value), 0n),
    low: rootOf(multiply(one.low, two.low), 0n),
    high: rootOf(multiply(one.high, two.high), 1n),
  });
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

/** The same number of points as there are quantities. */
type PointsOf<Box extends readonly Quantity[]> = { readonly [Index in keyof Box]: Rational };

/** Value at the values, extremes over all corners of the box. */
function overCorners<const Box extends readonly Quantity[]>(
  box: Box,
  rule: (points: PointsOf<Box>) => Rational,
): Quantity {
  let low: Rational | undefined;
  let high: Rational | undefined;
  for (let corner = 0; corner < 1 << box.length; corner += 1) {
    const result = rule(box.map((side, at) => (corner & (1 << at) ? side.high : side.low)) as PointsOf<Box>);
    low = low ? smallest(low, result) : result;
    high = high ? largest(high, result) : result;
  }
  const values = box.map((side) => side.value);
  const value = values.every((point) => point !== null) ? rule(values as unknown as PointsOf<Box>) : null;
  return { value, low: low ?? ONE, high: high ?? ONE };
}
