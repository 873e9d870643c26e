import { compareDecimals } from '../number/decimal.ts';
import type { ComparedSides } from './state-body.ts';

/** Where somebody said it went, without a number. */
export type Direction = 'up' | 'down' | 'flat';

/** A claim stays one (`open`) until growth that is known says the same or the opposite. */
export type ClaimStanding = 'supported' | 'contradicted' | 'open';

/** Growth in percent as a side of a state gives it; `low` inclusive, `high` exclusive, equal only where it is exact. */
export interface JudgedGrowth {
  readonly side: 'reported' | 'computed' | 'implied';
  readonly value: string | null;
  readonly low: string;
  readonly high: string;
}

export interface Judged {
  readonly standing: ClaimStanding;
  /** What it was judged by; null where no single growth is known. */
  readonly growth: JudgedGrowth | null;
  readonly comparison: JudgedGrowth | null;
}

/**
 * Judges a claim by growth over the year before (`GY`) in the claim's period; undefined where the state has none.
 *
 * Alone, `up` is supported by an interval wholly above zero and contradicted by one that is nowhere above it, `down` the
 * other way round; `flat` is supported by an interval that holds zero, contradicted by one that does not. With `comparison`,
 * the sides of the series that the claim compares with (null where it names none), `up` is supported where the growth is
 * surely more than the comparison's, the two intervals being disjoint, contradicted where it is surely less, `down` the other
 * way round, and `flat` contradicted by both. Forecasts judge nothing. It stays open where growth is not known, has two
 * readings, or where the sides of a conflict judge differently.
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

/** The sides that say one number, reported before computed before implied; none where one of them has two readings. */
function sidesOf(sides: ComparedSides | undefined): readonly JudgedGrowth[] {
  const found: JudgedGrowth[] = [];
  for (const side of ['reported', 'computed', 'implied'] as const) {
    const measurement = sides?.[side];
    if (!measurement) continue;
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
  // An interval that begins or ends at zero is nowhere on the other side of it.
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

/** Whether all of `a` is above or below all of `b`, or they have a point in common. */
function order(a: Ends, b: Ends): 'above' | 'below' | 'meets' {
  if (isBelow(b, a)) return 'above';
  return isBelow(a, b) ? 'below' : 'meets';
}

/** The upper end is exclusive, unless the interval is one point. */
function isBelow(a: Ends, b: Ends): boolean {
  const room = compareDecimals(a.high, b.low);
  return room < 0 || (room === 0 && compareDecimals(a.low, a.high) < 0);
}
