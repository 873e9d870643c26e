import { DEFAULT_PAGE, parseSeriesKey, type GrowthFilter, period } from '@silkgauge/contract';
import { BY_KEY, type Sort, type StatePlace } from '@silkgauge/read-model';
import { cursorOf, writeCursor } from './cursor.ts';
import { fields, type Fields } from './fields.ts';
import { readParameters, type Given, type Parsed } from './parameters.ts';
import {
  clocks,
  clocksOf,
  marks,
  oneClock,
  oneRelease,
  ordered,
  then,
  type MarkedBy,
  type PageRequest,
  type ReleaseQuery,
  type StateQuery,
} from './queries.ts';
import { limit, release, sequence, sort as readSort, type Release } from './readers.ts';
import { listFilter, listFilterOf } from './selection.ts';
import { partOf, periodFilter, wordFilter } from './state-filters.ts';

type Raw = Readonly<Record<string, unknown>>;

/** A page of a list of states. */
export interface GrowthQuery extends PageRequest<StatePlace>, StateQuery, ReleaseQuery, MarkedBy {
  readonly filter: GrowthFilter;
  readonly sort: Sort;
  /** Members of each state; null for all. */
  readonly fields: Fields | null;
  /** Sequence of which all pages by `knownAt` are, from the cursor; null on the first page and in other orders. */
  readonly until: string | null;
  /** The kind of the cursors of this list. */
  readonly kind: string;
}

const paged = { ...marks, ...clocks, release, sort: readSort, limit, fields };

/** `GET /v1/growth`. */
export function readGrowthQuery(raw: Raw): Parsed<GrowthQuery> {
  const order = orderIn(raw, 'growth', BY_KEY);
  const parsed = readParameters(raw, { ...listFilter, ...paged, cursor: cursorIn(order) });
  return then(ordered(oneRelease(oneClock(parsed))), (given) => ({
    filter: listFilterOf(given),
    ...order,
    ...pageOf(given),
  }));
}

const BY_PERIOD: Sort = { by: 'period', descending: false };

/** `GET /v1/growth/{series key}`. */
export function readWholeSeriesQuery(key: string, raw: Raw): Parsed<GrowthQuery> {
  const order = orderIn(raw, key, BY_PERIOD);
  const parsed = readParameters(raw, { ...periodFilter, ...wordFilter, ...paged, cursor: cursorIn(order) });
  return then(ordered(oneRelease(oneClock(parsed))), (given) => ({
    filter: { keys: [key], ...partOf(given, { ...periodFilter, ...wordFilter }) },
    ...order,
    ...pageOf(given),
  }));
}

/** Cursor of the page behind a place; `until` pins pages by `knownAt`. */
export function nextCursor(
  { kind, sort }: Pick<GrowthQuery, 'kind' | 'sort'>,
  { key, period: code, knownAt = '' }: StatePlace,
  until: string | null,
): string {
  return writeCursor(kind, [key, code, ...(sort.by === 'knownAt' ? [knownAt, until ?? ''] : [])]);
}

type Order = Pick<GrowthQuery, 'kind' | 'sort'>;

/** The order asked for, and the kind of its cursors: a cursor of one order is none of another. */
function orderIn(raw: Raw, list: string, otherwise: Sort): Order {
  const given = typeof raw['sort'] === 'string' ? readSort(raw['sort']) : undefined;
  const sort = given && 'value' in given ? given.value : otherwise;
  const isDefault = sort.by === BY_KEY.by && !sort.descending;
  return { sort, kind: isDefault ? list : `${list} ${sort.by}${sort.descending ? ' desc' : ''}` };
}

function cursorIn({ kind, sort }: Order) {
  const isPlace = ([key = '', code = '']: string[]) => parseSeriesKey(key) !== undefined && isPeriod(code);
  if (sort.by !== 'knownAt') return cursorOf(kind, 2, isPlace);
  return cursorOf(
    kind,
    4,
    ([key = '', code = '', knownAt = '', until = '']) =>
      isPlace([key, code]) && isIsoInstant(knownAt) && 'value' in sequence(until),
  );
}

function pageOf(given: Given<typeof clocks> & PageGiven) {
  const [key, code = '', knownAt, until = null] = given.cursor ?? [];
  return {
    notices: given.notice ?? null,
    ...clocksOf(given),
    release: given.release ?? null,
    after: key === undefined ? null : { key, period: code, ...(knownAt !== undefined && { knownAt }) },
    until,
    fields: given.fields ?? null,
    limit: given.limit ?? DEFAULT_PAGE,
  };
}

interface PageGiven {
  readonly release?: Release;
  readonly notice?: readonly string[];
  readonly limit?: number;
  readonly fields?: Fields;
  readonly cursor?: readonly string[];
}

function isPeriod(code: string): boolean {
  const reading = period(code);
  return 'value' in reading && reading.value === code;
}

function isIsoInstant(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text;
}
