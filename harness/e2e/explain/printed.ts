import {
  digitsAfterPoint,
  isLess,
  minus,
  over,
  parse,
  plus,
  times,
  whole,
  write,
  type Fraction,
} from '../../fraction.ts';

/** A print in an answer. */
export interface Print {
  readonly source: string;
  readonly id: string;
  readonly measure: string;
  /** Absent of a print without a number. */
  readonly printed?: PrintedDigits;
}

interface PrintedDigits {
  readonly value: string;
  readonly valueHigh?: string;
  readonly multiplier: string;
  readonly wording: string | null;
  readonly qualifier: string;
}

/** An exact interval; `value` is null for a range. */
export interface Interval {
  readonly value: Fraction | null;
  readonly low: Fraction;
  readonly high: Fraction;
}

/** The text form in an answer. */
export interface Written {
  readonly value: string | null;
  readonly low: string;
  readonly high: string;
}

/** A decimal with its number of digits. */
interface Digits {
  readonly of: Fraction;
  readonly scale: number;
}

/** A print in one of its readings: exact, and as text. */
export function fromPrint({ measure, printed }: Print, reading: string | null): [Interval, Written] {
  if (!printed) throw new Error('a print without a number');
  const says = measure === 'growth' ? (reading ?? printed.wording) : null;
  const [value, low, high] = endsOf(printed).map(
    (one) => one && inPercent(scaled(one, printed.multiplier), says),
  );
  if (!low || !high) throw new Error('a print without ends');
  const text = (one: Digits): string => write(one.of, one.scale, 'near');
  return [
    { value: value?.of ?? null, low: low.of, high: high.of },
    { value: value ? text(value) : null, low: text(low), high: text(high) },
  ];
}

/** Value, low and high of the printed digits. */
function endsOf({ value, valueHigh, qualifier }: PrintedDigits): readonly (Digits | null)[] {
  const scale = digitsAfterPoint(value);
  const step = over(whole(1), whole(10n ** BigInt(scale)));
  const printed = { of: parse(value), scale };
  const next = (steps: number): Digits => ({ of: plus(printed.of, times(step, whole(steps))), scale });
  const half = (text: string, sign: number): Digits => {
    const finer = digitsAfterPoint(text) + 1;
    return { of: plus(parse(text), over(whole(5 * sign), whole(10n ** BigInt(finer)))), scale: finer };
  };
  // "Over" reaches away from zero, "under" towards zero.
  const isAbove = (qualifier === 'over') === printed.of.n >= 0n;
  switch (qualifier) {
    case 'exact':
      return [printed, half(value, -1), half(value, 1)];
    case 'about':
      return [printed, next(-1), next(1)];
    case 'over':
    case 'under':
      return isAbove ? [printed, printed, next(1)] : [printed, next(-1), printed];
    case 'range': {
      const other = valueHigh ?? value;
      const [lower, upper] = isLess(parse(other), parse(value)) ? [other, value] : [value, other];
      return [null, half(lower, -1), half(upper, 1)];
    }
    default:
      throw new Error(`no qualifier ${qualifier}`);
  }
}

/** Multiplied by a round unit such as a billion, with only the digits that the print supports. */
function scaled({ of: number, scale }: Digits, unit: string): Digits {
  const plain = unit.replace('.', '');
  const zeros = /[1-9]/.test(plain) ? plain.length - plain.replace(/(?<!0)0+$/, '').length : 0;
  return { of: times(number, parse(unit)), scale: Math.max(0, scale + digitsAfterPoint(unit) - zeros) };
}

function inPercent(one: Digits, says: string | null): Digits {
  if (says === 'up-by-times') return scaled(one, '100');
  if (says === 'to-times' || says === 'fold') return scaled({ ...one, of: minus(one.of, whole(1)) }, '100');
  return one;
}
