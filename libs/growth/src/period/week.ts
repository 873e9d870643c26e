import { dayFromNumber, dayNumber, formatDay, LAST_YEAR, type CalendarDay } from './calendar.ts';

/** A week of ISO 8601: Monday to Sunday, numbered in the year that its Thursday lies in. */
export interface Week {
  readonly year: number;
  /** From 1 to 52 or 53. */
  readonly week: number;
}

const FIRST_MONDAY = dayNumber({ year: 1, month: 1, day: 1 });

/** The week that begins on a day; undefined for a day other than Monday. */
export function weekFrom(day: CalendarDay): Week | undefined {
  const monday = dayNumber(day);
  if ((monday - FIRST_MONDAY) % 7 !== 0) return undefined;
  const { year } = dayFromNumber(monday + 3);
  return { year, week: (monday - firstMonday(year)) / 7 + 1 };
}

/** The Monday of a week; undefined for a week that the year lacks, and outside the years 1 to 9999. */
export function mondayOf({ year, week }: Week): CalendarDay | undefined {
  if (year < 1 || year > LAST_YEAR || week < 1 || week > weeksIn(year)) return undefined;
  return dayFromNumber(firstMonday(year) + 7 * (week - 1));
}

/** The number of weeks of a year: 52 or 53. */
function weeksIn(year: number): number {
  return (firstMonday(year + 1) - firstMonday(year)) / 7;
}

/** `YYYY-Www`. */
export function formatWeek({ year, week }: Week): string {
  return `${formatDay({ year, month: 1, day: 1 }).slice(0, 4)}-W${String(week).padStart(2, '0')}`;
}

/** Day number of the Monday of week 1, which has the fourth of January. */
function firstMonday(year: number): number {
  const fourth = dayNumber({ year, month: 1, day: 4 });
  return fourth - ((fourth - FIRST_MONDAY) % 7);
}
