import type { Span } from '../text/span.ts';

/** A number as it is written, without unit: digits without separators. */
export interface Numeral extends Span {
  /** `-?\d+(\.\d+)?` */
  readonly value: string;
  /** Whether it is written in words: such a number counts only with a unit. */
  readonly isWord: boolean;
}

const DIGITS = /\d{1,3}(?:,\d{3})+(?!\d|,\d)(?:\.\d+)?|\d+(?:\.\d+)?/g;
const WORDS =
  /(?<![a-z-])(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)(?=[\s-](?:hundred|thousand|million|billion|trillion|percent|per cent|percentage|times|fold))/g;
const CHINESE =
  /[零〇一二两三四五六七八九十百千]{1,12}(?:点[零〇一二三四五六七八九]{1,12})?(?=[倍成万亿]|个百分点)|(?<=百分之)[零〇一二两三四五六七八九十百千]{1,12}(?:点[零〇一二三四五六七八九]{1,12})?/g;

const ENGLISH: Readonly<Record<string, string>> = {
  ...{
    a: '1',
    an: '1',
    one: '1',
    two: '2',
    three: '3',
    four: '4',
    five: '5',
    six: '6',
    seven: '7',
    eight: '8',
  },
  ...{
    nine: '9',
    ten: '10',
    eleven: '11',
    twelve: '12',
    twenty: '20',
    thirty: '30',
    forty: '40',
    fifty: '50',
  },
  ...{ sixty: '60', seventy: '70', eighty: '80', ninety: '90', hundred: '100' },
};

/** The numbers of a plain text in digits or words, in order. */
export function numeralsOf(plain: string): Numeral[] {
  const digits = [...plain.matchAll(DIGITS)].map(({ 0: text, index }) => ({
    ...{ start: index, end: index + text.length },
    value: text.replaceAll(',', ''),
    isWord: false,
  }));
  const words = [...plain.matchAll(WORDS)].map(({ 0: text, index }) => ({
    ...{ start: index, end: index + text.length },
    value: ENGLISH[text] ?? '0',
    isWord: true,
  }));
  const chinese = [...plain.matchAll(CHINESE)].map(({ 0: text, index }) => ({
    ...{ start: index, end: index + text.length },
    value: chineseNumber(text),
    isWord: true,
  }));
  return [...digits, ...words, ...chinese].sort((a, b) => a.start - b.start);
}

const ONES = '零一二三四五六七八九';
const PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/**
 * A number in Chinese characters below ten thousand.
 * @example
 * chineseNumber('二十六点二') // '26.2'
 */
export function chineseNumber(text: string): string {
  const [whole = '', part] = text.replaceAll('〇', '零').replaceAll('两', '二').split('点');
  const isSpelled = !/[十百千]/.test(whole);
  let sum = 0;
  let one = 0;
  for (const character of whole) {
    const place = PLACES[character];
    if (place === undefined) one = ONES.indexOf(character);
    else {
      sum += (one === 0 ? 1 : one) * place;
      one = 0;
    }
  }
  const digits = isSpelled ? String(BigInt(spelled(whole))) : String(sum + one);
  return part === undefined ? digits : `${digits}.${spelled(part)}`;
}

const spelled = (text: string): string => [...text].map((one) => String(ONES.indexOf(one))).join('');
