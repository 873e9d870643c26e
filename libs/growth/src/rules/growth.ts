import type { Quantity } from '../number/interval.ts';
import { factorGrowth, growthFactor } from '../observation/print.ts';
import { compareRationals, isPositive, type Rational } from '../number/rational.ts';
import { inPercent, quotientOf } from './corners.ts';

/**
 * The level a growth rate was taken from: base = level / F, F = 1 + g / 100 (the definition of a rate of change).
 * @param level in plain units; @param growth in percent.
 * @returns in the level's unit; null where the factor's interval reaches zero: nothing bounds the base then.
 * @example
 * impliedBase(print('4.72'), print('119.43')) // 2.15103 [2.14870, 2.15336]
 */
export function impliedBase(level: Quantity, growth: Quantity): Quantity | null {
  const factor = growthFactor(growth);
  return isPositive(factor.low) ? quotientOf(level, factor) : null;
}

/**
 * Growth in percent from two levels of one unit: 100 (level / base - 1) (the definition of a rate of change).
 * @param threshold the series' smallest base, in the levels' unit.
 * @returns percent; null for a small base: zero or negative within its rounding, or below the threshold.
 * @example
 * computedGrowth(print('4.72'), print('2.151')) // 119.433 [119.149, 119.716]
 */
export function computedGrowth(level: Quantity, base: Quantity, threshold?: Rational): Quantity | null {
  if (isSmallBase(base, threshold)) return null;
  return factorGrowth(quotientOf(level, base));
}

/**
 * Whether no growth may be taken from this base: zero or negative within its rounding, or below the threshold.
 * @param threshold in the base's unit, compared with its value, or with its lower end where it has none.
 * @example
 * isSmallBase(print('0')) // true
 */
export function isSmallBase(base: Quantity, threshold?: Rational): boolean {
  if (!isPositive(base.low)) return true;
  return threshold !== undefined && compareRationals(base.value ?? base.low, threshold) < 0;
}

/**
 * An index number, the base period standing at 100: 100 level / base (a simple index relative of one series).
 * @returns a pure number; null for a small base, as growth has none then either.
 * @example
 * indexNumber(print('4.72'), print('2.20')) // 214.545 [213.832, 215.262]
 */
export function indexNumber(level: Quantity, base: Quantity, threshold?: Rational): Quantity | null {
  if (isSmallBase(base, threshold)) return null;
  return inPercent(quotientOf(level, base));
}
