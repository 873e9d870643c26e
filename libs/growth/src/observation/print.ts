import type { Qualifier, Wording } from '@silkgauge/codelists';
import { compare, decimal, Multiplier, parseDecimal, scaleOf, type Decimal } from '../number/decimal.ts';
import type { Figure } from './figure.ts';
import type { Quantity } from '../number/interval.ts';
import { divide, timesWhole, type Rational } from '../number/rational.ts';
import { memoized } from '../period/memoized.ts';

/** The interval of a print in plain units, at its printed digits; `value` is null for a range. */
export interface PrintedInterval extends Quantity {
  readonly value: Decimal | null;
  readonly low: Decimal;
  readonly high: Decimal;
}

/** One reading of a print: `value`, `low`, `high` in plain units (growth in percent). */
export interface PrintReading extends PrintedInterval {
  /** The meaning assumed for an ambiguous wording; null where the wording has one meaning. */
  readonly name: 'up-by-times' | 'to-times' | null;
  /** The value of one unit of the last printed digit, in the unit of `value`: 10 points for "4.5 times". */
  readonly step: Rational;
}

const PERCENT = new Multiplier(decimal(100n, 0));
const readMultiplier = memoized((text) => new Multiplier(parseDecimal(text)));

/**
 * The interval behind printed digits, in plain units (the multiplier applied). `exact`: half a unit of the
 * last printed digit either way (rounding to nearest); `about`: a whole unit; `over`: up to the next unit
 * away from zero; `under`: back to the unit before; `range`: from half a unit below its lower end to half a
 * unit above its upper end, each by its own digits. `-26` `over` (a drop of more than 26) is [-27, -26).
 * The lower end belongs to an interval and the upper end does not, whatever wording or sign, as readers are told of `low` and
 * `high`: 'under 4.72' is not 4.72 itself.
 * @param valueHigh the upper end of a `range`, else null.
 * @throws RangeError if a number is not a decimal.
 * @example
 * printedInterval('4.72', null, '1000000000', 'over') // 4720000000 [4720000000, 4730000000]
 */
export function printedInterval(
  value: string,
  valueHigh: string | null,
  multiplier: string,
  qualifier: Qualifier,
): PrintedInterval {
  const unit = readMultiplier(multiplier);
  return mapInterval(
    unscaledInterval(parseDecimal(value), valueHigh === null ? null : parseDecimal(valueHigh), qualifier),
    (n) => unit.inPlainUnits(n),
  );
}

function unscaledInterval(value: Decimal, valueHigh: Decimal | null, qualifier: Qualifier): PrintedInterval {
  const negative = value.n < 0n;
  switch (qualifier) {
    case 'exact':
      return { value, low: halfUnit(value, -1n), high: halfUnit(value, 1n) };
    case 'about':
      return { value, low: unitAway(value, -1n), high: unitAway(value, 1n) };
    case 'over':
      return negative
        ? { value, low: unitAway(value, -1n), high: value }
        : { value, low: value, high: unitAway(value, 1n) };
    case 'under':
      return negative
        ? { value, low: value, high: unitAway(value, 1n) }
        : { value, low: unitAway(value, -1n), high: value };
    case 'range': {
      const other = valueHigh ?? value;
      const [lower, upper] = compare(value, other) <= 0 ? [value, other] : [other, value];
      return { value: null, low: halfUnit(lower, -1n), high: halfUnit(upper, 1n) };
    }
  }
}

function unitAway({ n, d, scale }: Decimal, sign: 1n | -1n): Decimal {
  return { n: n + sign, d, scale };
}

function halfUnit({ n, scale }: Decimal, sign: 1n | -1n): Decimal {
  return decimal(n * 10n + 5n * sign, scale + 1);
}

