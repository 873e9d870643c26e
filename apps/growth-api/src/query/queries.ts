import {
  DEFAULT_PAGE,
  parseSeriesKey,
  type QueryFault,
  type ScopeFilter,
  listOf,
  oneOf,
  type SeriesFilter,
} from '@silkgauge/contract';
import type { AsOf, Sort } from '@silkgauge/read-model';
import { cursorOf } from './cursor.ts';
import { fields, type Fields } from './fields.ts';
import { readParameters, type Given, type Parsed } from './parameters.ts';
import { asOf, limit, publishedBy, text, type Release } from './readers.ts';
import { partOf, scopeFilter, seriesFilter } from './state-filters.ts';

type Raw = Readonly<Record<string, unknown>>;

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

export const clocks = { asOf, publishedBy };
/** Filters on joined data, which no version holds. */
export const marks = { notice: listOf(text) };

/** `GET /v1/growth/{series key}/{period}`. */
export function readOneQuery(raw: Raw): Parsed<StateQuery & { readonly fields: Fields | null }> {
  return then(oneClock(readParameters(raw, { ...clocks, fields })), (given) => ({
    ...clocksOf(given),
    fields: given.fields ?? null,
  }));
}

export interface ExplainQuery extends StateQuery {
  /** Event behind which prints are listed; null: from the first on. */
  readonly after: string | null;
}

/** `GET /v1/growth/{series key}/{period}/explain`; the cursor is an event. */
export function readExplainQuery(raw: Raw): Parsed<ExplainQuery> {
  const cursor = cursorOf('explain', 1, ([event = '']) => /^\d{1,18}$/.test(event));
  return then(oneClock(readParameters(raw, { ...clocks, cursor })), (given) => ({
    ...clocksOf(given),
    after: given.cursor?.[0] ?? null,
  }));
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

/** The release of each state, which is worked out from what was published; null for none. */
export interface ReleaseQuery {
  readonly release: Release | null;
}

/** Refuses a release together with the clock of what was served here. */
export function oneRelease<T extends Given<typeof clocks> & { readonly release?: Release }>(
  parsed: Parsed<T>,
): Parsed<T> {
  if ('faults' in parsed || parsed.value.release === undefined || parsed.value.asOf === undefined)
    return parsed;
  const fault: QueryFault = {
    parameter: 'release',
    rule: 'two-clocks',
    message:
      'release and asOf are given together: a release is what was published, asOf what was served here',
    fix: 'leave one out, or give publishedBy, until which releases then count',
  };
  return { faults: [fault] };
}

/** Refuses an order by `knownAt` of states that are worked out, and have none. */
export function ordered<
  T extends Given<typeof clocks> & { readonly release?: Release; readonly sort?: Sort },
>(parsed: Parsed<T>): Parsed<T> {
  if ('faults' in parsed || parsed.value.sort?.by !== 'knownAt') return parsed;
  const clock = (['publishedBy', 'release'] as const).find((name) => parsed.value[name] !== undefined);
  if (clock === undefined) return parsed;
  const fault: QueryFault = {
    parameter: 'sort',
    rule: 'no-known-at',
    message: `sort is by knownAt, and states worked out with ${clock} have none`,
    fix: 'sort by key or period, or take asOf, by which states are as they stood here',
  };
  return { faults: [fault] };
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
  return readPageOf('vintages', (until) => 'value' in publishedBy(until))(raw);
}

export interface RevisionsQuery extends PageRequest<{ name: string; place: string }> {
  readonly filter: ScopeFilter;
  readonly publishedBy: string | null;
  readonly by: 'series' | 'reporter' | 'indicator';
  /** True if each revised figure is listed. */
  readonly withFigures: boolean;
}

/** `GET /v1/revisions`; the cursor is a measure of a series or a reporter. */
export function readRevisionsQuery(raw: Raw): Parsed<RevisionsQuery> {
  const readers = {
    ...scopeFilter,
    publishedBy,
    by: oneOf(['series', 'reporter', 'indicator']),
    detail: oneOf(['figures']),
    limit,
    cursor: cursorOf('revisions', 2, () => true),
  };
  return then(readParameters(raw, readers), (given) => ({
    filter: partOf(given, scopeFilter),
    publishedBy: given.publishedBy ?? null,
    by: given.by ?? 'series',
    withFigures: given.detail === 'figures',
    after: given.cursor ? { name: given.cursor[0] ?? '', place: given.cursor[1] ?? '' } : null,
    limit: given.limit ?? DEFAULT_PAGE,
  }));
}

export interface SeriesQuery extends PageRequest<string> {
  readonly asOf: AsOf | null;
  readonly filter: SeriesFilter;
}

/** `GET /v1/series`; the cursor is a series key. */
export function readSeriesQuery(raw: Raw): Parsed<SeriesQuery> {
  const cursor = cursorOf('series', 1, ([key = '']) => parseSeriesKey(key) !== undefined);
  return then(readParameters(raw, { ...seriesFilter, asOf, limit, cursor }), (given) => ({
    filter: partOf(given, seriesFilter),
    asOf: given.asOf ?? null,
    after: given.cursor?.[0] ?? null,
    limit: given.limit ?? DEFAULT_PAGE,
  }));
}

/** Registers as of an instant (ISO, inclusive); null means the present. */
export interface RegisterInstant {
  readonly knownBy: string | null;
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
  const left = [...(source === undefined ? ['source'] : []), ...(id === undefined ? ['id'] : [])];
  const fix = 'an event is named by source and id together, as in its receipt';
  return { faults: left.map((parameter) => missing(parameter, fix)) };
}

/** A parameter that has to be given. */
export const missing = (parameter: string, fix: string): QueryFault => ({
  ...{ parameter, rule: 'missing', message: `${parameter} is missing`, fix },
});

/** Whether a part of a cursor is the number of a version. */
export const isVersion = (text: string): boolean => /^[1-9]\d{0,8}$/.test(text);

/** A list without filters; the cursor is one place, such as a name. */
export const readPageOf =
  (kind: string, isPlace: (place: string) => boolean = () => true) =>
  (raw: Raw): Parsed<PageRequest<string>> => {
    const cursor = cursorOf(kind, 1, ([place = '']) => isPlace(place));
    return then(readParameters(raw, { limit, cursor }), (given) => ({
      after: given.cursor?.[0] ?? null,
      limit: given.limit ?? DEFAULT_PAGE,
    }));
  };

/** Query of a call without parameters. */
export function readNoQuery(raw: Raw): Parsed<object> {
  return readParameters(raw, {});
}

export function then<T, U>(parsed: Parsed<T>, next: (value: T) => U): Parsed<U> {
  return 'faults' in parsed ? parsed : { value: next(parsed.value) };
}
