import type { Language } from '@silkgauge/codelists';
import { periodBounds } from '@silkgauge/growth';

export const MONTHS =
  'January February March April May June July August September October November December'.split(' ');
/** English words of quarters and halves. */
export const ORDINALS = ['first', 'second', 'third', 'fourth'];
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

/** A period in words: `first half of 2020`, `2020年上半年`. */
export function periodText(code: string, language: Language): string {
  if (code === '_U') return language === 'en' ? 'period not stated' : '未注明时期';
  const named = /^(\d{4})(?:-(?:([SQW])(\d{1,2})|(\d{2})(?:-(\d{2}))?))?$/.exec(code);
  if (named) return language === 'en' ? english(named, code) : chinese(named, code);
  const bounds = periodBounds(code);
  return bounds ? rangeText(bounds, code, language) : code;
}

/** The day of an instant or date, or the longer period that it names: `1 March 2020`, `March 2020`. */
export const dateText = (date: string, language: Language): string =>
  /^\d{4}-\d{2}-\d{2}/.test(date) ? dayText(date, language) : periodText(date, language);

/** A period within a sentence: `the first half of 2020`. */
export function periodPhrase(code: string, language: Language): string {
  const text = periodText(code, language);
  return language === 'en' && /^(?:first|second|third|fourth) /.test(text) ? `the ${text}` : text;
}

function english([, year = '', kind, number = '', month, day]: RegExpExecArray, code: string): string {
  if (kind === 'S') return `${number === '1' ? 'first' : 'second'} half of ${year}`;
  if (kind === 'Q') return `${ORDINALS[Number(number) - 1] ?? ''} quarter of ${year}`;
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
  // Months that begin within one are told by their days.
  if (from.day !== 1 || !/\/P(?:\d+Y)?(?:\d+M)?$/.test(code)) {
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
