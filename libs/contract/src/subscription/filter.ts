import type { Verdict } from '@silkgauge/codelists';
import { DIMENSIONS } from '../series-key.ts';
import type { Measures } from './measures.ts';

export const ATTRIBUTE_DIALECTS = ['exact', 'prefix', 'suffix'] as const;
export type AttributeDialect = (typeof ATTRIBUTE_DIALECTS)[number];

/** A filter in one of the dialects of CloudEvents Subscriptions, or one over the state and what it was before. */
export type SubscriptionFilter =
  | {
      readonly kind: AttributeDialect;
      readonly attributes: readonly (readonly [name: string, text: string])[];
    }
  | { readonly kind: 'all' | 'any'; readonly filters: readonly SubscriptionFilter[] }
  | { readonly kind: 'not'; readonly filter: SubscriptionFilter }
  | { readonly kind: 'move'; readonly of: Measures; readonly atLeast: string; readonly relative: boolean }
  | { readonly kind: 'sign'; readonly of: Measures }
  | { readonly kind: 'revision' }
  | {
      readonly kind: 'verdict';
      readonly in: readonly Verdict[];
      readonly of: Measures;
      readonly became: boolean;
    };

/** Attributes that are the same in every version of a key; what is of no series has none of these. */
const OF_THE_KEY: readonly string[] = [
  ...['specversion', 'source', 'type', 'subject', 'datacontenttype'],
  ...DIMENSIONS,
  ...['period', 'domain'],
];

/** Attributes that a filter may name: of states why the version is, of alerts, bulletins and releases what these are. */
export const FILTER_ATTRIBUTES: readonly string[] = [
  ...OF_THE_KEY,
  ...['id', 'time', 'reason', 'rule', 'kind', 'state', 'publisher'],
];

/** Whether a filter says the same of every version of a key. */
export function isOfTheKey(filter: SubscriptionFilter): boolean {
  switch (filter.kind) {
    case 'exact':
    case 'prefix':
    case 'suffix':
      return filter.attributes.every(([name]) => OF_THE_KEY.includes(name));
    case 'all':
    case 'any':
      return filter.filters.every(isOfTheKey);
    case 'not':
      return isOfTheKey(filter.filter);
    default:
      return false;
  }
}
