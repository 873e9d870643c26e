import type { Span } from '../text/span.ts';
import { CHINESE_NUMBER, chineseNumber, ENGLISH_NUMBER, englishNumber } from './number-words.ts';

/** A number as it is written, without unit: digits without separators. */
export interface Numeral extends Span {
  /** `\d+(\.\d+)?` */
  readonly value: string;
  /** Whether it is written in words: such a number counts only with a unit. */
  readonly isWord: boolean;
}

/** Each character is looked at once; {@link inGroups} tells whether commas part thousands. */
const DIGITS = /\d[\d,]*(?:\.\d+)?|(?<![\d.a-z])\.\d+/g;

/** The numbers of a plain text in digits or words, in order. */
export function numeralsOf(plain: string): Numeral[] {
  const digits = [...plain.matchAll(DIGITS)].flatMap(({ 0: text, index }) => inGroups(text, index));
  const inWords = (pattern: RegExp, read: (text: string) => string) =>
    [...plain.matchAll(pattern)].map(({ 0: text, index }) => ({
      ...{ start: index, end: index + text.length, value: read(text), isWord: true },
    }));
  return [
    ...digits,
    ...inWords(ENGLISH_NUMBER, englishNumber),
    ...inWords(CHINESE_NUMBER, chineseNumber),
  ].sort((a, b) => a.start - b.start);
}

/** One number where commas part thousands, else one between each two commas. */
function inGroups(text: string, start: number): readonly Numeral[] {
  const parts = text.split(',');
  const isGrouped = parts.every((part, at) => (at === 0 ? part.length <= 3 : /^\d{3}(?:\.|$)/.test(part)));
  if (parts.length > 1 && isGrouped)
    return [{ start, end: start + text.length, value: parts.join(''), isWord: false }];
  let at = start;
  return parts.flatMap((part): Numeral[] => {
    const own = { start: at, end: at + part.length };
    at = own.end + 1;
    if (part === '') return [];
    return [{ ...own, value: part.startsWith('.') ? `0${part}` : part, isWord: false }];
  });
}
