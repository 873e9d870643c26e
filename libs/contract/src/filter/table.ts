import type { Dimension } from '../series-key.ts';
import { DIMENSION_FILTERS } from './dimensions.ts';
import { domain } from './domain.ts';
import { from, period, to } from './periods.ts';
import type { ParameterReader } from './value-readers.ts';
import { flag, reason, verdict } from './words.ts';
import { within } from './within.ts';

/** The filters of states, by the name of their parameter and in the order in which they are published. */
export const FILTERS = { ...DIMENSION_FILTERS, within, period, from, to, domain, verdict, flag } as const;

/** The filters of changes alone. */
export const CHANGE_FILTERS = { reason } as const;

type Filters = typeof FILTERS;
export type FilterName = keyof Filters;

/** Names of the filters that compare a series, a period or a version. */
type NameOf<Of extends Filters[FilterName]['of']> = {
  [Name in FilterName]: Filters[Name]['of'] extends Of ? Name : never;
}[FilterName];

type ValueOf<Filter> = Filter extends { readonly read: ParameterReader<infer Value> } ? Value : never;
type Asked<Name extends FilterName> = { readonly [Each in Name]?: ValueOf<Filters[Each]> };

/** Codes by dimension; `CN-*` for a beginning. */
export type SeriesCodes = Asked<Dimension>;

/** A filter by series. An absent member does not limit; lists hold the allowed values and are not empty. */
export type SeriesFilter = Asked<NameOf<'series'>>;

/** A filter by series and period. */
export type ScopeFilter = Asked<NameOf<'series' | 'period'>>;

/** A filter by what a state says, too. */
export type StateFilter = Asked<FilterName>;

/** A filter as orders have it, which name periods in another way. */
export type OrderFilter = Asked<NameOf<'series' | 'version'>>;

/** Several filters under one name; a state passes if it passes one of them. */
export interface NamedSets {
  readonly id: string;
  readonly sets: readonly StateFilter[];
}

/** A filter of states or, with `reason`, of changes. */
export interface GrowthFilter extends StateFilter {
  readonly reason?: ValueOf<typeof reason>;
  /** Series keys; programs ask by them, and no parameter does. */
  readonly keys?: readonly string[];
  readonly selection?: NamedSets;
}

type Kind = Filters[FilterName]['of'];

/** Names of the filters of some kinds, in their order. */
const named = <Of extends Kind>(...kinds: readonly Of[]) =>
  (Object.keys(FILTERS) as FilterName[]).filter((name): name is NameOf<Of> =>
    kinds.some((kind) => kind === FILTERS[name].of),
  );

export const SERIES_FILTERS = named('series');
export const PERIOD_FILTERS = named('period');
export const VERSION_FILTERS = named('version');
export const SCOPE_FILTERS = named('series', 'period');

/** As an address has them. */
export const FILTER_NAMES = [...SERIES_FILTERS, ...PERIOD_FILTERS, ...VERSION_FILTERS];

/** Filters that orders take. */
export const ORDER_FILTERS = [...SERIES_FILTERS, ...VERSION_FILTERS];
