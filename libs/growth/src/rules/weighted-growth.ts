import type { Quantity } from '../number/interval.ts';
import { add, compareRationals, divide, largest, smallest, ZERO, type Rational } from '../number/rational.ts';
import { factorGrowth, growthFactor } from '../observation/print.ts';
import { impliedBase } from './implied-base.ts';
import { base, type Rule } from './rule.ts';
import { isSmallBase } from './small-base.ts';
import { sumOfParts } from './sum-of-parts.ts';

/** A level and its growth in percent over the same period a year before. */
export interface LevelAndGrowth {
  readonly level: Quantity;
  readonly growth: Quantity;
}

/**
 * Growth of a whole from the levels L and the factors F of all its parts: 100 (sum L / sum (L / F) - 1), the
 * mean of the rates weighted by base shares. Source: the whole is the sum of its parts in both periods.
 * Growth rises in each rate, and each level pulls growth towards its own rate: the whole is highest with the
 * faster parts at the high end of their levels and the slower ones at the low end. Only corners that split
 * the parts by speed are evaluated.
 * @param parts at least one, levels in one unit.
 * @returns percent; null where a factor or the sum of the bases reaches zero, or a level may be negative.
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

interface LevelAndFactor {
  readonly level: Rational;
  readonly factor: Rational;
}

const isKnown = (point: { level: Rational | null; factor: Rational | null }): point is LevelAndFactor =>
  point.level !== null && point.factor !== null;

function wholeFactor(points: readonly LevelAndFactor[]): Rational {
  const level = points.reduce((sum, point) => add(sum, point.level), ZERO);
  const base = points.reduce((sum, point) => add(sum, divide(point.level, point.factor)), ZERO);
  return divide(level, base);
}

/** Every split of the parts, sorted by factor from `end`: first parts at high levels, others at low. */
function splitsOf(
  parts: readonly Record<'level' | 'factor', Quantity>[],
  end: 'low' | 'high',
): LevelAndFactor[][] {
  const sign = end === 'high' ? -1 : 1;
  const sorted = parts.toSorted((a, b) => sign * compareRationals(a.factor[end], b.factor[end]));
  return Array.from({ length: parts.length + 1 }, (_, first) =>
    sorted.map(({ level, factor }, at) => ({
      level: at < first ? level.high : level.low,
      factor: factor[end],
    })),
  );
}

/** Pairs from alternating levels and rates. */
function pairsOf(inputs: readonly Quantity[]): LevelAndGrowth[] {
  const pairs: LevelAndGrowth[] = [];
  for (let at = 0; at < inputs.length; at += 2) {
    const [level, growth] = [inputs[at], inputs[at + 1]];
    if (level && growth) pairs.push({ level, growth });
  }
  return pairs;
}

export const WEIGHTED_GROWTH = {
  name: 'weighted-growth@1',
  gives: { measure: 'growth', side: 'implied' },
  reads: [
    { name: 'exports level', measure: 'level', from: 'one-vintage', of: 'exports', at: 'same' },
    { name: 'exports growth', measure: 'growth', from: 'one-vintage', of: 'exports', at: 'same' },
    { name: 'imports level', measure: 'level', from: 'one-vintage', of: 'imports', at: 'same' },
    { name: 'imports growth', measure: 'growth', from: 'one-vintage', of: 'imports', at: 'same' },
  ],
  compute: (levelsAndRates: readonly Quantity[]) => weightedGrowth(pairsOf(levelsAndRates)),
  expression: `100 * (([exports level] + [imports level]) / (${base('exports')} + ${base('imports')}) - 1)`,
  meaning: {
    en: 'Growth of exports and imports together: each rate weighs by its share of the base.',
    zh: '出口和进口合计的增速，按基期占比加权。',
  },
} as const satisfies Rule;
