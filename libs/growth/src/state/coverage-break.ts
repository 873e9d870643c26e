import { familyOf, familyRates, type FlowTriple } from './family.ts';
import { common, meets, type Interval } from '../number/interval.ts';
import { mostlySame } from '../period/months.ts';
import { yearAfter } from '../period/period.ts';
import type { SeriesFacts } from './series-facts.ts';

/**
 * Whether the coverage of a family changed between the release that spoke of a period and that which spoke of the next
 * year: the shares that follow from the rates of either are disjoint. Levels on both sides do not compare then.
 */
export function isCoverageBreak(facts: SeriesFacts, period: string): boolean {
  const family = ratedFamily(facts);
  return family !== undefined && agreedShare(family.total, period) === null;
}

/**
 * Whether the shares of a period contradict each other, or those of a period that is mostly the same: a half-year's and a
 * year's figures of one coverage cannot give exports quite different weights. A single month may: trade has seasons.
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

/** The family, if anybody printed rates of all three: of most families nobody did. */
export function ratedFamily(facts: SeriesFacts): FlowTriple | undefined {
  const family = facts.comparedBy.size > 0 ? familyOf(facts) : undefined;
  if (!family) return undefined;
  const { total, exports, imports } = family;
  return total.comparedBy.size > 0 && exports.comparedBy.size > 0 && imports.comparedBy.size > 0
    ? family
    : undefined;
}

/**
 * What the rates of a period and those of the next year say together of the share of exports in that period: where both lie;
 * null if they are disjoint, undefined if neither says anything.
 */
function agreedShare(total: SeriesFacts, period: string): Interval | null | undefined {
  const next = yearAfter(period);
  const own = familyRates(total, period)?.exports?.shares.presentShare ?? undefined;
  const later = next === null ? undefined : familyRates(total, next)?.exports?.shares.baseShare;
  return own && later ? common(own, later) : (own ?? later);
}

/** Periods that are mostly the same as this one, of which the rates of the family may say something. */
export function relatedPeriods({ total }: FlowTriple, period: string): readonly string[] {
  return mostlySame(period).filter((other) => {
    const next = yearAfter(other);
    return isSpokenOf(total, other) || (next !== null && isSpokenOf(total, next));
  });
}

const isSpokenOf = ({ periods, comparedBy }: SeriesFacts, period: string): boolean =>
  periods.has(period) || comparedBy.has(period);
