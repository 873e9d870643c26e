import type { Language } from '@silkgauge/words';
import { magnitudeOf, type Scaled } from './scaled.ts';

/** A number as shown: `4.72` with the power 9. */
export interface Written {
  readonly digits: string;
  readonly power: number;
}

/** The powers of ten that a language has a word for: million, billion, trillion; 万, 亿, 万亿. */
const POWERS: Readonly<Record<Language, readonly number[]>> = { en: [0, 6, 9, 12], zh: [0, 4, 8, 12] };

/**
 * The digits of a number before one word for a power of ten: the largest that it reaches, unless its last digit
 * is coarser; then the next, so that no digit is made up (`0.25亿`). `isFull` is told without such a word.
 */
export function written(number: Scaled, isFull: boolean, language: Language): Written {
  const power = isFull ? 0 : powerOf(number, POWERS[language]);
  return { digits: grouped(decimalAt(number, power)), power };
}

function powerOf(number: Scaled, powers: readonly number[]): number {
  const enough = powers.filter((power) => power >= number.exponent);
  const magnitude = magnitudeOf(number);
  return enough.filter((power) => power <= magnitude).at(-1) ?? enough[0] ?? powers.at(-1) ?? 0;
}

/** A number in units of `10^power`, with no digit that it does not have behind the point. */
export function decimalAt({ digits, exponent }: Scaled, power: number): string {
  const scale = power - exponent;
  if (scale <= 0) return (digits * 10n ** BigInt(-scale)).toString();
  const isNegative = digits < 0n;
  const text = (isNegative ? -digits : digits).toString().padStart(scale + 1, '0');
  return `${isNegative ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** Thousands apart by commas, in both languages. */
function grouped(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const parts: string[] = [];
  let rest = whole.replace('-', '');
  for (; rest.length > 3; rest = rest.slice(0, -3)) parts.unshift(rest.slice(-3));
  const apart = [rest, ...parts].join(',');
  return `${whole.startsWith('-') ? '-' : ''}${apart}${fraction === undefined ? '' : `.${fraction}`}`;
}
