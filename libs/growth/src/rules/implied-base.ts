import type { Quantity } from '../number/interval.ts';
import { quotientOf } from '../number/corners.ts';
import { isPositive } from '../number/rational.ts';
import { growthFactor } from '../observation/print.ts';
import { factor, type Rule } from './rule.ts';

/**
 * The base of a growth rate: base = level / F, F = 1 + g / 100 (the definition of a rate of change).
 * @param level in plain units; @param growth in percent.
 * @returns in the level's unit; null where the factor's interval reaches zero, as the base is then unbounded.
 * @example
 * impliedBase(print('4.72'), print('119.43')) // 2.15103 [2.14870, 2.15336]
 */
export function impliedBase(level: Quantity, growth: Quantity): Quantity | null {
  const factor = growthFactor(growth);
  return isPositive(factor.low) ? quotientOf(level, factor) : null;
}

export const IMPLIED_BASE = {
  name: 'implied-base@1',
  gives: { measure: 'level', side: 'implied' },
  reads: [
    { name: 'level', measure: 'level', from: 'stated', of: 'own', at: 'comparing' },
    { name: 'growth', measure: 'growth', from: 'one-vintage', of: 'own', at: 'comparing' },
  ],
  compute: ([level, growth]: readonly [Quantity, Quantity]) => impliedBase(level, growth),
  expression: `[level] / ${factor('growth')}`,
  meaning: {
    en: 'The level that a growth rate was taken from, from the level it was printed with.',
    zh: '由同时公布的金额和增速推算基期金额。',
  },
} as const satisfies Rule;
