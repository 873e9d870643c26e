import { DEFAULT_PAGE, DIMENSIONS, parseSeriesKey, type Dimension } from '@silkgauge/contract';
import type { AsOf, GrowthFilter } from '@silkgauge/read-model';
import { cursorOf } from './cursor.ts';
import { readParameters, refuse, type Parsed, type Reader } from './parameters.ts';
import { asOf, dayOf, dimensionCode, domain, limit, listOf, period, sequence, text } from './readers.ts';

type Raw = Readonly<Record<string, unknown>>;

const dimensions = Object.fromEntries(
  DIMENSIONS.map((dimension) => [dimension, listOf(dimensionCode(dimension))]),
) as Record<Dimension, Reader<readonly string[]>>;

const seriesFilter = { ...dimensions, domain };
const growthFilter = { ...seriesFilter, period: listOf(period), from: dayOf('start'), to: dayOf('end') };

/** Of the contract, but not served yet: said plainly, for "unknown" would send people looking for a spelling. */
const NOT_SERVED = {
  publishedBy: refuse(
    'not-served',
    'publishedBy is not served yet',
    'leave it out; asOf answers what was known here at an instant',
  ),
};

/** Of other calls, out of place on the stream. */
const ONLY_FOR_LISTS = Object.fromEntries(
  ['asOf', 'publishedBy', 'limit', 'cursor'].map((name) => [
    name,
    refuse(
      'not-on-stream',
      `a stream has no ${name}: it has no pages and is always of the present`,
      'leave it out; after= resumes, filters limit',
    ),
  ]),
);

interface Page<Position> {
  readonly after: Position | null;
  readonly limit: number;
}

export interface GrowthQuery extends Page<{ key: string; period: string }> {
  readonly filter: GrowthFilter;
  readonly asOf: AsOf | null;
}

/** `GET /v1/growth`. */
export function readGrowthQuery(raw: Raw): Parsed<GrowthQuery> {
  const cursor = cursorOf(
    'growth',
    2,
    ([key = '', code = '']) => parseSeriesKey(key) !== undefined && isPeriod(code),
  );
  return then(readParameters(raw, { ...growthFilter, asOf, limit, cursor }, NOT_SERVED), (given) => ({
    filter: growthFilterOf(given),
    asOf: given.asOf ?? null,
    after: given.cursor ? { key: given.cursor[0] ?? '', period: given.cursor[1] ?? '' } : null,
    limit: given.limit ?? DEFAULT_PAGE,
  }));
}

export interface StateQuery {
  readonly asOf: AsOf | null;
}

/** `GET /v1/growth/{series key}/{period}`. */
export function readStateQuery(raw: Raw): Parsed<StateQuery> {
  return then(readParameters(raw, { asOf }, NOT_SERVED), (given) => ({ asOf: given.asOf ?? null }));
}

export type HistoryQuery = Page<number>;

/** `.../history`: after a version. */
export function readHistoryQuery(raw: Raw): Parsed<HistoryQuery> {
  const cursor = cursorOf('history', 1, ([version = '']) => /^[1-9]\d{0,8}$/.test(version));
  return then(readParameters(raw, { limit, cursor }), (given) => ({
    after: given.cursor ? Number(given.cursor[0]) : null,
    limit: given.limit ?? DEFAULT_PAGE,
  }));
}

export interface SeriesQuery extends Page<string> {
  readonly filter: Pick<GrowthFilter, 'dimensions' | 'domain'>;
}

/** `GET /v1/series`: after a key. */
export function readSeriesQuery(raw: Raw): Parsed<SeriesQuery> {
  const cursor = cursorOf('series', 1, ([key = '']) => parseSeriesKey(key) !== undefined);
  return then(readParameters(raw, { ...seriesFilter, limit, cursor }), (given) => ({
    filter: seriesFilterOf(given),
    after: given.cursor?.[0] ?? null,
    limit: given.limit ?? DEFAULT_PAGE,
  }));
}

export type RegisterQuery = Page<string>;

/** `GET /v1/notices`: after a notice's id. */
export function readNoticesQuery(raw: Raw): Parsed<RegisterQuery> {
  return then(readParameters(raw, { limit, cursor: cursorOf('notices', 1, () => true) }), (given) => ({
    after: given.cursor?.[0] ?? null,
    limit: given.limit ?? DEFAULT_PAGE,
  }));
}

/** `GET /v1/claims`, `/v1/statements`: after a place in the register. */
export function readRegisterQuery(kind: 'claims' | 'statements'): (raw: Raw) => Parsed<RegisterQuery> {
  const cursor = cursorOf(kind, 1, ([place = '']) => /^[1-9]\d{0,17}$/.test(place));
  return (raw) =>
    then(readParameters(raw, { limit, cursor }), (given) => ({
      after: given.cursor?.[0] ?? null,
      limit: given.limit ?? DEFAULT_PAGE,
    }));
}

export interface ChangesQuery {
  readonly after: string;
  readonly limit: number;
}

/** `GET /v1/changes`. */
export function readChangesQuery(raw: Raw): Parsed<ChangesQuery> {
  return then(readParameters(raw, { after: sequence, limit }), (given) => ({
    after: given.after ?? '0',
    limit: given.limit ?? DEFAULT_PAGE,
  }));
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

/** `GET /v1/outcomes`: both members of an identity are needed. */
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

/** A call that takes no parameters. */
export function readNoQuery(raw: Raw): Parsed<object> {
  return readParameters(raw, {});
}

type Given<T> = { readonly [Name in keyof T]?: T[Name] extends Reader<infer Value> ? Value : never };

function seriesFilterOf(given: Given<typeof seriesFilter>): Pick<GrowthFilter, 'dimensions' | 'domain'> {
  return {
    dimensions: Object.fromEntries(DIMENSIONS.flatMap((name) => (given[name] ? [[name, given[name]]] : []))),
    ...(given.domain ? { domain: given.domain } : {}),
  };
}

function growthFilterOf(given: Given<typeof growthFilter>): GrowthFilter {
  return {
    ...seriesFilterOf(given),
    ...(given.period ? { periods: given.period } : {}),
    ...(given.from ? { from: given.from } : {}),
    ...(given.to ? { to: given.to } : {}),
  };
}

function then<T, U>(parsed: Parsed<T>, next: (value: T) => U): Parsed<U> {
  return 'faults' in parsed ? parsed : { value: next(parsed.value) };
}

function isPeriod(code: string): boolean {
  const reading = period(code);
  return 'value' in reading && reading.value === code;
}
