import { CHANGE_REASONS, FLAGS, VERDICTS } from '@silkgauge/codelists';
import {
  COUNTRIES,
  CODE_PATTERN,
  CURRENCIES,
  DEFAULT_PAGE,
  type Dimension,
  type Domain,
  FLOWS,
  isArea,
  isDayMonthOrYear,
  LARGEST_PAGE,
  likelyName,
  likelyPeriod,
  oneArea,
  parseInstant,
  printable,
  SORTS,
} from '@silkgauge/contract';
import { normalisePeriod, periodBounds, publishedUntil } from '@silkgauge/growth';
import type { AsOf, Sort } from '@silkgauge/read-model';
import { refuse, type ParameterReader, type ParameterReading } from './parameters.ts';

const MOST_VALUES = 1000;
const LAST_SEQUENCE = 2n ** 63n - 1n;
const CODE = new RegExp(`^${CODE_PATTERN}$`);

/** Comma-separated list; `reader` parses each value. */
export function listOf<T>(reader: ParameterReader<T>): ParameterReader<readonly T[]> {
  return (text) => {
    const parts = text.split(',');
    if (parts.length > MOST_VALUES) {
      return refuse(
        'too-many-values',
        `${String(parts.length)} values are given`,
        `give at most ${String(MOST_VALUES)}`,
      );
    }
    const values: T[] = [];
    for (const part of parts) {
      if (part === '')
        return refuse('empty', 'a value between commas is missing', 'take the spare comma out');
      const reading = reader(part);
      if ('refused' in reading) return reading;
      values.push(reading.value);
    }
    return { value: values };
  };
}

/** Code of one dimension. A code outside a closed list is refused, so that a slip gives no empty answer. */
export function dimensionCode(dimension: Dimension): ParameterReader<string> {
  return (text) => {
    if (!CODE.test(text)) {
      return refuse(
        'code',
        `${quoted(text)} is not a code`,
        'a code is 1 to 64 letters, digits, _, $, @ or -; several are joined by commas',
      );
    }
    switch (dimension) {
      case 'flow':
        return oneOf(FLOWS)(text);
      case 'currency':
        return text === '_Z' || CURRENCIES.has(text)
          ? { value: text }
          : offList(text, 'a currency', 'an ISO 4217 code, or _Z for counts', [...CURRENCIES]);
      case 'area':
      case 'counterpart':
        return isArea(text)
          ? { value: oneArea(text) }
          : offList(
              text,
              'an area',
              'an ISO 3166-1 alpha-2 country, alone or followed by "-" and a part of it, or _T or _U',
              [...COUNTRIES],
            );
      default:
        return { value: text };
    }
  };
}

/** Closed lists, whose few codes need no prefix. */
const CLOSED: readonly Dimension[] = ['flow', 'currency'];
const PREFIX = new RegExp(`^${CODE_PATTERN}\\*$`);

/** Code of one dimension, or a prefix of codes of an open list, such as `CN-*`. */
export function codeOrPrefix(dimension: Dimension): ParameterReader<string> {
  const code = dimensionCode(dimension);
  return (text) => {
    if (!text.includes('*')) return code(text);
    if (CLOSED.includes(dimension))
      return refuse(
        'prefix',
        `${quoted(text)} is a prefix, and the codes of ${dimension} are a closed list`,
        'name the codes, joined by commas',
      );
    if (!PREFIX.test(text))
      return refuse(
        'prefix',
        `${quoted(text)} is not a prefix of codes`,
        'write the letters that the codes begin with, and one * behind them, such as CN-*; to allow every code leave the filter out',
      );
    const isOfArea = dimension === 'area' || dimension === 'counterpart';
    if (isOfArea && /^[^_*]{2}/.test(text) && !COUNTRIES.has(text.slice(0, 2)))
      return offList(
        text,
        'a prefix of areas',
        'it begins with an ISO 3166-1 alpha-2 country, such as CN-*',
        [],
      );
    return { value: text };
  };
}

function offList(text: string, what: string, fix: string, known: readonly string[]): ParameterReading<never> {
  const likely = likelyName(text, known);
  return refuse(
    'code',
    `${quoted(text)} is not ${what}`,
    likely === undefined ? fix : `${fix}; did you mean ${likely}?`,
  );
}

export function oneOf<const T extends string>(words: readonly T[]): ParameterReader<T> {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found !== undefined) return { value: found };
    const likely = likelyName(text, words);
    const fix = likely === undefined ? 'write one of them' : `did you mean ${likely}?`;
    return refuse('one-of', `${quoted(text)} is not one of ${words.join(', ')}`, fix);
  };
}

/** The graph of codes takes any area; an unregistered one holds what its form says. */
export const place: ParameterReader<string> = dimensionCode('area');

export const verdict = oneOf(VERDICTS.codes);
export const flag = oneOf(FLAGS.codes);
export const reason = oneOf(CHANGE_REASONS.codes);

/** Order of a list, such as `period:desc`. */
export const sort: ParameterReader<Sort> = (text) => {
  const reading = oneOf(SORTS)(text);
  if ('refused' in reading) return reading;
  const [by, direction] = reading.value.split(':') as [Sort['by'], string];
  return { value: { by, descending: direction === 'desc' } };
};

