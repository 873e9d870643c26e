import type { StateFilter } from '@silkgauge/contract';
import { DIMENSIONS } from '../address/address.ts';

/** A filter of a subscription: one dialect of the CloudEvents Subscriptions API. */
export type SubscriptionFilter =
  | { readonly exact: Readonly<Record<string, string>> }
  | { readonly prefix: Readonly<Record<string, string>> }
  | { readonly any: readonly SubscriptionFilter[] }
  | { readonly all: readonly SubscriptionFilter[] };

/**
 * The filters of a subscription to the figures of any of these sets, in one period or in all. Null where a set has
 * a filter that no dialect has, such as `within` or `verdict`.
 */
export function subscriptionFilters(
  sets: readonly StateFilter[],
  period: string | null,
): readonly SubscriptionFilter[] | null {
  if (sets.some((set) => Object.keys(set).some((name) => !DIMENSIONS.some((known) => known === name))))
    return null;
  const ofSets = sets.map(ofSet);
  const isEverything = ofSets.some((filters) => filters.length === 0);
  const series = isEverything ? [] : [oneOf(ofSets.map(together))];
  return period === null ? series : [...series, { exact: { period } }];
}

const ofSet = (set: StateFilter): readonly SubscriptionFilter[] =>
  DIMENSIONS.flatMap((dimension) => {
    const codes = set[dimension];
    return codes ? [oneOf(codes.map((code) => ofCode(dimension, code)))] : [];
  });

const ofCode = (dimension: string, code: string): SubscriptionFilter =>
  code.endsWith('*') ? { prefix: { [dimension]: code.slice(0, -1) } } : { exact: { [dimension]: code } };

/** One filter for several, of which any or all must be true. */
const joined = (
  filters: readonly SubscriptionFilter[],
  several: (filters: readonly SubscriptionFilter[]) => SubscriptionFilter,
): SubscriptionFilter => {
  const [only, another] = filters;
  return only && !another ? only : several(filters);
};

const oneOf = (filters: readonly SubscriptionFilter[]) => joined(filters, (any) => ({ any }));
const together = (filters: readonly SubscriptionFilter[]) => joined(filters, (all) => ({ all }));
