import type { Language } from '@silkgauge/codelists';
import { grouped, POWERS } from './powers.ts';
import { decimalAt, magnitudeOf, type Scaled } from './scaled.ts';

/** A number as shown: `4.72` with the power 9. */
export interface Written {
  readonly digits: string;
  readonly power: number;
}

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
  const magnitude = magnitudeOf(shown);
  const named = isFull
    ? undefined
    : POWERS[language].find(({ exponent }) => exponent <= magnitude || exponent === own);
  const power = named?.exponent ?? 0;
  return { digits: grouped(decimalAt(shown, power)), power };
}
