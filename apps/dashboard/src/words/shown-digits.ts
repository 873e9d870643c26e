import { compareDecimals, scaleOf } from '@silkgauge/growth';
import { digitsAt, scaledOf } from '@silkgauge/words';
import { roundedAt } from './rounded.ts';

/** A value with its interval, as exact decimals. */
export interface Interval {
  readonly value: string | null;
  readonly low: string | null;
  readonly high: string | null;
}

/** How many units of the last shown place the width of an interval may have. */
const UNITS = 40n;

/**
 * A value and its interval with the shown digits: those that the interval allows. The last shown place is the finest
 * whose unit is at least a fortieth of the interval's width, so rounding moves a value by less than a quarter of the
 * half width: 5.6 for 4.3824 to 6.8274, 532.1 bn for 531.74 to 532.38 bn. The value is rounded half away from
 * zero, and a place is added while the rounded value would leave the interval. The ends have one place more
 * and are rounded outwards, so the interval widens by less than a twentieth. Without an interval, or with one
 * of no width, the value keeps all its digits; no decimal gets more digits than before.
 */
export function shownDigits({ value, low, high }: Interval): Interval {
  if (low === null || high === null || low === high) return { value, low, high };
  const place = shownPlace({ value, low, high });
  return {
    value: value === null ? null : within(value, low, high, place),
    low: roundedAt(low, place - 1, 'down'),
    high: roundedAt(high, place - 1, 'up'),
  };
}

/** The last shown place, as an exponent of ten; `-Infinity` for a number that keeps all its digits. */
export function shownPlace({ value, low, high }: Interval): number {
  if (low === null || high === null || low === high) return -Infinity;
  return lastPlace(low, high, Math.max(...[value ?? '', low, high].map(scaleOf)));
}

/** The exponent, from that of the last digit on, of the least power of ten that is at least a fortieth of the width. */
function lastPlace(low: string, high: string, scale: number): number {
  const width = digitsAt(scaledOf(high), -scale) - digitsAt(scaledOf(low), -scale);
  let unit = 1n;
  let place = -scale;
  for (; UNITS * unit < width; place += 1) unit *= 10n;
  return place;
}

/** The value at the coarsest place, from `place` on to finer ones, that leaves it between the ends. */
function within(value: string, low: string, high: string, place: number): string {
  for (let finer = place; finer > -scaleOf(value); finer -= 1) {
    const shown = roundedAt(value, finer, 'half-away');
    if (compareDecimals(low, shown) <= 0 && compareDecimals(shown, high) <= 0) return shown;
  }
  return value;
}
