import { FLAGS, VERDICTS } from '@silkgauge/codelists';
import { isArea, oneArea } from '../code-lists.ts';
import type { RefusalRule } from '../codes/refusal-rules.ts';
import { CODE_PATTERN, DIMENSIONS, type Dimension } from '../series-key.ts';
import { DOMAINS } from '../domains.ts';
import type { Members } from './members.ts';
import type { SeriesCodes, SeriesQuery, StateQuery } from './plan.ts';

const MOST_VALUES = 100;
const CODE = new RegExp(`^${CODE_PATTERN}$`);
const CODE_OR_PREFIX = new RegExp(`^${CODE_PATTERN}\\*?$`);

type FilterName = keyof StateQuery;
type ReadValues = (values: readonly string[]) => readonly string[] | string | null;

const OF_SERIES = [...DIMENSIONS, 'within', 'domain'] as const satisfies readonly FilterName[];
/** Filters by what a state says. */
export const WORD_FILTERS = ['verdict', 'flag'] as const satisfies readonly FilterName[];

/** Codes by dimension, at least one, each area under its one code; wrong ones are reported, and read as null. */
export const readCodes = (members: Members, name: string): SeriesCodes | null =>
  readFilters(members, name, DIMENSIONS, 'schema');

/** Filters of series, at least one, as {@link readCodes}. */
export const readSeriesQuery = (members: Members, name: string): SeriesQuery | null =>
  readFilters(members, name, OF_SERIES, 'rule-filter');

/** Filters of states, at least one, as {@link readCodes}. */
export const readStateQuery = (members: Members, name: string): StateQuery | null =>
  readFilters(members, name, [...OF_SERIES, ...WORD_FILTERS], 'schema');

function readFilters(
  members: Members,
  name: string,
  taken: readonly FilterName[],
  rule: RefusalRule,
): StateQuery | null {
  const found = members.raw(name);
  const must = `filters of /v1/growth (${taken.join(', ')}), such as { "indicator": ["CBEC"], "area": ["CN-*"] }`;
  if (typeof found !== 'object' || found === null || Array.isArray(found))
    return members.wrong(name, rule, must);
  const filters = Object.entries(found).map(([given, value]: [string, unknown]) => {
    const filter = taken.find((one) => one === given);
    const values = filter && valuesIn(value);
    const read = filter && values ? READERS[filter](values) : null;
    return read === null ? null : ([given, read] as const);
  });
  return filters.length > 0 && filters.every((filter) => filter !== null)
    ? (Object.fromEntries(filters) as StateQuery)
    : members.wrong(name, rule, must);
}

/** A list, or a text with commas as a query has it; null for neither. */
function valuesIn(value: unknown): readonly string[] | null {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!list.every((one) => typeof one === 'string')) return null;
  const values = list.flatMap((one) => one.split(','));
  return values.length > 0 && values.length <= MOST_VALUES ? values : null;
}

const eachOf =
  (isTaken: (value: string) => boolean): ReadValues =>
  (values) =>
    values.every(isTaken) ? values : null;
const codes = eachOf((code) => CODE_OR_PREFIX.test(code));
const areas: ReadValues = (values) => codes(values) && values.map(oneArea);
const words = (known: readonly string[]): ReadValues => eachOf((word) => known.includes(word));

const READERS: Readonly<Record<FilterName, ReadValues>> = {
  ...(Object.fromEntries(DIMENSIONS.map((name) => [name, codes])) as Record<Dimension, ReadValues>),
  ...{ area: areas, counterpart: areas },
  within: (places) =>
    places.every((place) => CODE.test(place) && isArea(place)) ? places.map(oneArea) : null,
  domain: (domains) => DOMAINS.find((domain) => domains.length === 1 && domain === domains[0]) ?? null,
  ...{ verdict: words(VERDICTS.codes), flag: words(FLAGS.codes) },
};
