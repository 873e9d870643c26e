import { addDecimals, compareDecimals, scaleOf, type Measurement } from '@silkgauge/growth';
import { rounded } from '../words/rounded.ts';
import { shownValue } from './figure-words.ts';

/** What parts add up to, where their shown digits do not add up to those of the whole. */
export interface PartsSum {
  /** To the digits of the whole. */
  readonly sum: string;
  /** Whether the intervals of the parts leave room for the whole. */
  readonly isWithin: boolean;
}

/** Null where the digits add up, and where a part or the whole has no single value. */
export function partsSum(parts: readonly Measurement[], whole: Measurement): PartsSum | null {
  const value = shownValue(whole);
  if (value === null || parts.length < 2) return null;
  const shown = sumOf(parts.map(shownValue));
  if (shown === null) return null;
  const [low, high] = [sumOf(parts.map((part) => part.low)), sumOf(parts.map((part) => part.high))];
  const sum = rounded(shown, scaleOf(value));
  if (compareDecimals(sum, value) === 0) return null;
  const isWithin =
    low !== null &&
    high !== null &&
    compareDecimals(low, whole.high ?? value) <= 0 &&
    compareDecimals(high, whole.low ?? value) >= 0;
  return { sum, isWithin };
}

const sumOf = (decimals: readonly (string | null)[]): string | null =>
  decimals.reduce((sum, one) => (sum === null || one === null ? null : addDecimals(sum, one)), '0');
