import { familyOf, familyRates, type FlowTriple } from './family.ts';
import { once } from './memo.ts';
import type { PartAnswer } from './part-answer.ts';
import { common, meets, type Interval } from '../number/interval.ts';
import { mostlySame } from '../period/months.ts';
import { yearAfter } from '../period/period.ts';
import { BASE_SHARE } from '../rules/base-share.ts';
import { PRESENT_SHARE } from '../rules/present-share.ts';
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
  return family !== undefined && once('broken', family.total, period, isContradicted);
}

function isContradicted(total: SeriesFacts, period: string): boolean {
  const own = agreedShare(total, period);
  if (!own) return own === null;
  return mostlySame(period).some((other) => {
    const theirs = agreedShare(total, other);
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
  return once('agreed', total, period, workShare);
}

function workShare(total: SeriesFacts, period: string): Interval | null | undefined {
  const next = yearAfter(period);
  const own = exportsAnswer(total, period)?.get(PRESENT_SHARE);
  const later = next === null ? undefined : exportsAnswer(total, next)?.get(BASE_SHARE);
  return own && later ? common(own, later) : (own ?? later);
}

const exportsAnswer = (total: SeriesFacts, period: string): PartAnswer | undefined =>
  familyRates(total, period)?.exports;

/** Periods that are mostly the same as this one, of which the rates of the family may say something. */
export function relatedPeriods({ total }: FlowTriple, period: string): readonly string[] {
  return mostlySame(period).filter((other) => {
    const next = yearAfter(other);
    return isSpokenOf(total, other) || (next !== null && isSpokenOf(total, next));
  });
}

const isSpokenOf = ({ periods, comparedBy }: SeriesFacts, period: string): boolean =>
  periods.has(period) || comparedBy.has(period);