/**
 * Every reading of a print. Growth is in percent, by F = new level / old level and g = 100 (F - 1): `percent`
 * g = n, `up-by-times` F = n + 1, `to-times` and `fold` F = n, `ambiguous-times` both, up-by first. Others
 * keep their unit. None where the reporter says that there is no number.
 * @throws RangeError if a number is not a decimal.
 * @example
 * readPrint(ambiguous('4.5')) // 450 [445, 455] or 350 [345, 355]
 */
export function readPrint(figure: Figure): readonly PrintReading[] {
  if (figure.value === null) return [];
  const printed = printedInterval(figure.value, figure.valueHigh, figure.multiplier, figure.qualifier);
  const step = readMultiplier(figure.multiplier).step(scaleOf(figure.value));
  return readingsOf(figure.measure === 'growth' ? figure.wording : null).map(({ name, lessOne, times }) => {
    if (!times) return { name, value: printed.value, low: printed.low, high: printed.high, step };
    const { value, low, high } = mapInterval(printed, (n) => PERCENT.inPlainUnits(lessOne ? minusOne(n) : n));
    return { name, value, low, high, step: timesWhole(step, 100n) };
  });
}

interface ReadingRule {
  readonly name: PrintReading['name'];
  readonly times: boolean;
  /** Whether the printed number is the factor F itself; growth is then F - 1. */
  readonly lessOne: boolean;
}

const AS_PRINTED: ReadingRule = { name: null, times: false, lessOne: false };
const UP_BY: ReadingRule = { name: null, times: true, lessOne: false };
const TO: ReadingRule = { name: null, times: true, lessOne: true };
const EITHER: readonly ReadingRule[] = [
  { ...UP_BY, name: 'up-by-times' },
  { ...TO, name: 'to-times' },
];

function readingsOf(wording: Wording | null): readonly ReadingRule[] {
  switch (wording) {
    case null:
    case 'percent':
    case 'points':
      return [AS_PRINTED];
    case 'up-by-times':
      return [UP_BY];
    case 'to-times':
    case 'fold':
      return [TO];
    case 'ambiguous-times':
      return EITHER;
  }
}

/**
 * New level over old level, from growth in percent: F = 1 + g / 100 (the definition of a rate of change).
 * @returns a pure number; rising in g, so the ends map to the ends.
 * @example
 * growthFactor(print('26.2')) // 1.2620 [1.2615, 1.2625]
 */
export function growthFactor(growth: Quantity): Quantity {
  const factor = (g: Rational): Rational => {
    const d = 100n * g.d;
    return { n: d + g.n, d };
  };
  return { value: growth.value && factor(growth.value), low: factor(growth.low), high: factor(growth.high) };
}

/**
 * Growth in percent, from new level over old level: g = 100 (F - 1), the inverse of `growthFactor`.
 * @returns percent; rising in F, so the ends map to the ends.
 * @example
 * factorGrowth(print('4.5')) // 350 [345, 355]
 */
export function factorGrowth(factor: Quantity): Quantity {
  const growth = (f: Rational): Rational => ({ n: 100n * (f.n - f.d), d: f.d });
  return { value: factor.value && growth(factor.value), low: growth(factor.low), high: growth(factor.high) };
}

function mapInterval({ value, low, high }: PrintedInterval, map: (n: Decimal) => Decimal): PrintedInterval {
  return { value: value && map(value), low: map(low), high: map(high) };
}

function minusOne(n: Decimal): Decimal {
  return { n: n.n - n.d, d: n.d, scale: n.scale };
}

/**
 * `a` to the nearest whole number of steps, half away from zero: the digits of a print at this precision.
 * @param step the value of one unit of the last digit, in the unit of `a`.
 * @example
 * atPrintedDigits({ n: 26151n, d: 1000n }, { n: 1n, d: 10n }) // 26.2
 */
export function atPrintedDigits(a: Rational, step: Rational): Rational {
  const steps = divide(a, step);
  const away = (2n * (steps.n < 0n ? -steps.n : steps.n) + steps.d) / (2n * steps.d);
  return timesWhole(step, steps.n < 0n ? -away : away);
}
