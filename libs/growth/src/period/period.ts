import {
  addMonths,
  dayFromNumber,
  dayNumber,
  formatDay,
  isCalendarDay,
  LAST_YEAR,
  type CalendarDay,
} from './calendar.ts';
import { memoized } from './memoized.ts';
import { formatWeek, mondayOf, weekFrom, type Week } from './week.ts';

/** Start (inclusive) and length of a period: in whole months where possible, else in days. */
interface Span {
  readonly start: CalendarDay;
  readonly unit: 'M' | 'D';
  readonly count: number;
}

const NAMED = /^(\d{4})(?:-(?:S([12])|Q([1-4])|(\d{2})(?:-(\d{2}))?))?$/;
const WEEK = /^(\d{4})-W(\d{2})$/;
const RANGE = /^(\d{4})-(\d{2})-(\d{2})\/P(?=\d)(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?$/;
const MONTHS_NAMED = new Set([1, 3, 6, 12]);

/**
 * The one name of a period. Accepts the SDMX forms `2020`, `2020-S1`, `2020-Q2`, `2020-03`, `2020-W10` (week
 * of ISO 8601), `2020-03-01`, ranges `2020-01-01/P5M`, `2020-11-01/P11D`, `2020-01-01/P1Y` (years, months and
 * days may be combined) and `_U`. A range that equals a named period becomes the named period; whole months
 * given in days are written in months (`2020-02-01/P29D` is `2020-02`, `2020-01-01/P152D` is
 * `2020-01-01/P5M`), seven days from a Monday as a week (`2020-03-02/P7D` is `2020-W10`).
 * @returns undefined for a bad month, week or day, an empty range, a year outside 0001 to 9999.
 */
export const normalisePeriod = memoized((code) => {
  if (code === '_U') return code;
  const span = parseSpan(code);
  return span && spanCode(span);
});

/** First and last day, both inclusive, as `YYYY-MM-DD`; null for `_U` and for a text that is not a period. */
export const periodBounds = memoized((period): Readonly<{ start: string; end: string }> | null => {
  const span = parseSpan(period);
  return span ? { start: formatDay(span.start), end: lastDayOf(span) } : null;
});

/** The last day, inclusive, as `YYYY-MM-DD`; null as for `periodBounds`. */
export const periodEnd = memoized((period) => {
  const span = parseSpan(period);
  return span ? lastDayOf(span) : null;
});

/** The four digits of the year that a period is named by: for a week the year of its Thursday. */
export const yearOf = memoized((period) => period.slice(0, 4));

/**
 * The same named period or range a year earlier, of a week the week with the same number; null where the
 * calendar has none (2020-02-29, 2020-W53, `_U`).
 */
export const yearBefore = memoized((period) => shifted(period, (span) => moveYears(span, -1)));

/** The same named period or range a year later; null where the calendar has none. */
export const yearAfter = memoized((period) => shifted(period, (span) => moveYears(span, 1)));

/** The equal period that ends where this one begins; null for `_U` and where the calendar has none. */
export const periodBefore = memoized((period) => shifted(period, (span) => moveBy(span, -1)));

/** The equal period that begins where this one ends; null for `_U` and where the calendar has none. */
export const periodAfter = memoized((period) => shifted(period, (span) => moveBy(span, 1)));

/** Whether two periods are equally long in the calendar's units: two months, or two ranges of 11 days. */
export function havePeriodsEqualLength(a: string, b: string): boolean {
  const one = parseSpan(a);
  const two = parseSpan(b);
  return one !== undefined && two !== undefined && one.unit === two.unit && one.count === two.count;
}

const parseSpan = memoized(readSpan);

function readSpan(code: string): Span | undefined {
  const named = NAMED.exec(code);
  if (named) return namedSpan(named);
  const week = WEEK.exec(code);
  if (week) return weekSpan({ year: Number(week[1]), week: Number(week[2]) });
  const range = RANGE.exec(code);
  if (!range) return undefined;
  const start = { year: Number(range[1]), month: Number(range[2]), day: Number(range[3]) };
  const months = Number(range[4] ?? 0) * 12 + Number(range[5] ?? 0);
  const days = Number(range[6] ?? 0);
  if (!isCalendarDay(start) || months > 12 * LAST_YEAR || days > 366 * LAST_YEAR) return undefined;
  const end = dayNumber(addMonths(start, months)) + days;
  if (end <= dayNumber(start) || end > AFTER_LAST_DAY) return undefined;
  return spanBetween(start, end);
}

function namedSpan([, y, half, quarter, month, day]: RegExpExecArray): Span | undefined {
  const year = Number(y);
  const span: Span = half
    ? { start: { year, month: Number(half) * 6 - 5, day: 1 }, unit: 'M', count: 6 }
    : quarter
      ? { start: { year, month: Number(quarter) * 3 - 2, day: 1 }, unit: 'M', count: 3 }
      : day
        ? { start: { year, month: Number(month), day: Number(day) }, unit: 'D', count: 1 }
        : month
          ? { start: { year, month: Number(month), day: 1 }, unit: 'M', count: 1 }
          : { start: { year, month: 1, day: 1 }, unit: 'M', count: 12 };
  return isCalendarDay(span.start) ? span : undefined;
}

function weekSpan(week: Week): Span | undefined {
  const start = mondayOf(week);
  return start && within({ start, unit: 'D', count: 7 });
}

function weekOf({ start, unit, count }: Span): Week | undefined {
  return unit === 'D' && count === 7 ? weekFrom(start) : undefined;
}

/** In months if a whole number fits. A start after the 28th counts in days: some months lack the day. */
function spanBetween(start: CalendarDay, end: number): Span {
  const last = dayFromNumber(end);
  const months = (last.year - start.year) * 12 + last.month - start.month;
  return months > 0 && last.day === start.day && start.day <= 28
    ? { start, unit: 'M', count: months }
    : { start, unit: 'D', count: end - dayNumber(start) };
}

function spanCode(span: Span): string {
  const { start, unit, count } = span;
  const week = weekOf(span);
  if (week) return formatWeek(week);
  const day = formatDay(start);
  if (unit === 'D') return count === 1 ? day : `${day}/P${String(count)}D`;
  if (start.day !== 1 || !MONTHS_NAMED.has(count) || (start.month - 1) % count !== 0) {
    return `${day}/P${String(count)}M`;
  }
  const year = day.slice(0, 4);
  if (count === 12) return year;
  if (count === 1) return day.slice(0, 7);
  return `${year}-${count === 6 ? 'S' : 'Q'}${String((start.month - 1) / count + 1)}`;
}

function lastDayOf(span: Span): string {
  return formatDay(dayFromNumber(endOf(span) - 1));
}

/** Day number of the day after the period. */
function endOf({ start, unit, count }: Span): number {
  return unit === 'M' ? dayNumber(addMonths(start, count)) : dayNumber(start) + count;
}

function moveYears(span: Span, years: 1 | -1): Span | undefined {
  const week = weekOf(span);
  return week ? weekSpan({ ...week, year: week.year + years }) : moveMonths(span, 12 * years);
}

function moveMonths(span: Span, months: number): Span | undefined {
  const start = addMonths(span.start, months);
  return start.day === span.start.day ? within({ ...span, start }) : undefined;
}

function moveBy(span: Span, steps: 1 | -1): Span | undefined {
  if (span.unit === 'M') return moveMonths(span, steps * span.count);
  return within({ ...span, start: dayFromNumber(dayNumber(span.start) + steps * span.count) });
}

function within(span: Span): Span | undefined {
  return span.start.year >= 1 && span.start.year <= LAST_YEAR && endOf(span) <= AFTER_LAST_DAY
    ? span
    : undefined;
}

const AFTER_LAST_DAY = dayNumber({ year: LAST_YEAR + 1, month: 1, day: 1 });

/**
 * The moved period; null where its unit or length changes, as for days that fill a whole month elsewhere, and
 * where seven days become a week.
 */
function shifted(period: string, move: (span: Span) => Span | undefined): string | null {
  const span = parseSpan(period);
  const moved = span && move(span);
  if (!moved || (weekOf(moved) && !weekOf(span))) return null;
  const code = spanCode(moved);
  const again = parseSpan(code);
  return again?.unit === span.unit && again.count === span.count ? code : null;
}
