/**
 * RFC 3339 with an offset and up to nine decimals of a second. {@link parseInstant} checks calendar and
 * clock.
 */
export const INSTANT_PATTERN = String.raw`\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})`;

const INSTANT = new RegExp(`^${INSTANT_PATTERN}$`);

const MINUTE = 60_000;
/** Years 1 to 9999 in UTC, the common range of all stores and readers. */
const EARLIEST = new Date('0001-01-01T00:00:00Z').getTime();
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * Milliseconds since 1970 (UTC) of an RFC 3339 instant with offset; undefined for other text, for dates and
 * times that do not exist, and outside the years 1 to 9999. A leap second counts as the last millisecond of the
 * minute, day and month that it ends.
 */
export function parseInstant(text: string): number | undefined {
  if (!INSTANT.test(text) || !isCalendarDate(text)) return undefined;
  const hour = two(text, 11);
  const minute = two(text, 14);
  const second = two(text, 17);
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const withinMinute = Math.min(second * 1000 + milliseconds(text), MINUTE - 1);
  const local = utcOf(text) + (hour * 60 + minute) * MINUTE + withinMinute;
  const instant = local - offsetMinutes(text) * MINUTE;
  return instant >= EARLIEST && instant <= LATEST ? instant : undefined;
}

/** Whether the text begins with an existing date, `YYYY-MM-DD`, from the year 1 on. */
export function isCalendarDate(text: string): boolean {
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

const DAY_MONTH_OR_YEAR = /^\d{4}(-\d{2}){0,2}$/;

/** Whether the text is an existing day, month or year: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
export const isDayMonthOrYear = (text: string): boolean =>
  DAY_MONTH_OR_YEAR.test(text) && isCalendarDate(text + '0000-01-01'.slice(text.length));

/** Month of a valid instant in UTC, `YYYY-MM`. */
export function utcMonth(text: string): string {
  const day = two(text, 8);
  // Offsets are shorter than a day and change the month only at its ends.
  if (day > 1 && day < 28) return text.slice(0, 7);
  return new Date(parseInstant(text) ?? Number.NaN).toISOString().slice(0, 7);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function utcOf(text: string): number {
  const year = two(text, 0) * 100 + two(text, 2);
  const instant = Date.UTC(year, two(text, 5) - 1, two(text, 8));
  // Date.UTC maps the years 0 to 99 to 1900 to 1999.
  return year > 99 ? instant : new Date(instant).setUTCFullYear(year, two(text, 5) - 1, two(text, 8));
}

function milliseconds(text: string): number {
  return text.charCodeAt(19) === 46 /* . */ ? Math.trunc(Number.parseFloat(`0${text.slice(19)}`) * 1000) : 0;
}

function offsetMinutes(text: string): number {
  const start = text.length - 6;
  const sign = text.charCodeAt(start);
  if (sign !== 43 /* + */ && sign !== 45 /* - */) return 0;
  const minutes = two(text, start + 1) * 60 + two(text, start + 4);
  // NaN makes an instant with an invalid offset fail the range check.
  if (two(text, start + 1) > 23 || two(text, start + 4) > 59) return Number.NaN;
  return sign === 45 ? -minutes : minutes;
}

const two = (text: string, index: number): number =>
  (text.charCodeAt(index) - 48) * 10 + text.charCodeAt(index + 1) - 48;
