import { familyOf, familyRates, type FlowTriple } from './family.ts';
import { common, meets, type Interval } from '../number/interval.ts';
import { mostlySame } from '../period/months.ts';
import { periodBounds, yearAfter } from '../period/period.ts';
import type { SeriesFacts } from './series-facts.ts';

/**
 * Whether the coverage of a family changed between the releases of a period and of the next year: the export
 * shares from the two sets of rates are disjoint. Levels before and after a break do not compare.
 */
function isCoverageBreak(facts: SeriesFacts, period: string): boolean {
  const family = ratedFamily(facts);
  return family !== undefined && agreedShare(family.total, period) === null;
}

/** Whether a coverage break was found in a year that lies between two periods. */
export function isAcrossFoundBreak(facts: SeriesFacts, one: string, other: string): boolean {
  if (!ratedFamily(facts)) return false;
  const [earlier, later] = one < other ? [one, other] : [other, one];
  let at = earlier;
  for (let next = yearAfter(at); next !== null && next <= later; next = yearAfter(at)) {
    if (isCoverageBreak(facts, at)) return true;
    at = next;
  }
  return false;
}

/**
 * Whether the export shares of a period contradict each other or those of a mostly overlapping period.
 * Figures of one coverage for a half-year and its year give similar weights; a month may differ.
 */
export function hasCoverageBreak(facts: SeriesFacts, period: string): boolean {
  const family = ratedFamily(facts);
  if (!family) return false;
  const own = agreedShare(family.total, period);
  if (!own) return own === null;
  return mostlySame(period).some((other) => {
    const theirs = agreedShare(family.total, other);
    return theirs === null || (theirs !== undefined && !meets(own, theirs));
  });
}

/**
 * Whether a reporter declared, with a period between these two or with the later one, that what is counted
 * changed: levels of the two do not compare, nor do rates from one to the other.
 */
export function isAcrossBreak(
  { graph, key }: Pick<SeriesFacts, 'graph' | 'key'>,
  one: string,
  other: string,
): boolean {
  const breaks = graph.breaks.get(key);
  if (!breaks) return false;
  for (const period of breaks.keys())
    if (isBetween(periodBounds(period)?.start ?? '', one, other)) return true;
  return false;
}

/** Whether a day is after the begin of the earlier of two periods and not after the end of the later. */
export function isBetween(day: string, one: string, other: string): boolean {
  const [a, b] = [periodBounds(one), periodBounds(other)];
  if (!a || !b) return false;
  const [earlier, later] = a.start <= b.start ? [a, b] : [b, a];
  return earlier.start < day && day <= later.end;
}

/** The family, if all three members have printed rates; few families do. */
export function ratedFamily(facts: SeriesFacts): FlowTriple | undefined {
  const family = facts.comparedBy.size > 0 ? familyOf(facts) : undefined;
  if (!family) return undefined;
  const { total, exports, imports } = family;
  return total.comparedBy.size > 0 && exports.comparedBy.size > 0 && imports.comparedBy.size > 0
    ? family
    : undefined;
}

/**
 * The share of exports in a period that the rates of the period and of the next year have in common; null
 * where the two are disjoint, undefined where neither gives a share.
 */
function agreedShare(total: SeriesFacts, period: string): Interval | null | undefined {
  const next = yearAfter(period);
  const own = familyRates(total, period)?.exports?.shares.presentShare ?? undefined;
  const later = next === null ? undefined : familyRates(total, next)?.exports?.shares.baseShare;
  return own && later ? common(own, later) : (own ?? later);
}

/** The mostly overlapping periods for which the family may have rates. */
export function relatedPeriods({ total }: FlowTriple, period: string): readonly string[] {
  return mostlySame(period).filter((other) => {
    const next = yearAfter(other);
    return isSpokenOf(total, other) || (next !== null && isSpokenOf(total, next));
  });
}

const isSpokenOf = ({ periods, comparedBy }: SeriesFacts, period: string): boolean =>
  periods.has(period) || comparedBy.has(period);
