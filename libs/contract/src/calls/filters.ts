import {
  FILTERS,
  CHANGE_FILTERS,
  SCOPE_FILTERS,
  SERIES_FILTERS,
  type FilterName,
  type GrowthFilter,
  type ScopeFilter,
  type SeriesFilter,
} from '../filter/table.ts';
import type { Description } from '../descriptions/json-schemas.ts';
import { optional, type Group, type Parameter } from './parameter.ts';
import { selection as readSelection, type NamedSelection } from './selection.ts';

/** The parameters of some filters, as the table of filters has them. */
export const parametersOfFilters = (names: readonly FilterName[]): Record<string, Parameter<unknown>> =>
  Object.fromEntries(names.map((name) => [name, ofFilter(FILTERS[name])]));

const ofFilter = ({
  about,
  schema,
  brief,
  read,
}: (typeof FILTERS)[FilterName] | typeof CHANGE_FILTERS.reason) =>
  optional<unknown>({ about, schema: schema as Description, brief, read });

/** Several sets of filters under one id. */
export const selection = optional({
  about:
    'Only states that pass one of the sets of filters of this selection, by the id of POST /v1/selections; filters beside it limit further.',
  schema: { type: 'string' },
  read: readSelection,
});

/** A filter that is made of the parameters that are given. */
const filtersOf = <Filter>(parameters: Readonly<Record<string, Parameter<unknown>>>): Group<Filter> => ({
  parameters,
  of: (given) => {
    const own = Object.keys(parameters).filter((name) => Object.hasOwn(given, name));
    const filter = Object.fromEntries(own.map((name) => [name, given[name]]));
    const { selection: asked } = filter as { selection?: NamedSelection };
    return { ...filter, ...(asked && { selection: { id: asked.id, sets: asked.sets } }) } as Filter;
  },
});

const STATES = { ...parametersOfFilters(Object.keys(FILTERS) as FilterName[]), selection };

/** Filters of states, or several sets of them. */
export const ofStates = filtersOf<GrowthFilter>(STATES);
/** Those of changes, too. */
export const ofChanges = filtersOf<GrowthFilter>({ ...STATES, reason: ofFilter(CHANGE_FILTERS.reason) });
export const ofSeries = filtersOf<SeriesFilter>(parametersOfFilters(SERIES_FILTERS));
/** By series and period. */
export const ofScope = filtersOf<ScopeFilter>(parametersOfFilters(SCOPE_FILTERS));
/** Some of the filters. */
export const ofSome = <const Names extends readonly FilterName[]>(names: Names) =>
  filtersOf<Pick<GrowthFilter, Names[number]>>(parametersOfFilters(names));
/** By series and period, or several sets of filters. */
export const ofScopeOr = (about: string) =>
  filtersOf<GrowthFilter>({ ...parametersOfFilters(SCOPE_FILTERS), selection: { ...selection, about } });
