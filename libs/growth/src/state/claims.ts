import { ACTUAL_SIDES, type ActualSide, type ClaimStanding } from '@silkgauge/codelists';
import { compareDecimals, multiplyDecimals } from '../number/decimal.ts';
import type { ComparedSides } from './state-body.ts';

/** The direction that a claim states without a number. */
export type Direction = 'up' | 'down' | 'flat';

/** How large the growth in that direction is said to be, in percent: `atLeast` inclusive, `below` exclusive. */
export interface Magnitude {
  readonly atLeast?: string | undefined;
  readonly below?: string | undefined;
}

/** `open` until known growth supports or contradicts the claim. */

/** Growth in percent from a side of a state; `low` inclusive, `high` exclusive, equal only if exact. */
export interface JudgedGrowth {
  readonly side: ActualSide;
  readonly value: string | null;
  readonly low: string;
  readonly high: string;
}

export interface Judged {
  readonly standing: ClaimStanding;
  /** The growth that the claim was judged by; null where no single growth is known. */
  readonly growth: JudgedGrowth | null;
  readonly comparison: JudgedGrowth | null;
}

/**
 * Judges a claim by growth over the year before (`GY`) in the claim's period; `own` is undefined where the
 * state has none. `comparison` holds the sides of the series that the claim compares with: null for a claim
 * that names none.
 *
 * Alone, `up` is supported by an interval above zero and contradicted by one nowhere above zero (`down`
 * mirrored); `flat` is supported by an interval that holds zero, else contradicted. Beside a comparison with
 * a disjoint interval, `up` is supported by the higher growth and contradicted by the lower (`down`
 * mirrored), and `flat` is contradicted. A print that its parts exclude judges nothing. The claim stays open where growth is not known, a forecast, or of
 * two readings, and where conflicting sides judge differently.
 *
 * A magnitude is of the series itself: of its rise for `up`, of its fall for `down`, of either for `flat`. The
 * claim is supported by an interval wholly within, contradicted by one wholly outside, and beside a comparison
 * it has to hold too.
 */
export function judgeClaim(
  direction: Direction,
  own: ComparedSides | undefined,
  comparison: ComparedSides | null | undefined,
  magnitude: Magnitude = {},
): Judged {
  const mine = sidesOf(own);
  const others = sidesOf(comparison ?? undefined);
  const judgements =
    comparison === null
      ? mine.map((one) => judgeAlone(direction, one, magnitude))
      : mine.flatMap((one) =>
          others.map((other) =>
            bothHold(judgeBeside(direction, one, other), judgeMagnitude(direction, one, magnitude)),
          ),
        );
  const [first = 'open', ...rest] = judgements;
  return {
    standing: rest.every((one) => one === first) ? first : 'open',
    growth: mine[0] ?? null,
    comparison: others[0] ?? null,
  };
}

/** The sides with one number: reported, computed, implied. Empty where a side has two readings. */
function sidesOf(sides: ComparedSides | undefined): readonly JudgedGrowth[] {
  const found: JudgedGrowth[] = [];
  for (const side of ACTUAL_SIDES.codes) {
    const measurement = sides?.[side];
    if (!measurement || measurement.absence || measurement.excluded) continue;
    const { value, low, high } = measurement;
    if (low === null || high === null) return [];
    found.push({ side, value, low, high });
  }
  return found;
}

const ZERO = { low: '0', high: '0' };

function judgeAlone(direction: Direction, growth: JudgedGrowth, magnitude: Magnitude): ClaimStanding {
  if (direction !== 'flat' || magnitude.below !== undefined)
    return judgeWithin(rangeOf(direction, magnitude), growth);
  return order(growth, ZERO) === 'meets' ? 'supported' : 'contradicted';
}

/** The magnitude of a claim beside another series; supported where none is claimed. */
function judgeMagnitude(direction: Direction, growth: JudgedGrowth, magnitude: Magnitude): ClaimStanding {
  const isClaimed = magnitude.atLeast !== undefined || magnitude.below !== undefined;
  return isClaimed ? judgeWithin(rangeOf(direction, magnitude), growth) : 'supported';
}

function bothHold(one: ClaimStanding, other: ClaimStanding): ClaimStanding {
  if (one === 'contradicted' || other === 'contradicted') return 'contradicted';
  return one === 'supported' ? other : one;
}

/** An end of a range of growth; null for none. */
type RangeEnd = { readonly at: string; readonly isIncluded: boolean } | null;

interface GrowthRange {
  readonly from: RangeEnd;
  readonly to: RangeEnd;
}

/** The growth that a claim allows: a fall of at least 10 and below 100 percent is `(-100, -10]`. */
function rangeOf(direction: Direction, { atLeast = '0', below }: Magnitude): GrowthRange {
  const near = { at: atLeast, isIncluded: compareDecimals(atLeast, '0') > 0 };
  const far = below === undefined ? null : { at: below, isIncluded: false };
  const mirrored = (end: RangeEnd): RangeEnd => end && { ...end, at: multiplyDecimals('-1', end.at) };
  if (direction === 'flat') return { from: mirrored(far), to: far };
  return direction === 'up' ? { from: near, to: far } : { from: mirrored(far), to: mirrored(near) };
}

/** Growth is `[low, high)`, or one point where both ends are equal. */
function judgeWithin({ from, to }: GrowthRange, { low, high }: Ends): ClaimStanding {
  const isPoint = compareDecimals(low, high) === 0;
  const lowToFrom = from ? compareDecimals(low, from.at) : 1;
  const lowToTo = to ? compareDecimals(low, to.at) : -1;
  const highToTo = to ? compareDecimals(high, to.at) : -1;
  const isAtFrom = lowToFrom === 0 && from?.isIncluded === true;
  const isBeforeTo = isPoint ? lowToTo < 0 || (lowToTo === 0 && to?.isIncluded === true) : highToTo <= 0;
  if ((lowToFrom > 0 || isAtFrom) && isBeforeTo) return 'supported';
  const isBelowFrom =
    from !== null && (isPoint ? lowToFrom <= 0 && !isAtFrom : compareDecimals(high, from.at) <= 0);
  const isAboveTo = lowToTo > 0 || (lowToTo === 0 && to?.isIncluded !== true);
  return isBelowFrom || isAboveTo ? 'contradicted' : 'open';
}

function judgeBeside(direction: Direction, growth: JudgedGrowth, other: JudgedGrowth): ClaimStanding {
  const place = order(growth, other);
  if (place === 'meets') return 'open';
  return place === (direction === 'up' ? 'above' : direction === 'down' ? 'below' : 'meets')
    ? 'supported'
    : 'contradicted';
}

interface Ends {
  readonly low: string;
  readonly high: string;
}

/** Whether `a` lies wholly above or below `b`; otherwise the two meet. */
function order(a: Ends, b: Ends): 'above' | 'below' | 'meets' {
  if (isBelow(b, a)) return 'above';
  return isBelow(a, b) ? 'below' : 'meets';
}

/** The upper end is exclusive, unless the interval is one point. */
function isBelow(a: Ends, b: Ends): boolean {
  const room = compareDecimals(a.high, b.low);
  return room < 0 || (room === 0 && compareDecimals(a.low, a.high) < 0);
}
