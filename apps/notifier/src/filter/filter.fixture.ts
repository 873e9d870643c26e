import { type GrowthState, parseSeriesKey, readFilters, type SubscriptionFilter } from '@silkgauge/contract';
import type { FilteredChange } from './matches.ts';

/** Filters as read; fails where one has a fault. */
export function filtersOf(...given: readonly unknown[]): readonly SubscriptionFilter[] {
  return readFilters(given);
}

export const changeOf = (
  attributes: Readonly<Record<string, string>>,
  state?: GrowthState,
): FilteredChange => ({ attribute: (name) => attributes[name], state });

const KEY = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';

type Sides = GrowthState['level'];

export const sides = (reported?: string | null, rest: Partial<Sides> = {}, unit = 'percent'): Sides => ({
  ...(reported !== undefined && {
    reported: { value: reported, unit, low: reported, high: reported, status: 'P', formula: 'reported@1' },
  }),
  verdict: 'unchecked',
  gap: null,
  ...rest,
});

/** Growth over the year before. */
export const overYear = (reported?: string | null, rest: Partial<Sides> = {}) => ({
  comparedWith: '2019',
  ...sides(reported, rest),
});

export function stateOf(
  now: Partial<Pick<GrowthState, 'level' | 'growth'>>,
  previous: GrowthState['change']['previous'],
  reason: GrowthState['change']['reason'] = 'reported',
): GrowthState {
  return {
    ...{ key: `${KEY}/2020`, series: parseSeriesKey(KEY)!, period: '2020', version: 2, sequence: '9' },
    ...{ knownAt: '2020-07-16T02:00:00.000Z', level: sides(undefined), growth: {}, other: {}, flags: [] },
    ...now,
    change: { reason, previous, causes: [] },
  };
}
