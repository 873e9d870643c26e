import {
  DEFAULT_PAGE,
  DIMENSIONS,
  parseSeriesKey,
  type Dimension,
  type QueryFault,
} from '@silkgauge/contract';
import type { AsOf, GrowthFilter } from '@silkgauge/read-model';
import { cursorOf } from './cursor.ts';
import { readParameters, refuse, type Parsed, type ParameterReader } from './parameters.ts';
import {
  asOf,
  dayOf,
  dimensionCode,
  domain,
  limit,
  listOf,
  oneOf,
  period,
  publishedBy,
  sequence,
  text,
} from './readers.ts';

type Raw = Readonly<Record<string, unknown>>;

export const dimensions = Object.fromEntries(
  DIMENSIONS.map((dimension) => [dimension, listOf(dimensionCode(dimension))]),
) as Record<Dimension, ParameterReader<readonly string[]>>;

const seriesFilter = { ...dimensions, domain };
export const growthFilter = {
  ...seriesFilter,
  period: listOf(period),
  from: dayOf('start'),
  to: dayOf('end'),
};

/** Parameters of other calls, refused on the stream. */
const ONLY_FOR_LISTS = {
  ...Object.fromEntries(
    ['asOf', 'publishedBy', 'limit', 'cursor'].map((name) => [
      name,
      refuse(
        'not-on-stream',
        `a stream has no ${name}: it has no pages and is always of the present`,
        'leave it out; after= resumes, filters limit',
      ),
    ]),
  ),
  notice: refuse(
    'not-on-stream',
    'a stream has no notice: entries of the log do not say which notices are in force',
    'leave it out and filter by area, mode, flow, product and period; /v1/growth takes notice',
  ),
};

export interface PageRequest<Position> {
  readonly after: Position | null;
  readonly limit: number;
}

/** Clock of an answer: append time (`asOf`), publication (`publishedBy`, ISO instant), or neither. */
export interface StateQuery {
  readonly asOf: AsOf | null;
  readonly publishedBy: string | null;
}

/** Names of notices, one of which must be in force for the state; null for no restriction. */
export interface MarkedBy {
  readonly notices: readonly string[] | null;
}

export interface GrowthQuery extends PageRequest<{ key: string; period: string }>, StateQuery, MarkedBy {
  readonly filter: GrowthFilter;
}

export const clocks = { asOf, publishedBy };
/** Filters on joined data, which no version holds. */
export const marks = { notice: listOf(text) };

/** `GET /v1/growth`. */
export function readGrowthQuery(raw: Raw): Parsed<GrowthQuery> {
  const cursor = cursorOf(
    'growth',
    2,
    ([key = '', code = '']) => parseSeriesKey(key) !== undefined && isPeriod(code),
  );
  return then(
    oneClock(readParameters(raw, { ...growthFilter, ...marks, ...clocks, limit, cursor })),
    (given) => ({
      filter: growthFilterOf(given),
      notices: given.notice ?? null,
      ...clocksOf(given),
      after: given.cursor ? { key: given.cursor[0] ?? '', period: given.cursor[1] ?? '' } : null,
      limit: given.limit ?? DEFAULT_PAGE,
    }),
  );
}

/** `GET /v1/growth/{series key}/{period}` and its `/explain`. */
export function readStateQuery(raw: Raw): Parsed<StateQuery> {
  return then(oneClock(readParameters(raw, clocks)), clocksOf);
}

export const clocksOf = (given: Given<typeof clocks>): StateQuery => ({
  asOf: given.asOf ?? null,
  publishedBy: given.publishedBy ?? null,
});

/** Refuses both clocks at once: past totals of sales by month are not stored. */
export function oneClock<T extends Given<typeof clocks>>(parsed: Parsed<T>): Parsed<T> {
  if ('faults' in parsed || parsed.value.asOf === undefined || parsed.value.publishedBy === undefined)
    return parsed;
  const fault: QueryFault = {
    parameter: 'publishedBy',
    rule: 'two-clocks',
    message: 'asOf and publishedBy are given together, and the two clocks cannot be combined',
    fix: 'leave one out: asOf is what was served here then, publishedBy what the world could know, whenever it reached us',
  };
  return { faults: [fault] };
}

/** `GET /v1/growth/.../digits`. */
export function readDigitsQuery(raw: Raw): Parsed<Pick<StateQuery, 'asOf'>> {
  return then(readParameters(raw, { asOf }), (given) => ({ asOf: given.asOf ?? null }));
}

export type HistoryQuery = PageRequest<number> & Pick<StateQuery, 'asOf'>;

/** `GET /v1/growth/.../history`; the cursor is a version. */
export function readHistoryQuery(raw: Raw): Parsed<HistoryQuery> {
  const cursor = cursorOf('history', 1, ([version = '']) => /^[1-9]\d{0,8}$/.test(version));
  return then(readParameters(raw, { asOf, limit, cursor }), (given) => ({
    asOf: given.asOf ?? null,
    after: given.cursor ? Number(given.cursor[0]) : null,
    limit: given.limit ?? DEFAULT_PAGE,
  }));
}

export type VintagesQuery = PageRequest<string>;

/** `GET /v1/growth/.../vintages`; the cursor is an instant of publication. */
export function readVintagesQuery(raw: Raw): Parsed<VintagesQuery> {
  const cursor = cursorOf('vintages', 1, ([until = '']) => 'value' in publishedBy(until));
  return then(readParameters(raw, { limit, cursor }), (given) => ({
    after: given.cursor?.[0] ?? null,
    limit: given.limit ?? DEFAULT_PAGE,
  }));
}

