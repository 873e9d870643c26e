import type { SeriesFacts } from './facts.ts';
import { familyOf, partAnswer, type Family } from './family.ts';
import type { Known } from './known.ts';
import { meets } from './interval.ts';
import { mostlySame } from './months.ts';
import { yearAfter } from './period.ts';

/**
 * Whether the coverage of a family changed between the release that spoke of a period and that which spoke of the next
 * year: the shares that follow from the rates of either are disjoint. Levels on both sides do not compare then.
 */
export function isCoverageBreak(facts: SeriesFacts, period: string): boolean {
  const family = ratedFamily(facts);
  return family !== undefined && areDisjoint(ratedShares(family, period));
}

/**
 * Whether the shares of a period contradict each other, or those of a period that is mostly the same: a half-year's and a
 * year's figures of one coverage cannot give exports quite different weights. A single month may: trade has seasons.
 */
export function hasCoverageBreak(facts: SeriesFacts, period: string): boolean {
  const family = ratedFamily(facts);
  if (!family) return false;
  const shares = ratedShares(family, period);
  if (shares.length === 0) return false;
  if (areDisjoint(shares)) return true;
  return relatedPeriods(family, period).some((other) => {
    const others = ratedShares(family, other);
    return others.length > 0 && areDisjoint([...shares, ...others]);
  });
}

/** The family, if anybody printed rates of all three: of most families nobody did. */
export function ratedFamily(facts: SeriesFacts): Family | undefined {
  const family = facts.comparedBy.size > 0 ? familyOf(facts) : undefined;
  if (!family) return undefined;
  const { total, exports, imports } = family;
  return total.comparedBy.size > 0 && exports.comparedBy.size > 0 && imports.comparedBy.size > 0
    ? family
    : undefined;
}

/** The shares of exports in a period by its own rates and by those of the next year. */
export function ratedShares(family: Family, period: string): readonly Known[] {
  const next = yearAfter(period);
  return [
    partAnswer(family, family.exports, period)?.presentShare,
    next === null ? undefined : partAnswer(family, family.exports, next)?.baseShare,
  ].filter((share) => share !== undefined);
}

function areDisjoint(shares: readonly Known[]): boolean {
  return shares.some((one, at) => shares.slice(at + 1).some((other) => !meets(one, other)));
}

/** Periods that are mostly the same as this one, of which the rates of the family may say something. */
export function relatedPeriods({ total }: Family, period: string): readonly string[] {
  return mostlySame(period).filter((other) => {
    const next = yearAfter(other);
    return isSpokenOf(total, other) || (next !== null && isSpokenOf(total, next));
  });
}

const isSpokenOf = ({ periods, comparedBy }: SeriesFacts, period: string): boolean =>
  periods.has(period) || comparedBy.has(period);
