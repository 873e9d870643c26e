import { exactly, meets, type Interval, type Quantity } from '../number/interval.ts';
import { growthFactor } from '../observation/print.ts';
import {
  compareRationals,
  divide,
  HUNDRED,
  isPositive,
  largest,
  multiply,
  ONE,
  smallest,
  subtract,
  timesWhole,
  type Rational,
} from '../number/rational.ts';
import { overPoints, pointsOf } from '../number/corners.ts';
import { pointsBetween } from './growth-difference.ts';
import type { PartShares } from './rule.ts';

/** Growth in percent of a whole and of its two parts (exports and imports of one coverage). */
export interface WholeAndParts {
  readonly whole: Quantity;
  readonly one: Quantity;
  readonly other: Quantity;
}

export type PartsAnswer =
  | { readonly kind: 'determined'; readonly one: PartShares; readonly other: PartShares }
  /** The parts' rates are equal within rounding, ends included: the share is unbounded. */
  | { readonly kind: 'undetermined' }
  /** No point of the box gives a share between 0 and 1: the three rates contradict each other. */
  | { readonly kind: 'infeasible' };

/**
 * Shares and contributions of the two parts of a whole from the three growth rates g, x, m: base share w = (g
 * - m) / (x - m), present share w (1 + x/100) / (1 + g/100), contribution w x. Source: the whole's growth is
 * the mean of the parts' growth weighted by base shares, g = w x + (1 - w) m. The corners bound w: a quotient
 * of linear terms in each rate, and x - m is never zero in a determined answer. Shares are not cut at 0 and
 * 100, so that rates near a contradiction stay visible.
 * @param rates all in percent.
 * @returns shares in percent, contributions in points.
 * @example
 * partShares({ whole: print('26.2'), one: print('28.7'), other: print('24.4') }).one.baseShare // 41.86 [39.53, 44.19]
 */
export function partShares(rates: WholeAndParts): PartsAnswer {
  const { one, other } = rates;
  if (!mayLieBetween(rates)) return { kind: 'infeasible' };
  if (areTouching(one, other)) return { kind: 'undetermined' };
  return { kind: 'determined', ...sharesOf(rates) };
}

/** One weight per corner serves both parts: their shares add up to 100. */
function sharesOf({ whole, one, other }: WholeAndParts): { one: PartShares; other: PartShares } {
  const points = pointsOf([whole, one, other], ([g, x, m]) => {
    return { g, x, m, weight: divide(subtract(g, m), subtract(x, m)) };
  });
  const baseShare = overPoints(points, ({ weight }) => timesWhole(weight, 100n));
  const presentShare = isPositive(growthFactor(whole).low)
    ? overPoints(points, ({ weight, g, x }) =>
        multiply(timesWhole(weight, 100n), divide(factorOf(x), factorOf(g))),
      )
    : null;
  return {
    one: {
      baseShare,
      presentShare,
      contribution: overPoints(points, ({ weight, x }) => multiply(weight, x)),
    },
    other: {
      baseShare: pointsBetween(ALL, baseShare),
      presentShare: presentShare && pointsBetween(ALL, presentShare),
      contribution: overPoints(points, ({ weight, m }) => multiply(subtract(ONE, weight), m)),
    },
  };
}

const ALL = exactly(HUNDRED);

const factorOf = ({ n, d }: Rational): Rational => ({ n: 100n * d + n, d: 100n * d });

/**
 * Whether w lies in [0, 1] somewhere in the box: the whole's rate meets the span of the parts' rates. Each
 * part is also checked alone, because an exact rate includes its upper end and the half-open span does not.
 */
function mayLieBetween({ whole, one, other }: WholeAndParts): boolean {
  const span = { low: smallest(one.low, other.low), high: largest(one.high, other.high) };
  return meets(whole, span) || meets(whole, one) || meets(whole, other);
}

function areTouching(a: Interval, b: Interval): boolean {
  return compareRationals(a.low, b.high) <= 0 && compareRationals(b.low, a.high) <= 0;
}

/** The part's answer from the rates of whole, part and rest in percent; undefined where not determined. */
export function shareOfPart([whole, one, other]: readonly [Quantity, Quantity, Quantity]):
  PartShares | undefined {
  const answer = partShares({ whole, one, other });
  return answer.kind === 'determined' ? answer.one : undefined;
}

/** Base share of the part (of one), as an expression. */
export const WEIGHT = '([whole] - [rest]) / ([part] - [rest])';
