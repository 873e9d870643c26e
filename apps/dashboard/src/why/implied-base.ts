import { impliedBase, scaleOf, showRational, type Measurement } from '@silkgauge/growth';
import { quantityOf } from '../figures/quantity.ts';
import { shownDigits, type Interval } from '../words/shown-digits.ts';

type Ends = Pick<Measurement, 'value' | 'low' | 'high'>;

/** Digits after the point of a base, beyond those of the level: intervals of prints are much wider. */
const FURTHER = 6;

/**
 * The level that a printed rate was taken from, with the digits that its interval allows. Null without both
 * values, and for a rate that may be -100 % or less.
 */
export function shownBase(level: Ends, growth: Ends): Interval | null {
  const [from, by] = [quantityOf(level), quantityOf(growth)];
  const base = from && by && impliedBase(from, by);
  if (!base?.value) return null;
  const scale = scaleOf(level.value ?? '') + FURTHER;
  return shownDigits({
    value: showRational(base.value, scale, 'half-away'),
    low: showRational(base.low, scale, 'down'),
    high: showRational(base.high, scale, 'up'),
  });
}
