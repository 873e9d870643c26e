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

/** A value with its interval: a printed whole number of some unit, or a result of several. */
export interface Printed {
  readonly value: Fraction;
  readonly low: Fraction;
  readonly high: Fraction;
}

const HALF = fraction(1n, 2n);

/** The interval of half a unit of the last digit either way. */
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

/** `value [low, high)` in plain units; `unit` is the worth of one printed unit. */
export function levelText({ value, low, high }: Printed, unit: bigint): string {
  const text = (one: Fraction) => decimalOf(times(one, whole(unit)));
  return `${text(value)} [${text(low)}, ${text(high)})`;
}

/** A computed level: the value at its inputs' scale, the interval rounded outward. */
export function workedText({ value, low, high }: Printed, unit: bigint): string {
  const text = (one: Fraction, rounding: Rounding) => write(times(one, whole(unit)), 0, rounding);
  return `${text(value, 'near')} [${text(low, 'below')}, ${text(high, 'above')})`;
}

/** Growth in percent with four decimals, rounded outward; `withheld` for a base that may be zero or less. */
export function growthText(level: Printed, base: Printed): string {
  if (base.low.n <= 0n) return 'withheld';
  const percent = (a: Fraction, b: Fraction, rounding: Rounding) =>
    write(times(whole(100), less(over(a, b), whole(1))), 4, rounding);
  // The ratio rises with the level; with the base it falls for a positive level and rises for a negative one.
  const low = percent(level.low, level.low.n < 0n ? base.low : base.high, 'below');
  const high = percent(level.high, level.high.n < 0n ? base.high : base.low, 'above');
  return `${percent(level.value, base.value, 'near')} [${low}, ${high})`;
}
