import type { RefusalRule } from '../codes/refusal-rules.ts';
import {
  FILTERS,
  ORDER_FILTERS,
  SERIES_FILTERS,
  type OrderFilter,
  type SeriesCodes,
  type SeriesFilter,
} from '../filter/table.ts';
import { DIMENSIONS } from '../series-key.ts';
import type { Members } from './members.ts';

const MOST_VALUES = 100;

type Name = (typeof ORDER_FILTERS)[number];

/** Codes by dimension, at least one, each area under its one code; wrong ones are reported, and read as null. */
export const readCodes = (members: Members, name: string): SeriesCodes | null =>
  readFilters(members, name, DIMENSIONS, 'schema');

/** Filters of series, at least one, as {@link readCodes}. */
export const readSeriesFilter = (members: Members, name: string): SeriesFilter | null =>
  readFilters(members, name, SERIES_FILTERS, 'rule-filter');

/** Filters of states, at least one, as {@link readCodes}. */
export const readStateFilter = (members: Members, name: string): OrderFilter | null =>
  readFilters(members, name, ORDER_FILTERS, 'schema');

function readFilters(
  members: Members,
  name: string,
  taken: readonly Name[],
  rule: RefusalRule,
): OrderFilter | null {
  const found = members.raw(name);
  const must = `filters of /v1/growth (${taken.join(', ')}), such as { "indicator": ["CBEC"], "area": ["CN-*"] }`;
  if (typeof found !== 'object' || found === null || Array.isArray(found))
    return members.wrong(name, rule, must);
  const filters = Object.entries(found).map(([given, value]: [string, unknown]) => {
    const filter = taken.find((one) => one === given);
    const values = filter && valuesIn(value);
    const read = filter && values ? FILTERS[filter].inOrder?.(values) : null;
    return read === null || read === undefined ? null : ([given, read] as const);
  });
  return filters.length > 0 && filters.every((filter) => filter !== null)
    ? (Object.fromEntries(filters) as OrderFilter)
    : members.wrong(name, rule, must);
}

/** A list, or a text with commas as a query has it; null for neither. */
function valuesIn(value: unknown): readonly string[] | null {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!list.every((one) => typeof one === 'string')) return null;
  const values = list.flatMap((one) => one.split(','));
  return values.length > 0 && values.length <= MOST_VALUES ? values : null;
}
