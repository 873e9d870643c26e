import { periodBounds } from '@silkgauge/growth';
import { LOCALES, type Language } from './languages.ts';

export { dateText, dayText, MONTHS, periodPhrase, periodText } from '@silkgauge/words';

const instants = (locale: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const INSTANTS = { en: instants(LOCALES.en), zh: instants(LOCALES.zh) };

/** An instant to the minute, in the browser's time zone. */
export const instantText = (iso: string, language: Language): string =>
  INSTANTS[language].format(new Date(iso));

/** The time of day of an instant in milliseconds since 1970. */
export const timeText = (at: number, language: Language): string =>
  new Date(at).toLocaleTimeString(LOCALES[language]);

/** SDMX frequencies, and `part` for other lengths: only equal ones are compared and joined by lines. */
export const FREQUENCIES = ['A', 'S', 'Q', 'M', 'W', 'D', 'part'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

export function frequencyOf(code: string): Frequency {
  if (/^\d{4}$/.test(code)) return 'A';
  const kind = /^\d{4}-([SQW])\d{1,2}$/.exec(code)?.[1];
  if (kind === 'S' || kind === 'Q' || kind === 'W') return kind;
  if (/^\d{4}-\d{2}$/.test(code)) return 'M';
  return /^\d{4}-\d{2}-\d{2}$/.test(code) ? 'D' : 'part';
}

/** The last day of a part of a year from January on; null for other periods. */
export function partOfYearUntil(code: string): string | null {
  const bounds = periodBounds(code);
  if (frequencyOf(code) !== 'part' || bounds === null) return null;
  return bounds.start.endsWith('-01-01') && bounds.start.slice(0, 4) === bounds.end.slice(0, 4)
    ? bounds.end
    : null;
}

/** Compares by end, newest first, then by length, longest first; periods without dates come last. */
export function newestFirst(a: string, b: string): number {
  const [first, second] = [periodBounds(a), periodBounds(b)];
  if (!first || !second) return first ? -1 : second ? 1 : compare(a, b);
  return compare(second.end, first.end) || compare(first.start, second.start) || compare(a, b);
}

/** The other periods by distance of their ends from that of `focus`; without dates the distance is a year. */
export function nearestPeriods(periods: readonly string[], focus: string | null): readonly string[] {
  const end = (period: string) => Date.parse(periodBounds(period)?.end ?? '');
  const from = focus === null ? Number.NaN : end(focus);
  const distance = (period: string) => {
    const days = Math.abs(end(period) - from) / 86_400_000;
    return Number.isNaN(days) ? 366 : days;
  };
  return periods
    .filter((one) => one !== focus)
    .sort((a, b) => distance(a) - distance(b) || newestFirst(a, b));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
