import { compareDecimals } from '../number/decimal.ts';
import type { ComparedSides } from './state-body.ts';

/** The direction that a claim states without a number. */
export type Direction = 'up' | 'down' | 'flat';

/** `open` until known growth supports or contradicts the claim. */
export type ClaimStanding = 'supported' | 'contradicted' | 'open';

/** Growth in percent from a side of a state; `low` inclusive, `high` exclusive, equal only if exact. */
export interface JudgedGrowth {
  readonly side: 'reported' | 'computed' | 'implied';
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
 * mirrored), and `flat` is contradicted. The claim stays open where growth is not known, a forecast, or of
 * two readings, and where conflicting sides judge differently.
 */
export function judgeClaim(
  direction: Direction,
  own: ComparedSides | undefined,
  comparison: ComparedSides | null | undefined,
): Judged {
  const mine = sidesOf(own);
  const others = sidesOf(comparison ?? undefined);
  const judgements =
    comparison === null
      ? mine.map((one) => judgeAlone(direction, one))
      : mine.flatMap((one) => others.map((other) => judgeBeside(direction, one, other)));
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
  for (const side of ['reported', 'computed', 'implied'] as const) {
    const measurement = sides?.[side];
    if (!measurement || measurement.absence) continue;
    const { value, low, high } = measurement;
    if (low === null || high === null) return [];
    found.push({ side, value, low, high });
  }
  return found;
}

const ZERO = { low: '0', high: '0' };

function judgeAlone(direction: Direction, growth: JudgedGrowth): ClaimStanding {
  const place = order(growth, ZERO);
  if (direction === 'flat') return place === 'meets' ? 'supported' : 'contradicted';
  if (place !== 'meets')
    return place === (direction === 'up' ? 'above' : 'below') ? 'supported' : 'contradicted';
  // An interval that touches zero with one end lies on one side of zero.
  const isNowhere =
    direction === 'up' ? compareDecimals(growth.high, '0') <= 0 : compareDecimals(growth.low, '0') >= 0;
  return isNowhere ? 'contradicted' : 'open';
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
