import type { SeriesFacts } from './facts.ts';
import { growthSides } from './growth-sides.ts';
import { levelSides } from './level-sides.ts';
import { otherSides } from './other-sides.ts';
import { hasCalendarEffect, inFlagOrder, isStillRunning } from './state-flags.ts';
import type { Flag, Sides, StateBody } from './state-body.ts';

/** What nothing says anything about. */
export function emptyBody(): StateBody {
  return { level: { verdict: 'unchecked', gap: null }, growth: {}, other: {}, flags: [] };
}

/**
 * The whole state of one period of a series, from everything known of the series: contract section 3, as far as one
 * series tells it. `knownAt` is the instant (UTC) at which the newest cause became known; no other clock is read, so
 * the same facts give the same body.
 */
export function assembleState(facts: SeriesFacts, period: string, knownAt: string): StateBody {
  const at = facts.periods.get(period);
  const flags = new Set<Flag>();
  const level = levelSides(facts, period, at, flags);
  const growth = growthSides(facts, period, at, flags);
  const other = otherSides(facts, at, flags);
  const all: readonly Sides[] = [level, ...Object.values(growth), ...Object.values(other)];
  if (all.length > 1 || level.reported || level.computed || level.implied || level.forecast) {
    if (period === '_U') flags.add('unknown-period');
    if (growth['_U']) flags.add('unknown-comparison');
    if (hasCalendarEffect(facts.area, period, growth['G1'] !== undefined)) flags.add('calendar-effect');
  }
  const isMeasured = all.some(({ reported, computed }) => reported ?? computed);
  if (isMeasured && isStillRunning(period, knownAt)) flags.add('partial-period');
  const sales = at?.total?.sales;
  return {
    level,
    growth,
    other,
    ...(sales && { counts: { events: sales.events, units: sales.units } }),
    flags: inFlagOrder(flags),
  };
}
