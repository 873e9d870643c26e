import type { CodeRelations, SeriesDimensions } from '@silkgauge/growth';
import { DIMENSIONS, seriesKey } from '../series-key.ts';
import { hasCode } from './dimensions.ts';
import type { Filtered, FilterSql, OfPeriod, OfSeries, OfVersion, OwnedSeries } from './filter.ts';
import {
  CHANGE_FILTERS,
  FILTERS,
  PERIOD_FILTERS,
  SERIES_FILTERS,
  VERSION_FILTERS,
  type GrowthFilter,
  type ScopeFilter,
  type SeriesCodes,
  type SeriesFilter,
} from './table.ts';

/*
 * The filters of the table applied: in memory, and as SQL. One test over random filters and states of a database holds
 * the two equal.
 */

/** Filters by their names. Each takes values of its own, which the member of its name has. */
type Named<Filter> = readonly (readonly [name: keyof GrowthFilter, filter: Filter])[];

const OF_SERIES: Named<Pick<OfSeries<never>, 'passes' | 'where'>> = SERIES_FILTERS.map((name) => [
  name,
  FILTERS[name],
]);
const OF_PERIODS: Named<Pick<OfPeriod<never>, 'passes' | 'where'>> = PERIOD_FILTERS.map((name) => [
  name,
  FILTERS[name],
]);
const OF_VERSIONS: Named<Pick<OfVersion<never>, 'passes' | 'where' | 'isIndexed'>> = [
  ...VERSION_FILTERS.map((name) => [name, FILTERS[name]] as const),
  ['reason', CHANGE_FILTERS.reason],
];

/** A filter without its selection. */
type OwnFilter = Omit<GrowthFilter, 'selection'>;

/** Whether all filters that are asked for are met. */
const allMet = <Filter>(
  filters: Named<Filter>,
  asked: GrowthFilter,
  isMet: (filter: Filter, value: never) => boolean,
): boolean =>
  filters.every(([name, filter]) => asked[name] === undefined || isMet(filter, asked[name] as never));

/** What some filters that are asked for come to. */
const each = <Filter, Found>(
  filters: Named<Filter>,
  asked: GrowthFilter,
  of: (filter: Filter, value: never) => Found,
): readonly Found[] =>
  filters.flatMap(([name, filter]) => (asked[name] === undefined ? [] : [of(filter, asked[name] as never)]));

/** Whether a series has one of the codes of each dimension that is filtered; without filters each series has. */
export const matchesSeries = (codes: SeriesCodes, series: SeriesDimensions): boolean =>
  DIMENSIONS.every((name) => codes[name] === undefined || hasCode(codes[name], series[name]));

/** Whether a series passes a filter; its periods, and what its states say, are not looked at. */
export const passesSeries = (
  filter: SeriesFilter & Pick<GrowthFilter, 'keys'>,
  one: OwnedSeries,
  areas: CodeRelations,
): boolean =>
  allMet(OF_SERIES, filter, ({ passes }, value) => passes(value, one, areas)) &&
  (filter.keys?.includes(seriesKey(one.series)) ?? true);

/** Whether a period passes a filter. */
export const passesPeriod = (filter: ScopeFilter, one: Pick<Filtered, 'period' | 'bounds'>): boolean =>
  allMet(OF_PERIODS, filter, ({ passes }, value) => passes(value, one));

const passesOwn = (filter: OwnFilter, one: Filtered, areas: CodeRelations): boolean =>
  passesSeries(filter, one, areas) &&
  passesPeriod(filter, one) &&
  allMet(OF_VERSIONS, filter, ({ passes }, value) => one.said !== undefined && passes(value, one.said));

/** Whether a state passes a filter, and one of the sets of its selection. */
export const passesFilter = (filter: GrowthFilter, one: Filtered, areas: CodeRelations): boolean =>
  passesOwn(filter, one, areas) && (filter.selection?.sets.some((set) => passesOwn(set, one, areas)) ?? true);

/** SQL: the filters of series as conditions. */
export const seriesConditions = (
  filter: ScopeFilter & Pick<GrowthFilter, 'keys'>,
  sql: FilterSql,
): string[] => [
  ...each(OF_SERIES, filter, ({ where }, value) => where(value, sql)),
  ...(filter.keys ? [`s.key = any(${sql.bind(filter.keys, 'text[]')})`] : []),
];

/** SQL: the filters of periods as conditions. */
export const periodConditions = (filter: ScopeFilter, sql: FilterSql): readonly string[] =>
  each(OF_PERIODS, filter, ({ where }, value) => where(value, sql));

/** SQL: the filters of versions as conditions. */
export const versionConditions = (filter: OwnFilter, sql: FilterSql): readonly string[] =>
  each(OF_VERSIONS, filter, ({ where }, value) => where(value, sql));

/** Whether an index of versions finds what a filter lets pass. */
export const isIndexed = (filter: OwnFilter): boolean =>
  each(OF_VERSIONS, filter, (one, value) => one.isIndexed?.(value) ?? false).some(Boolean);

/** Whether a filter asks for more than series and period. */
export const asksForWords = (filter: OwnFilter): boolean =>
  OF_VERSIONS.some(([name]) => filter[name as keyof OwnFilter] !== undefined);

/** Whether a filter limits anything. */
export const isNarrow = (filter: GrowthFilter): boolean =>
  Object.values(filter).some((wanted) => wanted !== undefined);

/** What a filter of entries of the log asks of those that are no versions of states; null: they do not pass. */
export function withoutWords({ selection, ...own }: GrowthFilter): GrowthFilter | null {
  if (asksForWords(own)) return null;
  const sets = selection?.sets.filter((set) => !asksForWords(set));
  if (sets?.length === 0) return null;
  return { ...own, ...(selection && sets && { selection: { ...selection, sets } }) };
}
