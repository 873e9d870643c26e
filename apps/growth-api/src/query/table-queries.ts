import { nearestName } from '@silkgauge/contract';
import type { GrowthFilter } from '@silkgauge/read-model';
import { LANGUAGES, type Column, type Language } from '../table/column.ts';
import { COLUMNS } from '../table/columns.ts';
import { readParameters, refuse, type Parsed, type ParameterReader } from './parameters.ts';
import { listOf, oneOf, quoted } from './readers.ts';
import {
  clocks,
  clocksOf,
  growthFilter,
  growthFilterOf,
  marks,
  oneClock,
  then,
  type MarkedBy,
  type StateQuery,
} from './queries.ts';

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
export interface WholeQuery extends StateQuery, MarkedBy {
  readonly filter: GrowthFilter;
}

export interface TableQuery extends WholeQuery {
  /** From left to right. */
  readonly columns: readonly Column[];
  /** Null where the request's `Accept-Language` tells. */
  readonly language: Language | null;
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

const whole = { ...growthFilter, ...marks, ...clocks };

/** `GET /v1/growth.ndjson`: the filters of the list, without pages. */
export function readWholeQuery(raw: Raw): Parsed<WholeQuery> {
  return then(oneClock(readParameters(raw, whole, NO_PAGES)), (found) => ({
    filter: growthFilterOf(found),
    notices: found.notice ?? null,
    ...clocksOf(found),
  }));
}

/** `GET /v1/growth.csv` and its metadata. */
export function readTableQuery(raw: Raw): Parsed<TableQuery> {
  const given = readParameters(raw, { ...whole, columns, lang: oneOf(LANGUAGES) }, NO_PAGES);
  return then(oneClock(given), (found) => ({
    filter: growthFilterOf(found),
    notices: found.notice ?? null,
    ...clocksOf(found),
    columns: found.columns ?? COLUMNS,
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

/** `GET /v1/availability`. */
export function readAvailabilityQuery(raw: Raw): Parsed<GrowthFilter> {
  return then(readParameters(raw, growthFilter, { ...ONLY_NOW, ...ONLY_WHOLE }), growthFilterOf);
}
