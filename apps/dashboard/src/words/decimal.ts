/* Decimals in the notations of two languages. No decimal becomes a number, so no digit is lost. */

import {
  decimalAt,
  grouped as groupedPlain,
  isRate,
  magnitudeOf,
  POWERS,
  scaledOf,
  unitName,
  type Language,
  type Power,
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
  const number = isRate(unit) ? grouped(decimal) : inPowers(decimal, language);
  return `${plus}${number}${gap(language)}${unitName(unit, language)}`;
}

/** Both ends of an interval with one unit, and one power if the ends share it: `4.715 to 4.725 bn CNY`. */
export function interval(low: string, high: string, unit: string, language: Language): string {
  const between = language === 'en' ? ' to ' : ' 至 ';
  if (isRate(unit)) return `${grouped(low)}${between}${quantity(high, unit, { language })}`;
  const power = powerOf(high, language);
  const same = power !== null && powerOf(low, language)?.exponent === power.exponent;
  const first = same ? grouped(shifted(low, power.exponent)) : inPowers(low, language);
  return `${first}${between}${quantity(high, unit, { language })}`;
}

/** A decimal as a number, for positions and lengths only. */
export function geometry(decimal: string): number {
  return Number(decimal);
}
