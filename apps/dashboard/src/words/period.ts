import { periodBounds } from '@silkgauge/growth';
import { LOCALES, type Language } from './languages.ts';

export const MONTHS =
  'January February March April May June July August September October November December'.split(' ');
const QUARTERS = ['first', 'second', 'third', 'fourth'];
const ZH_DIGITS = ['一', '二', '三', '四'];

interface WrittenDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function dayOf(iso: string): WrittenDay {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number);
  return { year, month, day };
}

/** A calendar day: `1 March 2020`, `2020年3月1日`. */
export function dayText(iso: string, language: Language): string {
  const { year, month, day } = dayOf(iso.slice(0, 10));
  return language === 'en' ? `${day} ${MONTHS[month - 1] ?? ''} ${year}` : `${year}年${month}月${day}日`;
}

const instants = (locale: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const INSTANTS = { en: instants(LOCALES.en), zh: instants(LOCALES.zh) };

/** An instant to the minute, in the browser's time zone. */
export const instantText = (iso: string, language: Language): string =>
  INSTANTS[language].format(new Date(iso));

/** The time of day of an instant in milliseconds since 1970. */
export const timeText = (at: number, language: Language): string =>
  new Date(at).toLocaleTimeString(LOCALES[language]);

/** The day of publication, or a longer period if the day is unknown. */
export const publicationText = (publishedAt: string, language: Language): string =>
  /^\d{4}-\d{2}-\d{2}/.test(publishedAt) ? dayText(publishedAt, language) : periodText(publishedAt, language);

/** A period in words: `first half of 2020`, `2020年上半年`. */
export function periodText(code: string, language: Language): string {
  if (code === '_U') return language === 'en' ? 'period not stated' : '未注明时期';
  const named = /^(\d{4})(?:-(?:([SQW])(\d{1,2})|(\d{2})(?:-(\d{2}))?))?$/.exec(code);
  if (named) return language === 'en' ? english(named, code) : chinese(named, code);
  const bounds = periodBounds(code);
  return bounds ? rangeText(bounds, code, language) : code;
}

/** A period within a sentence: `the first half of 2020`. */
export function periodPhrase(code: string, language: Language): string {
  const text = periodText(code, language);
  return language === 'en' && /^(?:first|second|third|fourth) /.test(text) ? `the ${text}` : text;
}

function english([, year = '', kind, number = '', month, day]: RegExpExecArray, code: string): string {
  if (kind === 'S') return `${number === '1' ? 'first' : 'second'} half of ${year}`;
  if (kind === 'Q') return `${QUARTERS[Number(number) - 1] ?? ''} quarter of ${year}`;
  if (kind === 'W') return `week ${Number(number)} of ${year}`;
  if (day !== undefined) return dayText(code, 'en');
  return month === undefined ? year : `${MONTHS[Number(month) - 1] ?? ''} ${year}`;
}

function chinese([, year = '', kind, number = '', month, day]: RegExpExecArray, code: string): string {
  if (kind === 'S') return `${year}年${number === '1' ? '上' : '下'}半年`;
  if (kind === 'Q') return `${year}年第${ZH_DIGITS[Number(number) - 1] ?? ''}季度`;
  if (kind === 'W') return `${year}年第${Number(number)}周`;
  if (day !== undefined) return dayText(code, 'zh');
  return month === undefined ? `${year}年` : `${year}年${Number(month)}月`;
}

function rangeText(bounds: { start: string; end: string }, code: string, language: Language): string {
  const [from, to] = [dayOf(bounds.start), dayOf(bounds.end)];
  if (!/\/P(?:\d+Y)?(?:\d+M)?$/.test(code)) {
    return language === 'en'
      ? `${dayText(bounds.start, 'en')} to ${dayText(bounds.end, 'en')}`
      : `${dayText(bounds.start, 'zh')}至${dayText(bounds.end, 'zh')}`;
  }
  const sameYear = from.year === to.year;
  if (language === 'en') {
    const start = MONTHS[from.month - 1] ?? '';
    return `${start}${sameYear ? '' : ` ${from.year}`} to ${MONTHS[to.month - 1] ?? ''} ${to.year}`;
  }
  const end = sameYear ? '' : `${to.year}年`;
  return `${from.year}年${from.month}月至${end}${to.month}月`;
}

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
