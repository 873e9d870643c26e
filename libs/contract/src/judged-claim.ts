import { judgeClaim, normalisePeriod, type ComparedSides } from '@silkgauge/growth';
import type { ClaimData } from './events/claim.ts';
import { seriesKey } from './series-key.ts';
import type { ClaimState } from './shapes/registered-states.ts';

/** What a claim speaks of, and what the growth that is known says to it. */
export type JudgedClaim = Pick<
  ClaimState,
  'key' | 'period' | 'comparedTo' | 'standing' | 'growth' | 'comparison'
>;

/** What a claim says, and of what. */
export type ClaimSubject = Pick<JudgedClaim, 'key' | 'period' | 'comparedTo'> & Pick<ClaimData, 'direction'>;

export function claimSubject({ direction, period, series, comparedTo }: ClaimData): ClaimSubject {
  return {
    direction,
    period: normalisePeriod(period) ?? period,
    key: seriesKey(series),
    comparedTo: comparedTo ? seriesKey(comparedTo) : null,
  };
}

/** The states it is judged by; none where it is not known to be of one period: such a claim is shown, never ranked. */
export function statesBehind({ key, comparedTo, period }: ClaimSubject): { key: string; period: string }[] {
  if (period === '_U') return [];
  return [key, ...(comparedTo === null ? [] : [comparedTo])].map((one) => ({ key: one, period }));
}

/** `growthOf` tells growth over the year before of a series in a period; undefined where nothing is known of it. */
export function judgedClaim(
  { direction, key, period, comparedTo }: ClaimSubject,
  growthOf: (key: string, period: string) => ComparedSides | undefined,
): JudgedClaim {
  const other = comparedTo === null ? null : growthOf(comparedTo, period);
  const { standing, growth, comparison } = judgeClaim(direction, growthOf(key, period), other);
  return {
    key,
    period,
    comparedTo,
    standing,
    growth: growth && { key, period, ...growth },
    comparison: comparison && { key: comparedTo ?? '', period, ...comparison },
  };
}
