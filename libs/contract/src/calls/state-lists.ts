import { parseSeriesKey } from '../series-key.ts';
import type { QueryFault } from '../query-fault.ts';
import { period } from '../filter/value-readers.ts';
import type { Sort } from './clocks.ts';
import { decode, NOT_OF_LIST, writeCursor } from './cursor.ts';
import { optional } from './parameter.ts';
import { sequence } from './readers.ts';

/*
 * Pages of a list of states: a cursor of one order is none of another.
 */

export interface StateCursor {
  /** The list and its order. */
  readonly kind: string;
  readonly place: { readonly key: string; readonly period: string; readonly knownAt?: string };
  /** Sequence of which all pages by `knownAt` are; null in other orders. */
  readonly until: string | null;
}

const kindOf = (list: string, { by, descending }: Sort): string =>
  by === 'key' && !descending ? list : `${list} ${by}${descending ? ' desc' : ''}`;

/** Cursor of the page behind a place; `until` pins pages by `knownAt`. */
export const stateCursor = (
  list: string,
  sort: Sort,
  { key, period: code, knownAt = '' }: StateCursor['place'],
  until: string | null,
): string =>
  writeCursor(kindOf(list, sort), [key, code, ...(sort.by === 'knownAt' ? [knownAt, until ?? ''] : [])]);

export const cursorOfStates = optional<StateCursor>({
  about: 'The next of the page before.',
  schema: { type: 'string' },
  read: (text) => {
    const [kind = '', key = '', code = '', ...rest] = decode(text) ?? [];
    const [knownAt, until = ''] = rest;
    const isPinned = / knownAt(?: desc)?$/.test(kind);
    const isPlace = parseSeriesKey(key) !== undefined && isPeriod(code) && rest.length === (isPinned ? 2 : 0);
    if (!isPlace) return NOT_OF_LIST;
    if (knownAt === undefined) return { value: { kind, place: { key, period: code }, until: null } };
    if (!isIsoInstant(knownAt) || 'refused' in sequence(until)) return NOT_OF_LIST;
    return { value: { kind, place: { key, period: code, knownAt }, until } };
  },
});

/** Refuses a cursor of another list or order. */
export const ofOrder =
  <Given>(listOf: (given: Given) => string) =>
  (given: Given & { readonly sort: Sort; readonly cursor: StateCursor | null }): QueryFault | null =>
    given.cursor === null ||
    given.cursor.kind === kindOf(listOf(given), given.sort) ||
    !('refused' in NOT_OF_LIST)
      ? null
      : { parameter: 'cursor', ...NOT_OF_LIST.refused };

function isPeriod(code: string): boolean {
  const reading = period(code);
  return 'value' in reading && reading.value === code;
}

function isIsoInstant(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text;
}
