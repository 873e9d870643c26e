import { exactly, type Quantity } from '../number/interval.ts';
import { factorGrowth, growthFactor } from '../observation/print.ts';
import {
  add,
  compareRationals,
  divide,
  isPositive,
  largest,
  smallest,
  subtract,
  type Rational,
} from '../number/rational.ts';
import { overCorners, quotientOf } from './corners.ts';
import { pointsBetween } from './differences.ts';
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
 * figure with the sum of its periods. Where no level is negative nor the difference, growth rises in Fa and falls in Fb; and
 * then in A and B it moves in opposite directions, so two corners each are looked at. Elsewhere all are.
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
  const level = pointsBetween(longer.level, shorter.level);
  const [fa, fb] = [growthFactor(longer.growth), growthFactor(shorter.growth)];
  if (!isPositive(fa.low) || !isPositive(fb.low)) return { level, growth: null };
  const base = pointsBetween(quotientOf(longer.level, fa), quotientOf(shorter.level, fb));
  if (!isPositive(base.low)) return { level, growth: null };
  const [a, b] = [longer.level, shorter.level];
  const areRising = [level, a, b].every(({ low }) => low.n >= 0n);
  if (!areRising)
    return { level, growth: factorGrowth(overCorners([a, fa, b, fb], (point) => factorOfRest(...point))) };
  return {
    level,
    growth: factorGrowth({
      value: a.value && fa.value && b.value && fb.value && factorOfRest(a.value, fa.value, b.value, fb.value),
      low: smallest(
        factorOfRest(a.low, fa.low, b.high, fb.high),
        factorOfRest(a.high, fa.low, b.low, fb.high),
      ),
      high: largest(
        factorOfRest(a.low, fa.high, b.high, fb.low),
        factorOfRest(a.high, fa.high, b.low, fb.low),
      ),
    }),
  };
}

/** New level over old level of what is left of a level `a` once `b` is taken away, each with its own factor. */
function factorOfRest(a: Rational, fa: Rational, b: Rational, fb: Rational): Rational {
  return divide(subtract(a, b), subtract(divide(a, fa), divide(b, fb)));
}
