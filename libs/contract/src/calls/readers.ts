import { publishedUntil } from '@silkgauge/growth';
import { oneOf, quoted, refuse, type ParameterReader } from '../filter/value-readers.ts';
import { isDayMonthOrYear, parseInstant } from '../instant.ts';
import { SORTS, type AsOf, type Sort } from './clocks.ts';

const LAST_SEQUENCE = 2n ** 63n - 1n;

/** Order of a list, such as `period:desc`. */
export const sort: ParameterReader<Sort> = (text) => {
  const reading = oneOf(SORTS)(text);
  if ('refused' in reading) return reading;
  const [by, direction] = reading.value.split(':') as [Sort['by'], string];
  return { value: { by, descending: direction === 'desc' } };
};

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

export const text: ParameterReader<string> = (given) => ({ value: given });
