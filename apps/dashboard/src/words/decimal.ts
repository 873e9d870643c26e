/* Decimals in the notations of two languages. No decimal becomes a number, so no digit is lost. */

import type { Language } from './languages.ts';
import { unitName } from '@silkgauge/words';

/** A named power of ten. */
interface Power {
  readonly exponent: number;
  readonly name: string;
}

const POWERS: Readonly<Record<Language, readonly Power[]>> = {
  en: [
    { exponent: 12, name: 'trn' },
    { exponent: 9, name: 'bn' },
    { exponent: 6, name: 'm' },
  ],
  zh: [
    { exponent: 12, name: '万亿' },
    { exponent: 8, name: '亿' },
    { exponent: 4, name: '万' },
  ],
};

const MINUS = '−';

interface Digits {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

function digitsOf(decimal: string): Digits {
  const negative = decimal.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? decimal.slice(1) : decimal).split('.');
  return { negative, whole, fraction };
}

/** `12360669993.5` is `12,360,669,993.5`, in both languages as statistics offices print. */
export function grouped(decimal: string): string {
  const { negative, whole, fraction } = digitsOf(decimal);
  const groups = whole.match(/^\d{1,3}?(?=(?:\d{3})*$)|\d{3}/g)?.join(',') ?? whole;
  return `${negative ? MINUS : ''}${groups}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The largest named power that leaves a digit before the point; null for small decimals. */
export function powerOf(decimal: string, language: Language): Power | null {
  const { whole } = digitsOf(decimal);
  return POWERS[language].find(({ exponent }) => whole.length > exponent) ?? null;
}

/** `decimal` divided by ten to the `exponent`, exactly, without trailing zeros after the point. */
export function shifted(decimal: string, exponent: number): string {
  const { negative, whole, fraction } = digitsOf(decimal);
  const padded = whole.padStart(exponent + 1, '0');
  const at = padded.length - exponent;
  const behind = `${padded.slice(at)}${fraction}`.replace(/(?<!0)0+$/, '');
  return `${negative ? '-' : ''}${padded.slice(0, at)}${behind === '' ? '' : `.${behind}`}`;
}

/** `4720000000` is `4.72 bn` and `47.2亿`; a decimal below all powers is grouped. */
export function inPowers(decimal: string, language: Language): string {
  const power = powerOf(decimal, language);
  return power === null
    ? grouped(decimal)
    : `${grouped(shifted(decimal, power.exponent))}${gap(language)}${power.name}`;
}

/** Between a number and a power or unit: a no-break space in English, nothing in Chinese. */
function gap(language: Language): string {
  return language === 'en' ? '\u00a0' : '';
}

export interface QuantityOptions {
  readonly language: Language;
  /** Whether positive decimals have a plus sign; zero has none. */
  readonly signed?: boolean;
}

const isZero = (decimal: string): boolean => /^-?0*(?:\.0*)?$/.test(decimal);

/** A decimal with its unit: `+26.2%`, `4.72 bn CNY`, `47.2亿元`, `+14.2 points`. */
export function quantity(
  decimal: string,
  unit: string,
  { language, signed = false }: QuantityOptions,
): string {
  const plus = signed && !decimal.startsWith('-') && !isZero(decimal) ? '+' : '';
  if (unit === 'percent') return `${plus}${grouped(decimal)}%`;
  if (unit === 'points')
    return `${plus}${grouped(decimal)}${language === 'en' ? '\u00a0points' : '个百分点'}`;
  return `${plus}${inPowers(decimal, language)}${gap(language)}${unitName(unit, language)}`;
}

/** Both ends of an interval with one unit, and one power if the ends share it: `4.715 to 4.725 bn CNY`. */
export function interval(low: string, high: string, unit: string, language: Language): string {
  const between = language === 'en' ? ' to ' : ' 至 ';
  if (unit === 'percent' || unit === 'points')
    return `${grouped(low)}${between}${quantity(high, unit, { language })}`;
  const power = powerOf(high, language);
  const same = power !== null && powerOf(low, language)?.exponent === power.exponent;
  const first = same ? grouped(shifted(low, power.exponent)) : inPowers(low, language);
  return `${first}${between}${quantity(high, unit, { language })}`;
}

/** A decimal as a number, for positions and lengths only. */
export function geometry(decimal: string): number {
  return Number(decimal);
}
