import type { ActualSide, Verdict } from '@silkgauge/codelists';
import { DIMENSIONS } from '@silkgauge/contract';

/** Figures of a state: its level, its growth by one comparison or by all, and of these one side or all. */
export interface Measures {
  readonly level: boolean;
  /** A comparison, `*` for all of them, null for none. */
  readonly growth: string | null;
  readonly sides: readonly ActualSide[];
}

export type AttributeDialect = 'exact' | 'prefix' | 'suffix';

/** A filter in one of the dialects of CloudEvents Subscriptions, or one over the state and what it was before. */
export type Filter =
  | {
      readonly kind: AttributeDialect;
      readonly attributes: readonly (readonly [name: string, text: string])[];
    }
  | { readonly kind: 'all' | 'any'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
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
const OF_THE_KEY = [
  'specversion',
  'source',
  'type',
  'subject',
  'datacontenttype',
  ...DIMENSIONS,
  'period',
  'domain',
] as const;

/** Attributes that a filter may name: of states why the version is, of alerts, bulletins and releases what these are. */
export const FILTER_ATTRIBUTES = [
  ...OF_THE_KEY,
  ...['id', 'time', 'reason', 'rule', 'kind', 'state', 'publisher'],
] as const;

/** Whether a filter says the same of every version of a key. */
export function isOfTheKey(filter: Filter): boolean {
  switch (filter.kind) {
    case 'exact':
    case 'prefix':
    case 'suffix':
      return filter.attributes.every(([name]) => (OF_THE_KEY as readonly string[]).includes(name));
    case 'all':
    case 'any':
      return filter.filters.every(isOfTheKey);
    case 'not':
      return isOfTheKey(filter.filter);
    default:
      return false;
  }
}