export const domain: ParameterReader<Domain> = oneOf(['customs', 'platform']);

/** Period in any form of the contract, normalised to its code. */
export const period: ParameterReader<string> = (text) => {
  const code = normalisePeriod(text);
  if (code !== undefined) return { value: code };
  const meant = likelyPeriod(text);
  const fix = meant === undefined ? PERIOD_FIX : `did you mean ${meant}?`;
  return refuse('period', `${quoted(text)} is not a period`, fix);
};

const PERIOD_FIX = 'such as 2020, 2020-S1, 2020-Q2, 2020-03, 2020-W10, 2020-03-01, 2020-01-01/P5M, or _U';

/** First or last day of a period, as ISO date. */
export function dayOf(end: 'start' | 'end'): ParameterReader<string> {
  return (text) => {
    const reading = period(text);
    if ('refused' in reading) return reading;
    const bounds = periodBounds(reading.value);
    return bounds
      ? { value: bounds[end] }
      : refuse('period', '_U has no first and last day', 'give a stated period, or filter by period=_U');
  };
}

/** Sequence number; leading zeros are dropped. */
export const sequence: ParameterReader<string> = (text) => {
  const number = /^\d{1,30}$/.test(text) ? BigInt(text) : null;
  if (number !== null && number <= LAST_SEQUENCE) return { value: String(number) };
  return refuse(
    'sequence',
    `${quoted(text)} is not a sequence number`,
    'digits only, as in "sequence" of a state; 0 is before the first',
  );
};

/** Point in the log: a sequence number, or an instant, which is truncated to milliseconds. */
export const asOf: ParameterReader<AsOf> = (text) => {
  if (/^\d+$/.test(text)) {
    const reading = sequence(text);
    return 'refused' in reading ? reading : { value: { sequence: reading.value } };
  }
  // An unencoded plus sign of an offset is decoded as a blank.
  const instant = parseInstant(text.replace(/ (?=\d{2}:\d{2}$)/, '+'));
  if (instant !== undefined) return { value: { instant: new Date(instant).toISOString() } };
  return refuse(
    'as-of',
    `${quoted(text)} is neither an instant nor a sequence number`,
    'an RFC 3339 instant with offset, such as 2020-07-16T02:00:00Z (write + as %2B), or the digits of a sequence',
  );
};

/** An instant, as ISO text. */
export const instant: ParameterReader<string> = (text) => {
  // An unencoded plus sign of an offset is decoded as a blank.
  const found = parseInstant(text.replace(/ (?=\d{2}:\d{2}$)/, '+'));
  if (found !== undefined) return { value: new Date(found).toISOString() };
  return refuse(
    'instant',
    `${quoted(text)} is not an instant`,
    'an RFC 3339 instant with offset, such as 2020-07-16T02:00:00Z (write + as %2B); a sequence goes into after',
  );
};

/** `asOf` of events without a sequence: an instant alone, as ISO text. */
export const knownBy: ParameterReader<string> = (text) => {
  const reading = asOf(text);
  if ('refused' in reading) return reading;
  if ('instant' in reading.value) return { value: reading.value.instant };
  return refuse(
    'as-of',
    'events without a number have no sequence in the change log',
    'give an RFC 3339 instant with offset, such as 2020-07-16T02:00:00Z (write + as %2B)',
  );
};

/** Day, month or year as the instant of its end in UTC (`YYYY-MM-DDTHH:MM:SS.mmmZ`), or an instant. */
export const publishedBy: ParameterReader<string> = (text) => {
  const instant = parseInstant(text.replace(/ (?=\d{2}:\d{2}$)/, '+'));
  if (instant !== undefined) return { value: new Date(instant).toISOString() };
  if (isDayMonthOrYear(text)) return { value: publishedUntil(text) };
  return refuse(
    'published-by',
    `${quoted(text)} is not a date`,
    'a day, a month or a year, which count as their end in UTC, such as 2022-01-31 or 2022, or an RFC 3339 instant with offset',
  );
};

/** The state after the n-th publication, or after the latest one. */
export type Release = number | 'latest';

/** `first`, `latest` or a count of publications. */
export const release: ParameterReader<Release> = (text) => {
  if (text === 'latest') return { value: text };
  if (text === 'first') return { value: 1 };
  if (/^[1-9]\d{0,3}$/.test(text)) return { value: Number(text) };
  return refuse(
    'release',
    `${quoted(text)} is no release`,
    'first, latest, or which one by its number, such as 2 for the state after the second publication',
  );
};

/** Items on a page: up to `most`, `usual` unless told. */
export const pageSize =
  (most: number, usual: number): ParameterReader<number> =>
  (text) => {
    const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    if (number >= 1 && number <= most) return { value: number };
    return refuse(
      'limit',
      `${quoted(text)} is not a page size`,
      `a whole number from 1 to ${String(most)}; ${String(usual)} unless told`,
    );
  };

export const limit = pageSize(LARGEST_PAGE, DEFAULT_PAGE);

export const text: ParameterReader<string> = (given) => ({ value: given });

export const quoted = (given: string): string => JSON.stringify(printable(given));
