import type { Quantity } from '../number/interval.ts';
import { growthFactor } from '../observation/print.ts';
import { divide, HUNDRED, isPositive, multiply, type Rational } from '../number/rational.ts';
import { inPercent, overCorners, quotientOf } from './corners.ts';
import { pointsBetween } from './differences.ts';
import { isSmallBase } from './growth.ts';

/**
 * A part's share of its whole from the two levels: 100 part / whole (the definition of a share).
 * @param part @param whole in one unit.
 * @returns percent; null where the whole's interval reaches zero or below. Not cut at 100: a part above its whole is
 * for the reader to see.
 * @example
 * levelShare(print('62.14'), print('86.33')) // 71.980 [71.970, 71.990]
 */
export function levelShare(part: Quantity, whole: Quantity): Quantity | null {
  if (!isPositive(whole.low)) return null;
  return inPercent(quotientOf(part, whole));
}

/**
 * The share a part had in the base period, from its present share s and the rates g of the whole and x of the part:
 * s (1 + g/100) / (1 + x/100). An identity: part and whole, each over its own factor, are their bases.
 * @param presentShare, wholeGrowth and partGrowth in percent.
 * @returns percent; null where the part's factor reaches zero.
 * @example
 * shareBack(print('52.7'), print('2.1'), print('8.9')) // 49.41 [49.32, 49.50]
 */
export function shareBack(
  presentShare: Quantity,
  wholeGrowth: Quantity,
  partGrowth: Quantity,
): Quantity | null {
  const [whole, part] = [growthFactor(wholeGrowth), growthFactor(partGrowth)];
  if (!isPositive(part.low)) return null;
  return overCorners([presentShare, whole, part], ([s, fg, fx]) => multiply(s, divide(fg, fx)));
}

/**
 * What a part adds to the growth of its whole, from its share of the base w and its rate x: w x / 100. It may exceed the
 * whole's growth and have either sign. Source: the contribution to growth as national accounts define it (share in
 * the previous period times growth of the part).
 * @param baseShare and partGrowth in percent.
 * @returns percentage points of the whole's growth.
 * @example
 * contributionOfShare(print('49.4'), print('8.9')) // 4.40 [4.37, 4.43]
 */
export function contributionOfShare(baseShare: Quantity, partGrowth: Quantity): Quantity {
  return overCorners([baseShare, partGrowth], ([w, x]) => divide(multiply(w, x), HUNDRED));
}

/**
 * What a part adds to the growth of its whole, from levels: 100 (part - part base) / whole base. The same contribution
 * as `contributionOfShare`; those of all parts of a partition add up to the growth of the whole.
 * @param part @param partBase @param wholeBase in one unit; @param threshold the whole's smallest base.
 * @returns percentage points; null for a small base of the whole.
 * @example
 * levelContribution(print('62.14'), print('48.78'), print('66.64')) // 20.05 [20.03, 20.06]
 */
export function levelContribution(
  part: Quantity,
  partBase: Quantity,
  wholeBase: Quantity,
  threshold?: Rational,
): Quantity | null {
  if (isSmallBase(wholeBase, threshold)) return null;
  return inPercent(quotientOf(pointsBetween(part, partBase), wholeBase));
}
