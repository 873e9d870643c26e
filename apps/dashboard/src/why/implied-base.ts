import type { Measurement } from '@silkgauge/growth';
import { compareDecimals } from '@silkgauge/growth';
import { scaleOf } from '../words/rounded.ts';
import { shownDigits, type Interval } from '../words/shown-digits.ts';

type Ends = Pick<Measurement, 'value' | 'low' | 'high'>;

/**
 * The level that a printed rate was taken from: level / (1 + rate / 100), rounded to what the intervals of
 * both allow. Null without both values, and for a rate of -100 % or less.
 */
export function impliedBase(level: Ends, growth: Ends): Interval | null {
  if (growth.low !== null && compareDecimals(growth.low, '-100') <= 0) return null;
  const value = over(level.value, growth.value);
  const low = over(level.low, growth.high);
  const high = over(level.high, growth.low);
  return value === null || low === null || high === null ? null : shownDigits({ value, low, high });
}

/** Digits after the point of a quotient, beyond those of the level: intervals of prints are much wider. */
const FURTHER = 6;

/** 100 level / (100 + rate), cut off after some digits. */
function over(level: string | null, rate: string | null): string | null {
  if (level === null || rate === null) return null;
  const [ofLevel, ofRate] = [scaleOf(level), scaleOf(rate)];
  const factor = 100n * 10n ** BigInt(ofRate) + BigInt(rate.replace('.', ''));
  if (factor <= 0n) return null;
  const units = (BigInt(level.replace('.', '')) * 100n * 10n ** BigInt(ofRate + FURTHER)) / factor;
  const digits = String(units < 0n ? -units : units).padStart(ofLevel + FURTHER + 1, '0');
  const at = digits.length - ofLevel - FURTHER;
  return `${units < 0n ? '-' : ''}${digits.slice(0, at)}.${digits.slice(at)}`;
}
