/* Decimals in the notations of two languages. No decimal becomes a number, so no digit is lost. */

import type { Language } from '@silkgauge/codelists';
import {
  decimalAt,
  grouped as groupedPlain,
  isRate,
  magnitudeOf,
  POWERS,
  scaledOf,
  roundedTo,
  unitName,
  type Direction,
  type Power,
  type Scaled,
} from '@silkgauge/words';

/** `-1234.5` is `−1,234.5`. */
export const grouped = (decimal: string): string => groupedPlain(decimal).replace('-', '−');

/** The largest power that `language` has a word for and that leaves a digit before the point; null without one. */
export function powerOf(decimal: string, language: Language): Power | null {
  const magnitude = magnitudeOf(scaledOf(decimal));
  return POWERS[language].find(({ exponent }) => exponent <= magnitude) ?? null;
}

/** `decimal` divided by ten to the `exponent`, exactly, without trailing zeros after the point. */
export function shifted(decimal: string, exponent: number): string {
  const exact = decimalAt(scaledOf(decimal), exponent);
  return exact.includes('.') ? exact.replace(/(?<!0)0+$/, '').replace(/\.$/, '') : exact;
}

/** `4720000000` is `4.72 bn` and `47.2亿`; a decimal below all powers is grouped. */
export const inPowers = (decimal: string, language: Language): string =>
  inPower(decimal, powerOf(decimal, language), language);

/** A decimal in the given power of ten: `0.5 trn`. */
export const inPower = (decimal: string, power: Power | null, language: Language): string =>
  power === null
    ? grouped(decimal)
    : `${grouped(shifted(decimal, power.exponent))}${gap(language)}${power.short}`;

/** Between a number and a power or unit: a no-break space in English, nothing in Chinese. */
const gap = (language: Language): string => (language === 'en' ? '\u00a0' : '');

/** The most significant digits of a number outside reasons, files and what is told as printed. */
const MOST_DIGITS = 4;

/** A decimal rounded to `MOST_DIGITS`; null where it has no more. */
function shortened(decimal: string, direction: Direction): Scaled | null {
  const number = scaledOf(decimal);
  const place = placeOf(number);
  if (place === null) return null;
  const short = roundedTo(number, place, direction);
  // 9,999.6 becomes 10,000, which has a digit more.
  return magnitudeOf(short) - place < MOST_DIGITS ? short : roundedTo(number, place + 1, direction);
}

/** The place to which a number is rounded; null where it has no digit after that. */
function placeOf(number: Scaled): number | null {
  if (number.digits === 0n) return null;
  const place = magnitudeOf(number) - MOST_DIGITS + 1;
  let last = number.exponent;
  // Zeros at the end of a whole number may be no digits of it.
  if (last === 0) for (let rest = number.digits; rest % 10n === 0n; rest /= 10n) last += 1;
  return place > last ? place : null;
}

/** The exponent of the last digit that is written of a shortened decimal; null where it has all its digits. */
export const shortPlace = (decimal: string): number | null =>
  shortened(decimal, 'half-away')?.exponent ?? null;

/** A decimal with four significant digits at most. */
export function shortDecimal(decimal: string): string {
  const short = shortened(decimal, 'half-away');
  return short ? decimalAt(short, 0) : decimal;
}

interface NumberOptions {
  readonly language: Language;
  /** How a number with more than four significant digits is rounded; with all its digits by default. */
  readonly short?: Direction | undefined;
}

/** The digits of a decimal without its unit: a rate as it is, a level in powers of ten. */
function digitsIn(decimal: string, unit: string, { language, short }: NumberOptions) {
  const rounded = short === undefined ? null : shortened(decimal, short);
  const plain = rounded ? decimalAt(rounded, 0) : decimal;
  const power = isRate(unit) ? null : powerOf(plain, language);
  if (power === null) return { digits: grouped(plain), power };
  // The zeros at the end of a rounded number are known.
  const digits = rounded ? decimalAt(rounded, power.exponent) : shifted(decimal, power.exponent);
  return { digits: grouped(digits), power };
}

/** A decimal without its unit: `170.1`, `32.70 bn`. */
export function numberText(decimal: string, unit: string, options: NumberOptions): string {
  const { digits, power } = digitsIn(decimal, unit, options);
  return power === null ? digits : `${digits}${gap(options.language)}${power.short}`;
}

export interface QuantityOptions extends NumberOptions {
  /** Whether positive decimals have a plus sign; zero has none. */
  readonly signed?: boolean;
}

const isZero = (decimal: string): boolean => /^-?0*(?:\.0*)?$/.test(decimal);

/** A decimal with its unit: `+26.2%`, `4.72 bn CNY`, `47.2亿元`, `+14.2 points`. */
export function quantity(decimal: string, unit: string, options: QuantityOptions): string {
  const { language, signed = false } = options;
  const plus = signed && !decimal.startsWith('-') && !isZero(decimal) ? '+' : '';
  const number = `${plus}${numberText(decimal, unit, options)}`;
  return unit === 'percent' ? `${number}%` : `${number}${gap(language)}${unitName(unit, language)}`;
}

export interface IntervalOptions {
  readonly language: Language;
  /** Whether ends have four significant digits at most, rounded outwards. */
  readonly isShort?: boolean;
}

/** Both ends of an interval with one unit, and one power if the ends share it: `4.715 to 4.725 bn CNY`. */
export function interval(low: string, high: string, unit: string, options: IntervalOptions): string {
  const { language, isShort = false } = options;
  const from = { language, short: isShort ? 'down' : undefined } as const;
  const to = { language, short: isShort ? 'up' : undefined } as const;
  const [first, second] = [digitsIn(low, unit, from), digitsIn(high, unit, to)];
  const isSame = first.power?.exponent === second.power?.exponent;
  const between = language === 'en' ? ' to ' : ' 至 ';
  return `${isSame ? first.digits : numberText(low, unit, from)}${between}${quantity(high, unit, to)}`;
}

/** A decimal as a number, for positions and lengths only. */
export function geometry(decimal: string): number {
  return Number(decimal);
}
