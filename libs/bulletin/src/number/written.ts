import type { Language } from '@silkgauge/words';
import { magnitudeOf, type Scaled } from './scaled.ts';

/** A number as shown: `4.72` with the power 9. */
export interface Written {
  readonly digits: string;
  readonly power: number;
}

/** The powers of ten that a language has a word for: million, billion, trillion; 万, 亿, 万亿. */
const POWERS: Readonly<Record<Language, readonly number[]>> = { en: [0, 6, 9, 12], zh: [0, 4, 8, 12] };

/** How a number may be written. */
export interface Writable {
  readonly shown: Scaled;
  /** Told without a word for a power of ten. */
  readonly isFull: boolean;
  /** The power of ten that a print has as its multiplier; null for a number that nobody printed. */
  readonly own: number | null;
}

/**
 * The digits of a number before one word for a power of ten: the largest of the language that the number
 * reaches, or the word of its own print where that is larger (`0.56万亿`). Where its last digit is coarser
 * than the word, zeros fill up to it: `3 billion` is `30亿`.
 */
export function written({ shown, isFull, own }: Writable, language: Language): Written {
  const power = isFull ? 0 : powerOf(shown, own, POWERS[language]);
  return { digits: grouped(decimalAt(shown, power)), power };
}

function powerOf(number: Scaled, own: number | null, powers: readonly number[]): number {
  const magnitude = magnitudeOf(number);
  return powers.filter((power) => power <= magnitude || power === own).at(-1) ?? 0;
}

/** A number in units of `10^power`, with no digit behind the point that it does not have. */
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
