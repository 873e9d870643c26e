import type { FigureVerdict } from '@silkgauge/codelists';
import { figureVerdict, judgeClaim, normalisePeriod, OVER_YEAR, type StateBody } from '@silkgauge/growth';
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

/** What a state says that claims are judged by. */
type JudgingState = Pick<StateBody, 'growth' | 'flags'>;

/** Judges a claim by growth over the year before. `stateOf` returns a state of a series; undefined if unknown. */
export function judgedClaim(
  { direction, magnitude, key, period, comparedTo }: ClaimSubject,
  stateOf: (key: string, period: string) => JudgingState | undefined,
): JudgedClaim {
  const own = stateOf(key, period);
  const other = comparedTo === null ? undefined : stateOf(comparedTo, period);
  const { standing, growth, comparison } = judgeClaim(
    direction,
    own?.growth[OVER_YEAR],
    comparedTo === null ? null : other?.growth[OVER_YEAR],
    magnitude,
  );
  return {
    key,
    period,
    comparedTo,
    standing,
    growth: growth && { key, period, ...growth, ...verdictOn(own) },
    comparison: comparison && { key: comparedTo ?? '', period, ...comparison, ...verdictOn(other) },
  };
}

function verdictOn(state: JudgingState | undefined): { readonly verdict?: FigureVerdict } {
  const sides = state?.growth[OVER_YEAR];
  return state && sides ? { verdict: figureVerdict({ sides, flags: state.flags }) } : {};
}
