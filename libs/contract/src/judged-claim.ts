import { judgeClaim, normalisePeriod, type ComparedSides } from '@silkgauge/growth';
import type { ClaimData } from './events/claim.ts';
import { seriesKey } from './series-key.ts';
import type { ClaimState } from './shapes/registered-states.ts';

/** Subject of a claim, with the judgement by known growth. */
export type JudgedClaim = Pick<
  ClaimState,
  'key' | 'period' | 'comparedTo' | 'standing' | 'growth' | 'comparison'
>;

/** Subject of a claim, with the claimed direction and magnitude. */
export type ClaimSubject = Pick<JudgedClaim, 'key' | 'period' | 'comparedTo'> &
  Pick<ClaimData, 'direction' | 'magnitude'>;

export function claimSubject(data: ClaimData): ClaimSubject {
  const { direction, magnitude, period, series, comparedTo } = data;
  return {
    direction,
    ...(magnitude && { magnitude }),
    period: normalisePeriod(period) ?? period,
    key: seriesKey(series),
    comparedTo: comparedTo ? seriesKey(comparedTo) : null,
  };
}

/** States that judge a claim; none for an unknown period. */
export function statesBehind({ key, comparedTo, period }: ClaimSubject): { key: string; period: string }[] {
  if (period === '_U') return [];
  return [key, ...(comparedTo === null ? [] : [comparedTo])].map((one) => ({ key: one, period }));
}

/** Judges a claim. `growthOf` returns the growth of a series over the year before; undefined if unknown. */
export function judgedClaim(
  { direction, magnitude, key, period, comparedTo }: ClaimSubject,
  growthOf: (key: string, period: string) => ComparedSides | undefined,
): JudgedClaim {
  const other = comparedTo === null ? null : growthOf(comparedTo, period);
  const { standing, growth, comparison } = judgeClaim(direction, growthOf(key, period), other, magnitude);
  return {
    key,
    period,
    comparedTo,
    standing,
    growth: growth && { key, period, ...growth },
    comparison: comparison && { key: comparedTo ?? '', period, ...comparison },
  };
}
