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

/** The growth in percent of a whole and of the two parts that make it up (exports and imports of one coverage). */
export interface WholeAndParts {
  readonly whole: Quantity;
  readonly one: Quantity;
  readonly other: Quantity;
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
  const { one, other } = rates;
  if (!mayLieBetween(rates)) return { kind: 'infeasible' };
  if (areTouching(one, other)) return { kind: 'undetermined' };
  return { kind: 'determined', ...sharesOf(rates) };
}

/** One weight for each corner, for both parts: what is not of the one, is of the other. */
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

/** What the rates of a whole, a part and the rest say of the part; undefined where they leave its share open. */
export function shareOfPart([whole, one, other]: readonly [Quantity, Quantity, Quantity]):
  PartShares | undefined {
  const answer = partShares({ whole, one, other });
  return answer.kind === 'determined' ? answer.one : undefined;
}

/** Weight of the part in the base, as an expression. */
export const WEIGHT = '([whole] - [rest]) / ([part] - [rest])';