export interface RevisionsQuery extends PageRequest<{ name: string; place: string }> {
  readonly filter: GrowthFilter;
  readonly publishedBy: string | null;
  readonly by: 'series' | 'reporter';
  /** True if each revised figure is listed. */
  readonly withFigures: boolean;
}

/** `GET /v1/revisions`; the cursor is a measure of a series or a reporter. */
export function readRevisionsQuery(raw: Raw): Parsed<RevisionsQuery> {
  const readers = {
    ...growthFilter,
    publishedBy,
    by: oneOf(['series', 'reporter']),
    detail: oneOf(['figures']),
    limit,
    cursor: cursorOf('revisions', 2, () => true),
  };
  return then(readParameters(raw, readers), (given) => ({
    filter: growthFilterOf(given),
    publishedBy: given.publishedBy ?? null,
    by: given.by ?? 'series',
    withFigures: given.detail === 'figures',
    after: given.cursor ? { name: given.cursor[0] ?? '', place: given.cursor[1] ?? '' } : null,
    limit: given.limit ?? DEFAULT_PAGE,
  }));
}

export interface SeriesQuery extends PageRequest<string> {
  readonly asOf: AsOf | null;
  readonly filter: Pick<GrowthFilter, 'dimensions' | 'domain'>;
}

/** `GET /v1/series`; the cursor is a series key. */
export function readSeriesQuery(raw: Raw): Parsed<SeriesQuery> {
  const cursor = cursorOf('series', 1, ([key = '']) => parseSeriesKey(key) !== undefined);
  return then(readParameters(raw, { ...seriesFilter, asOf, limit, cursor }), (given) => ({
    filter: seriesFilterOf(given),
    asOf: given.asOf ?? null,
    after: given.cursor?.[0] ?? null,
    limit: given.limit ?? DEFAULT_PAGE,
  }));
}

/** Registers as of an instant (ISO, inclusive); null means the present. */
export interface RegisterInstant {
  readonly knownBy: string | null;
}

export type ChangesQuery = { readonly after: string; readonly limit: number } | { readonly latest: number };

/** `GET /v1/changes`. */
export function readChangesQuery(raw: Raw): Parsed<ChangesQuery> {
  const parsed = readParameters(raw, { after: sequence, limit, latest: limit });
  if ('faults' in parsed) return parsed;
  const { after, limit: most, latest } = parsed.value;
  if (latest === undefined) return { value: { after: after ?? '0', limit: most ?? DEFAULT_PAGE } };
  if (after === undefined && most === undefined) return { value: { latest } };
  const fault: QueryFault = {
    parameter: 'latest',
    rule: 'misplaced',
    message: 'latest is given together with after or limit',
    fix: 'leave latest out to read on from a sequence; give it alone for the newest changes',
  };
  return { faults: [fault] };
}

export interface StreamQuery {
  readonly filter: GrowthFilter;
  readonly after: string | null;
}

/** `GET /v1/stream`. */
export function readStreamQuery(raw: Raw): Parsed<StreamQuery> {
  return then(readParameters(raw, { ...growthFilter, after: sequence }, ONLY_FOR_LISTS), (given) => ({
    filter: growthFilterOf(given),
    after: given.after ?? null,
  }));
}

export interface OutcomesQuery {
  readonly source: string;
  readonly id: string;
}

/** `GET /v1/outcomes`; source and id are both required. */
export function readOutcomesQuery(raw: Raw): Parsed<OutcomesQuery> {
  const parsed = readParameters(raw, { source: text, id: text });
  if ('faults' in parsed) return parsed;
  const { source, id } = parsed.value;
  if (source !== undefined && id !== undefined) return { value: { source, id } };
  const missing = [...(source === undefined ? ['source'] : []), ...(id === undefined ? ['id'] : [])];
  return {
    faults: missing.map((parameter) => ({
      parameter,
      rule: 'missing',
      message: `${parameter} is missing`,
      fix: 'an event is named by source and id together, as in its receipt',
    })),
  };
}

/** Query of a call without parameters. */
export function readNoQuery(raw: Raw): Parsed<object> {
  return readParameters(raw, {});
}

type Given<T> = { readonly [Name in keyof T]?: T[Name] extends ParameterReader<infer Value> ? Value : never };

export function seriesFilterOf(
  given: Given<typeof seriesFilter>,
): Pick<GrowthFilter, 'dimensions' | 'domain'> {
  return {
    dimensions: Object.fromEntries(DIMENSIONS.flatMap((name) => (given[name] ? [[name, given[name]]] : []))),
    ...(given.domain ? { domain: given.domain } : {}),
  };
}

export function growthFilterOf(given: Given<typeof growthFilter>): GrowthFilter {
  return {
    ...seriesFilterOf(given),
    ...(given.period ? { periods: given.period } : {}),
    ...(given.from ? { from: given.from } : {}),
    ...(given.to ? { to: given.to } : {}),
  };
}

export function then<T, U>(parsed: Parsed<T>, next: (value: T) => U): Parsed<U> {
  return 'faults' in parsed ? parsed : { value: next(parsed.value) };
}

function isPeriod(code: string): boolean {
  const reading = period(code);
  return 'value' in reading && reading.value === code;
}
