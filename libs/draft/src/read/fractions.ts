import type { Span } from '../text/span.ts';
import { chineseNumber, englishNumber } from './number-words.ts';

/** A part of a whole in words: "by a third", "half of", 三分之一. */
export interface Fraction extends Span {
  /** In percent, to a tenth. */
  readonly value: string;
  /** Whether it is what something changed by, and not a part of a whole. */
  readonly isChange: boolean;
}

const PARTS: Readonly<Record<string, number>> = { half: 2, third: 3, quarter: 4, fifth: 5, tenth: 10 };
const ENGLISH =
  /(?<![a-z-])(?<by>(?:by|up|down|rose|rise|fell|grew|dropped|shrank|increased|decreased|declined) )?(?:(?:more than|less than|about|nearly|almost|roughly|over|around) )?(?:(?<n>an?|one|two|three|four)[- ])?(?<part>half|third|quarter|fifth|tenth)s?(?<of> of(?! (?:19|20)\d\d| (?:the|last|this) year| an? [mbt]illion))?(?![a-z-])/g;
const CHINESE = /(?<d>[一二两三四五六七八九十]{1,3})分之(?<n>[一二两三四五六七八九十]{1,3})/g;
const CHINESE_CHANGE =
  /(?:增长|增加|上升|上涨|提高|下降|减少|下跌|萎缩|增|降|涨|跌)了?(?:超过?|约|近|逾|将近)? ?$/;

/** The fractions of a plain text that are changes or parts, in order. */
export function fractionsOf(plain: string): readonly Fraction[] {
  return [...englishIn(plain), ...chineseIn(plain)].sort((a, b) => a.start - b.start);
}

function englishIn(plain: string): readonly Fraction[] {
  return [...plain.matchAll(ENGLISH)].flatMap(({ 0: text, index, groups = {} }): readonly Fraction[] => {
    const { by, n, part = '', of } = groups;
    // "The first half of" a year and "a quarter" alone are periods.
    if (by === undefined && (of === undefined || (n === undefined && part !== 'half'))) return [];
    const words = text.slice(text.search(n === undefined ? part : new RegExp(`${n}[- ]${part}`)));
    const start = index + text.length - words.length;
    const end = start + words.replace(/ of$/, '').length;
    const count = n === undefined ? 1 : Number(englishNumber(n));
    return [{ start, end, value: percent(count, PARTS[part] ?? 1), isChange: by !== undefined }];
  });
}

function chineseIn(plain: string): readonly Fraction[] {
  return [...plain.matchAll(CHINESE)].map(({ 0: text, index, groups = {} }) => ({
    ...{ start: index, end: index + text.length },
    value: percent(Number(chineseNumber(groups['n'] ?? '')), Number(chineseNumber(groups['d'] ?? ''))),
    isChange: CHINESE_CHANGE.test(plain.slice(Math.max(0, index - 8), index)),
  }));
}

const percent = (part: number, whole: number): string => ((100 * part) / whole).toFixed(1);
