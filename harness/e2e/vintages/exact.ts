import {
  decimalOf,
  fraction,
  minus as less,
  over,
  parse,
  plus as more,
  times,
  whole,
  write,
  type Fraction,
  type Rounding,
} from '../../fraction.ts';

/** A printed whole number of some unit, or what was worked out of several: the value and its interval. */
export interface Printed {
  readonly value: Fraction;
  readonly low: Fraction;
  readonly high: Fraction;
}

const HALF = fraction(1n, 2n);

/** Half a unit of the last digit either way. */
export function printed(digits: string): Printed {
  const value = parse(digits);
  return { value, low: less(value, HALF), high: more(value, HALF) };
}

export const plus = (...all: readonly Printed[]): Printed =>
  all.reduce((a, b) => ({
    value: more(a.value, b.value),
    low: more(a.low, b.low),
    high: more(a.high, b.high),
  }));

export const minus = (a: Printed, b: Printed): Printed => ({
  value: less(a.value, b.value),
  low: less(a.low, b.high),
  high: less(a.high, b.low),
});

/** `value [low, high)` in plain units; `unit` is what one printed unit is worth. */
export function levelText({ value, low, high }: Printed, unit: bigint): string {
  const text = (one: Fraction) => decimalOf(times(one, whole(unit)));
  return `${text(value)} [${text(low)}, ${text(high)})`;
}

/** A worked level: its value at the scale of what it was worked from, its interval rounded outward to it. */
export function workedText({ value, low, high }: Printed, unit: bigint): string {
  const text = (one: Fraction, rounding: Rounding) => write(times(one, whole(unit)), 0, rounding);
  return `${text(value, 'near')} [${text(low, 'below')}, ${text(high, 'above')})`;
}

/** Growth in percent at four decimals, outward; `withheld` from a base that may be zero or less. */
export function growthText(level: Printed, base: Printed): string {
  if (base.low.n <= 0n) return 'withheld';
  const percent = (a: Fraction, b: Fraction, rounding: Rounding) =>
    write(times(whole(100), less(over(a, b), whole(1))), 4, rounding);
  // The ratio rises with the level; it falls with the base where the level is positive and rises where it is negative.
  const low = percent(level.low, level.low.n < 0n ? base.low : base.high, 'below');
  const high = percent(level.high, level.high.n < 0n ? base.high : base.low, 'above');
  return `${percent(level.value, base.value, 'near')} [${low}, ${high})`;
}
