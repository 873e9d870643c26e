import { meets, type Interval, type Quantity } from '../interval.ts';
import { growthFactor } from '../print.ts';
import {
  compareRationals,
  divide,
  HUNDRED,
  isPositive,
  largest,
  multiply,
  smallest,
  subtract,
  type Rational,
} from '../rational.ts';
import { overCorners } from './corners.ts';

/** The growth in percent of a whole and of the two parts that make it up (exports and imports of one coverage). */
export interface WholeAndParts {
  readonly whole: Quantity;
  readonly one: Quantity;
  readonly other: Quantity;
}

/** What follows for a part from three rates: its shares in percent and its contribution in points. */
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
 * w = (g - m) / (x - m), present share w (1 + x/100) / (1 + g/100), contribution w x. Source: the whole's growth is
 * the mean of the parts' weighted by their base shares, g = w x + (1 - w) m. A quotient of linear terms in each rate,
 * and x - m cannot reach zero where the answer is determined, so the corners bound it. Not cut at 0 and 100: that
 * would lose how near the rates are to not belonging together.
 * @param rates all in percent.
 * @returns shares in percent, contributions in points.
 * @example
 * partShares({ whole: print('26.2'), one: print('28.7'), other: print('24.4') }).one.baseShare // 41.86 [39.53, 44.19]
 */
export function partShares(rates: WholeAndParts): PartsAnswer {
  const { whole, one, other } = rates;
  if (!mayLieBetween(rates)) return { kind: 'infeasible' };
  if (areTouching(one, other)) return { kind: 'undetermined' };
  return { kind: 'determined', one: sharesOf(whole, one, other), other: sharesOf(whole, other, one) };
}

function sharesOf(whole: Quantity, part: Quantity, rest: Quantity): PartShares {
  const box = [whole, part, rest] as const;
  const weight = (g: Rational, x: Rational, m: Rational): Rational => divide(subtract(g, m), subtract(x, m));
  const factor = ({ n, d }: Rational): Rational => ({ n: 100n * d + n, d: 100n * d });
  const percent = (share: Rational): Rational => multiply(share, HUNDRED);
  return {
    baseShare: overCorners(box, ([g, x, m]) => percent(weight(g, x, m))),
    presentShare: isPositive(growthFactor(whole).low)
      ? overCorners(box, ([g, x, m]) => percent(multiply(weight(g, x, m), divide(factor(x), factor(g)))))
      : null,
    contribution: overCorners(box, ([g, x, m]) => multiply(weight(g, x, m), x)),
  };
}

/**
 * Whether w lies in [0, 1] somewhere in the box: the whole's rate between the parts'. They are asked one by one too, for
 * an exact rate owns its upper end and the span of both does not.
 */
function mayLieBetween({ whole, one, other }: WholeAndParts): boolean {
  const span = { low: smallest(one.low, other.low), high: largest(one.high, other.high) };
  return meets(whole, span) || meets(whole, one) || meets(whole, other);
}

function areTouching(a: Interval, b: Interval): boolean {
  return compareRationals(a.low, b.high) <= 0 && compareRationals(b.low, a.high) <= 0;
}
