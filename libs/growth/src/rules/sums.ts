import { exactly, type Quantity } from '../interval.ts';
import { factorGrowth, growthFactor } from '../print.ts';
import {
  add,
  compareRationals,
  divide,
  isPositive,
  largest,
  smallest,
  subtract,
  type Rational,
} from '../rational.ts';
import { overCorners } from './corners.ts';
import { impliedBase, isSmallBase } from './growth.ts';

/** A level and its growth in percent over the same period a year before. */
export interface LevelAndGrowth {
  readonly level: Quantity;
  readonly growth: Quantity;
}

const ZERO: Rational = { n: 0n, d: 1n };

/**
 * The sum of the parts of a declared partition (exports and imports; the months of a year), all in one unit.
 * @returns in that unit; `value` null if one of them is only an interval; an exact zero for no parts.
 * @example
 * sumOfParts([print('25.45'), print('18.39')]) // 43.840 [43.830, 43.850]
 */
export function sumOfParts(parts: readonly Quantity[]): Quantity {
  return parts.reduce<Quantity>(
    (sum, part) => ({
      value: sum.value && part.value && add(sum.value, part.value),
      low: add(sum.low, part.low),
      high: add(sum.high, part.high),
    }),
    exactly(ZERO),
  );
}

/**
 * Growth in percent of a whole from the levels L and the rates of all its parts: 100 (sum L / sum (L / F) - 1). Not the
 * mean of the rates: each weighs by its share of the base. Source: the identity of a whole with the sum of its parts, in
 * both periods. Rising in each rate; each level pulls the whole towards its own rate. So the whole is highest where the
 * faster parts are at the high end of their levels and the slower ones at the low end, and lowest the other way round:
 * of the corners only those that part the faster from the slower are looked at.
 * @param parts at least one, levels in one unit.
 * @returns percent; null where a factor reaches zero, a level may be negative, or the sum of the bases may be zero.
 * @example
 * weightedGrowth([
 *   { level: print('62.14'), growth: print('27.4') },
 *   { level: print('24.19'), growth: print('35.4') },
 * ]) // 29.54 [29.49, 29.60]
 */
export function weightedGrowth(parts: readonly LevelAndGrowth[]): Quantity | null {
  const bases = parts.map(({ level, growth }) => impliedBase(level, growth));
  if (!bases.every((base) => base !== null) || isSmallBase(sumOfParts(bases))) return null;
  if (parts.some(({ level }) => level.low.n < 0n)) return null;
  const weighed = parts.map(({ level, growth }) => ({ level, factor: growthFactor(growth) }));
  const values = weighed.map(({ level, factor }) => ({ level: level.value, factor: factor.value }));
  const [low, high] = [splitsOf(weighed, 'low').map(wholeFactor), splitsOf(weighed, 'high').map(wholeFactor)];
  return factorGrowth({
    value: values.every(isKnown) ? wholeFactor(values) : null,
    low: low.reduce((a, b) => smallest(a, b)),
    high: high.reduce((a, b) => largest(a, b)),
  });
}

interface Point {
  readonly level: Rational;
  readonly factor: Rational;
}

const isKnown = (point: { level: Rational | null; factor: Rational | null }): point is Point =>
  point.level !== null && point.factor !== null;

function wholeFactor(points: readonly Point[]): Rational {
  const level = points.reduce((sum, point) => add(sum, point.level), ZERO);
  const base = points.reduce((sum, point) => add(sum, divide(point.level, point.factor)), ZERO);
  return divide(level, base);
}

/** All ways to take the levels of the first parts high and of the others low, the parts furthest to `end` first. */
function splitsOf(parts: readonly Record<'level' | 'factor', Quantity>[], end: 'low' | 'high'): Point[][] {
  const sign = end === 'high' ? -1 : 1;
  const sorted = parts.toSorted((a, b) => sign * compareRationals(a.factor[end], b.factor[end]));
  return Array.from({ length: parts.length + 1 }, (_, first) =>
    sorted.map(({ level, factor }, at) => ({
      level: at < first ? level.high : level.low,
      factor: factor[end],
    })),
  );
}

/**
 * One period out of two cumulative ones (July out of January to July and January to June), with its growth from the
 * bases the two rates imply: A - B, and 100 ((A - B) / (A / Fa - B / Fb) - 1). Source: the identity of a cumulative
 * figure with the sum of its periods. A quotient of linear terms in each argument, so the corners bound it.
 * @param longer @param shorter levels in one unit, rates in percent, both from the same first day.
 * @returns level in that unit, growth in percent; the growth null where a factor, or the difference of the bases,
 * reaches zero within rounding.
 * @example
 * differenceOfCumulative(
 *   { level: print('117.66'), growth: print('31.3') },
 *   { level: print('101.43'), growth: print('33.4') },
 * ).growth // 19.54 [18.98, 20.10]
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
