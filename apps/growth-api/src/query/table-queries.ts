import { LANGUAGES, type Language } from '@silkgauge/codelists';
import {
  nearestName,
  type GrowthFilter,
  type ScopeFilter,
  refuse,
  type ParameterReader,
  quoted,
  listOf,
  oneOf,
  VERSION_FILTERS,
  COLUMNS,
  type Column,
} from '@silkgauge/contract';
import { BY_KEY, type Sort } from '@silkgauge/read-model';
import { fields, type Fields } from './fields.ts';
import { readParameters, type Given, type Parsed } from './parameters.ts';
import { release, sort } from './readers.ts';
import {
  clocks,
  clocksOf,
  marks,
  oneClock,
  oneRelease,
  ordered,
  then,
  type MarkedBy,
  type ReleaseQuery,
  type StateQuery,
} from './queries.ts';
import { listFilter, listFilterOf } from './selection.ts';
import { partOf, scopeFilter } from './state-filters.ts';

type Raw = Readonly<Record<string, unknown>>;

const allOf = (names: readonly string[], refused: (name: string) => ReturnType<typeof refuse>) =>
  Object.fromEntries(names.map((name) => [name, refused(name)]));

const NO_PAGES = allOf(['limit', 'cursor'], (name) =>
  refuse(
    'not-of-table',
    `a table has no ${name}: it holds every state of the filter`,
    'leave it out, or filter',
  ),
);

/** States of a filter, all of them. */
export interface WholeQuery extends StateQuery, ReleaseQuery, MarkedBy {
  readonly filter: GrowthFilter;
  readonly sort: Sort;
}

/** States a line each. */
export interface LinesQuery extends WholeQuery {
  /** Members of each state, and as they were asked for; null for all. */
  readonly fields: { readonly chosen: Fields; readonly text: string } | null;
}

/** States with the language of their names. */
export interface CubeQuery extends WholeQuery {
  /** Null where the request's `Accept-Language` tells. */
  readonly language: Language | null;
}

export interface TableQuery extends CubeQuery {
  /** From left to right. */
  readonly columns: readonly Column[];
}

/** Column of a name. */
const column: ParameterReader<Column> = (name) => {
  const found = COLUMNS.find((one) => one.name === name);
  if (found) return { value: found };
  const names = COLUMNS.map((one) => one.name);
  return refuse(
    'column',
    `the table has no column ${quoted(name)}`,
    `did you mean ${nearestName(name, names) ?? ''}? Known: ${names.join(', ')}`,
  );
};

const columns: ParameterReader<readonly Column[]> = (text) => {
  const reading = listOf(column)(text);
  if ('refused' in reading) return reading;
  const twice = reading.value.find((one, at) => reading.value.indexOf(one) !== at);
  if (!twice) return reading;
  return refuse('column', `the column ${twice.name} is named more than once`, 'name each column once');
};

const whole = { ...listFilter, ...marks, ...clocks, release, sort };

const wholeOf = (found: Given<typeof whole>): WholeQuery => ({
  filter: listFilterOf(found),
  notices: found.notice ?? null,
  ...clocksOf(found),
  release: found.release ?? null,
  sort: found.sort ?? BY_KEY,
});

/** `GET /v1/growth.ndjson`: the filters of the list, without pages. */
export function readLinesQuery(raw: Raw): Parsed<LinesQuery> {
  const given = readParameters(raw, { ...whole, fields }, NO_PAGES);
  return then(ordered(oneRelease(oneClock(given))), (found) => ({
    ...wholeOf(found),
    fields: found.fields ? { chosen: found.fields, text: String(raw['fields']) } : null,
  }));
}

/** `GET /v1/growth.csv`, its metadata, and `GET /v1/growth.parquet`. */
export function readTableQuery(raw: Raw): Parsed<TableQuery> {
  const given = readParameters(raw, { ...whole, columns, lang: oneOf(LANGUAGES.codes) }, NO_PAGES);
  return then(ordered(oneRelease(oneClock(given))), (found) => ({
    ...wholeOf(found),
    columns: found.columns ?? COLUMNS,
    language: found.lang ?? null,
  }));
}

/** `GET /v1/growth.jsonstat`. */
export function readCubeQuery(raw: Raw): Parsed<CubeQuery> {
  const given = readParameters(raw, { ...whole, lang: oneOf(LANGUAGES.codes) }, NO_PAGES);
  return then(ordered(oneRelease(oneClock(given))), (found) => ({
    ...wholeOf(found),
    language: found.lang ?? null,
  }));
}

/** Availability of a past moment would need a look at every version. */
const ONLY_NOW = allOf(['asOf', 'publishedBy'], (name) =>
  refuse(
    'not-of-availability',
    `what is available has no ${name}: it is told of the present alone`,
    `leave it out; /v1/growth and /v1/growth.csv take ${name}`,
  ),
);
const ONLY_WHOLE = allOf(['limit', 'cursor'], (name) =>
  refuse(
    'not-of-availability',
    `what is available has no ${name}: it is told whole`,
    'leave it out, or filter',
  ),
);

/** What states say is not held in memory. */
const ONLY_SCOPE = allOf([...VERSION_FILTERS, 'selection'], (name) =>
  refuse(
    'not-of-availability',
    `what is available has no ${name}: it counts states by series and period`,
    `leave it out; /v1/growth and /v1/growth.csv take ${name}`,
  ),
);

/** `GET /v1/availability`. */
export function readAvailabilityQuery(raw: Raw): Parsed<ScopeFilter> {
  return then(readParameters(raw, scopeFilter, { ...ONLY_NOW, ...ONLY_WHOLE, ...ONLY_SCOPE }), (given) =>
    partOf(given, scopeFilter),
  );
}
