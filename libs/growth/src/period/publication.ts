import { daysInMonth } from './calendar.ts';
import { memoized } from './memoized.ts';

const COARSE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;
const EARLIEST = '0001-01-01T00:00:00.000Z';

/**
 * The instant by which a print had been published, as `YYYY-MM-DDTHH:MM:SS.mmmZ`: an RFC 3339 instant itself
 * (to the millisecond, a leap second as the last one of its minute); a date, month or year at its last millisecond in UTC; `_U` at 0001-01-01. Any other
 * text counts as `_U`: the contract has refused it before.
 */
export const publishedUntil = memoized(readUntil);

function readUntil(publishedAt: string): string {
  const coarse = COARSE.exec(publishedAt);
  if (coarse) {
    const year = Number(coarse[1]);
    const month = Number(coarse[2] ?? 12);
    return isoInstant(year, month, Number(coarse[3] ?? daysInMonth(year, month)), 86_399_999);
  }
  const instant = INSTANT.exec(publishedAt);
  if (!instant) return EARLIEST;
  const [
    ,
    year,
    month,
    day,
    hour,
    minute,
    second,
    fraction = '',
    sign,
    offsetHours = '0',
    offsetMinutes = '0',
  ] = instant;
  const offset = (sign === '-' ? -60 : 60) * (Number(offsetHours) * 60 + Number(offsetMinutes));
  const withinMinute = Number(second) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
  const atMinute = (Number(hour) * 3600 + Number(minute) * 60 - offset) * 1000;
  return isoInstant(Number(year), Number(month), Number(day), atMinute + Math.min(withinMinute, 59_999));
}

/** The precision of a publication time: instant 4, date 3, month 2, year 1, `_U` 0. */
export const publicationFineness = memoized(readFineness);

function readFineness(publishedAt: string): number {
  const coarse = COARSE.exec(publishedAt);
  if (coarse) return coarse[3] ? 3 : coarse[2] ? 2 : 1;
  return INSTANT.test(publishedAt) ? 4 : 0;
}

/** `milliseconds` after midnight UTC of a day. Date.UTC would move years below 100 into the 1900s. */
function isoInstant(year: number, month: number, day: number, milliseconds: number): string {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setTime(date.getTime() + milliseconds);
  const text = date.toISOString();
  return text.length === 24 ? text : EARLIEST;
}
