import type { Row } from '../read-csv.ts';

/** The period of a row in SDMX form: the named one where it has a name, else a range from its first day. */
export function periodOf(row: Row): string {
  const stated = row['period'];
  if (stated !== undefined) return stated;
  return periodBetween(row['period_start'] ?? '', row['period_end'] ?? '');
}

/** The period from one day to another, both included and `YYYY-MM-DD`. */
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

/** The period that a row's shape has in another year. */
export function samePeriodIn(row: Row, year: string): string {
  const inYear = (day: string): string => year + day.slice(4);
  const end = row['period_end'] ?? '';
  // The last of February moves with the leap years.
  const last = end.endsWith('-02-29') || end.endsWith('-02-28') ? lastOfFebruary(year) : inYear(end);
  return periodBetween(inYear(row['period_start'] ?? ''), last);
}

/**
 * When it was published, no finer than known: a page's own day; where the date was inferred from what the page says,
 * the month or year; `_U` where nothing is known.
 */
export function publishedAtOf(row: Row): string {
  const at = row['published_at'] ?? '';
  if (row['published_precision'] === 'day') return at;
  return at === '' ? '_U' : at.slice(0, 7);
}

const DAY = 86_400_000;
const isoDay = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);
const nextDay = (day: string): string => isoDay(Date.parse(day) + DAY);
const lastOfFebruary = (year: string): string => isoDay(Date.parse(`${year}-03-01`) - DAY);
