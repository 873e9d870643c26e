import type { CodeRelations, SeriesDimensions } from '@silkgauge/growth';
import { DIMENSIONS } from '../series-key.ts';
import type { SeriesCodes, SeriesQuery } from './plan.ts';

const hasPrefix = (prefix: string, code: string): boolean =>
  prefix.endsWith('*') && code.startsWith(prefix.slice(0, -1));

/** Whether a list of codes and beginnings of codes (`CN-*`) has a code. */
export const hasCode = (codes: readonly string[], code: string): boolean =>
  codes.includes(code) || codes.some((one) => hasPrefix(one, code));

/** Whether a series has one of the codes of each dimension that is filtered; without filters each series has. */
export const matchesSeries = (query: SeriesCodes, series: SeriesDimensions): boolean =>
  DIMENSIONS.every((name) => query[name] === undefined || hasCode(query[name], series[name]));

/** Whether an area lies in one of some places; `areas` says what lies in what. */
export const liesIn = (places: readonly string[], area: string, areas: CodeRelations): boolean =>
  places.some((wide) => areas.contains(wide, area));

/** A series, and the domain that it belongs to. */
export interface OwnedSeries {
  readonly series: SeriesDimensions;
  readonly domain: string;
}

/** Whether a series passes all filters of a query; what its states say is not looked at. */
export const matchesQuery = (
  query: SeriesQuery,
  { series, domain }: OwnedSeries,
  areas: CodeRelations,
): boolean =>
  matchesSeries(query, series) &&
  (query.domain === undefined || query.domain === domain) &&
  (query.within === undefined || liesIn(query.within, series.area, areas));
