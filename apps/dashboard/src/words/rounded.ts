import { decimalAt, roundedTo, scaledOf, type Direction } from '@silkgauge/words';

/** As `rounded`, but all digits where those would say that a number other than zero is zero. */
export function roundedAbove(decimal: string, digits: number): string {
  const shown = rounded(decimal, digits);
  return /[1-9]/.test(shown) ? shown : decimal;
}

/** Rounds half away from zero, as statistics offices do; never adds digits. */
export const rounded = (decimal: string, digits: number): string => roundedAt(decimal, -digits, 'half-away');

/** `decimal` as a multiple of ten to the `place`; it stays as it is without a digit after that place. */
export const roundedAt = (decimal: string, place: number, direction: Direction): string =>
  decimalAt(roundedTo(scaledOf(decimal), place, direction), 0);
