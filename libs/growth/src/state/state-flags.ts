import { FLAGS, type Flag } from '@silkgauge/codelists';
import type { SeriesDimensions } from '../observation/figure.ts';
import { periodEnd } from '../period/period.ts';
import { figuresOf } from './figures.ts';
import type { ComparedSides, Sides, StateBody } from './state-body.ts';

export function inFlagOrder(flags: ReadonlySet<Flag>): readonly Flag[] {
  return flags.size === 0 ? [] : FLAGS.codes.filter((flag) => flags.has(flag));
}

const JANUARY_OR_FEBRUARY = /^\d{4}-0[12]$/;
const MARCH = /^\d{4}-03$/;

/** Whether an area is China or lies in it; no area (`_T`) lies where the reporter is at home. */
export function isInChina(
  { area, reporter }: Pick<SeriesDimensions, 'area' | 'reporter'>,
  homes: ReadonlyMap<string, string>,
): boolean {
  const place = area === '_T' ? (homes.get(reporter) ?? area) : area;
  return place === 'CN' || place.startsWith('CN-');
}

/**
 * Whether the Chinese New Year distorts growth in China: January or February alone, and March against
 * February (`isOverPeriod`).
 */
export function hasCalendarEffect(period: string, isOverPeriod: boolean): boolean {
  return JANUARY_OR_FEBRUARY.test(period) || (isOverPeriod && MARCH.test(period));
}

/** Whether a period is not over at `knownAt` (an instant in UTC, `YYYY-MM-DDT...Z`). */
export function isStillRunning(period: string, knownAt: string): boolean {
  const end = periodEnd(period);
  return end !== null && knownAt.slice(0, 10) <= end;
}

/** Whether a number was reported or computed; an absence is none. */
export function isMeasuredBy({ reported, computed }: Sides): boolean {
  return computed !== undefined || (reported !== undefined && reported.absence === undefined);
}

/** The same flags with `partial-period` or without it. */
export function withPartial(flags: readonly Flag[], isPartial: boolean): readonly Flag[] {
  const all = new Set(flags);
  if (isPartial) all.add('partial-period');
  else all.delete('partial-period');
  return inFlagOrder(all);
}

/**
 * The members of a month of sales that is not over: nine days are compared with no month, so its computed growth
 * is withheld, and `partial-period` gives the reason.
 */
export function partOfMonth({
  growth,
  flags,
}: Pick<StateBody, 'growth' | 'flags'>): Pick<StateBody, 'growth' | 'flags'> {
  const compared = Object.entries(growth).map(([key, sides]) => [key, withoutComputed(sides)] as const);
  return { growth: Object.fromEntries(compared), flags: withPartial(flags, true) };
}

function withoutComputed(sides: ComparedSides): ComparedSides {
  const { computed, ...others } = sides;
  return computed ? { ...others, verdict: 'not-comparable', gap: null } : sides;
}

/**
 * The same body as of another instant: `partial-period` marks measured numbers of a period still running at
 * `knownAt` (as in `assembleState`). A month of sales never has the flag: readers add it.
 */
export function partialAsOf(body: StateBody, period: string, knownAt: string): StateBody {
  if (body.counts) return { ...body, flags: withPartial(body.flags, false) };
  const isMeasured = figuresOf(body).some(({ sides }) => isMeasuredBy(sides));
  return { ...body, flags: withPartial(body.flags, isMeasured && isStillRunning(period, knownAt)) };
}
