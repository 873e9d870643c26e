import type { Row } from '../read-csv.ts';

/** Period of a row in SDMX form: the stated one, else a range from its first day. */
export function periodOf(row: Row): string {
  const stated = row['period'];
  if (stated !== undefined) return stated;
  return periodBetween(row['period_start'] ?? '', row['period_end'] ?? '');
}

/** Period from one day to another, both included, `YYYY-MM-DD`. */
export function periodBetween(first: string, last: string): string {
  const wholeMonths = first.endsWith('-01') && nextDay(last).endsWith('-01');
  if (!wholeMonths) {
    const days = (Date.parse(last) - Date.parse(first)) / DAY + 1;
    return days === 1 ? first : `${first}/P${String(days)}D`;
  }
  const year = first.slice(0, 4);
  const month = Number(first.slice(5, 7));
  const months = (Number(last.slice(0, 4)) - Number(year)) * 12 + Number(last.slice(5, 7)) - month + 1;
  if (months === 12 && month === 1) return year;
  if (months === 6 && month % 6 === 1) return `${year}-S${String((month + 5) / 6)}`;
  if (months === 3 && month % 3 === 1) return `${year}-Q${String((month + 2) / 3)}`;
  return months === 1 ? first.slice(0, 7) : `${first}/P${String(months)}M`;
}

/** Period of the same days and months in another year. */
export function samePeriodIn(row: Row, year: string): string {
  const inYear = (day: string): string => year + day.slice(4);
  const end = row['period_end'] ?? '';
  // The last day of February depends on the year.
  const last = end.endsWith('-02-29') || end.endsWith('-02-28') ? lastOfFebruary(year) : inYear(end);
  return periodBetween(inYear(row['period_start'] ?? ''), last);
}

/** Date of publication, no finer than known: a day, an inferred month or year, or `_U`. */
export function publishedAtOf(row: Row): string {
  const at = row['published_at'] ?? '';
  if (row['published_precision'] === 'day') return at;
  return at === '' ? '_U' : at.slice(0, 7);
}

const DAY = 86_400_000;
const isoDay = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);
const nextDay = (day: string): string => isoDay(Date.parse(day) + DAY);
const lastOfFebruary = (year: string): string => isoDay(Date.parse(`${year}-03-01`) - DAY);
