/**
 * Exact arithmetic of the vintage checks, in whole numbers alone. It is a second opinion on what the system serves, so it
 * shares nothing with it.
 */

/** A printed whole number of some unit: the value and its interval, in halves of that unit. */
export interface Printed {
  readonly value: bigint;
  readonly low: bigint;
  readonly high: bigint;
}

/** Half a unit of the last digit either way. */
export function printed(digits: string | bigint): Printed {
  const value = 2n * BigInt(digits);
  return { value, low: value - 1n, high: value + 1n };
}

/** The sum of several printed numbers; for a difference `minus` takes the other away. */
export function plus(...all: readonly Printed[]): Printed {
  const sum = (of: (one: Printed) => bigint) => all.reduce((total, one) => total + of(one), 0n);
  return { value: sum((one) => one.value), low: sum((one) => one.low), high: sum((one) => one.high) };
}

export function minus(a: Printed, b: Printed): Printed {
  return { value: a.value - b.value, low: a.low - b.high, high: a.high - b.low };
}

type Rounding = 'nearest' | 'down' | 'up';

/** `value [low, high)` in plain units; `unit` is what one printed unit is worth. */
export function levelText({ value, low, high }: Printed, unit: bigint): string {
  const text = (halves: bigint) => plain(halves * unit, 2n);
  return `${text(value)} [${text(low)}, ${text(high)})`;
}

/** A worked level: its value at the scale of what it was worked from, its interval rounded outward to it. */
export function workedText({ value, low, high }: Printed, unit: bigint): string {
  const text = (halves: bigint, rounding: Rounding) => String(quotient(halves * unit, 2n, rounding));
  return `${text(value, 'nearest')} [${text(low, 'down')}, ${text(high, 'up')})`;
}

/** Growth in percent at four decimals, outward; `withheld` from a base that may be zero or less. */
export function growthText(level: Printed, base: Printed): string {
  if (base.low <= 0n) return 'withheld';
  const percent = (a: bigint, b: bigint, rounding: Rounding) =>
    decimals(quotient(1_000_000n * (a - b), b, rounding));
  // The ratio rises with the level; it falls with the base where the level is positive and rises where it is negative.
  const low = percent(level.low, level.low < 0n ? base.low : base.high, 'down');
  const high = percent(level.high, level.high < 0n ? base.high : base.low, 'up');
  return `${percent(level.value, base.value, 'nearest')} [${low}, ${high})`;
}

/** `numerator / denominator` as a decimal with as many digits as it needs, which are few here: the denominator is 2. */
function plain(numerator: bigint, denominator: bigint): string {
  const tenths = (10n * numerator) / denominator;
  return tenths % 10n === 0n ? String(tenths / 10n) : withPoint(tenths, 1);
}

const decimals = (tenThousandths: bigint): string => withPoint(tenThousandths, 4);

function withPoint(digits: bigint, places: number): string {
  const text = String(digits < 0n ? -digits : digits).padStart(places + 1, '0');
  return `${digits < 0n ? '-' : ''}${text.slice(0, -places)}.${text.slice(-places)}`;
}

/** `denominator` positive; nearest is half away from zero. */
function quotient(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  if (rounding === 'nearest') {
    const size = (2n * (numerator < 0n ? -numerator : numerator) + denominator) / (2n * denominator);
    return numerator < 0n ? -size : size;
  }
  const cut = numerator / denominator;
  if (cut * denominator === numerator) return cut;
  if (rounding === 'down') return numerator < 0n ? cut - 1n : cut;
  return numerator < 0n ? cut : cut + 1n;
}
