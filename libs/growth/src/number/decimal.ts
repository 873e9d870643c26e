import { formatDigits, powerOfTen } from './digits.ts';
import type { Rational } from './rational.ts';

/** A fraction with its written precision: `d` is `10^scale`; `31.10` is `{ n: 3110n, d: 100n, scale: 2 }`. */
export interface Decimal extends Rational {
  /** Digits after the point, never negative. */
  readonly scale: number;
}

/** `digits / 10^scale`. */
export function decimal(digits: bigint, scale: number): Decimal {
  return { n: digits, d: powerOfTen(scale), scale };
}

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Whether `text` has the form of a decimal in events and answers: `-?\d+(\.\d+)?`. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/**
 * Reads a decimal of any length, exactly; trailing zeros count as printed digits.
 * @throws RangeError if `text` is not a decimal; callers check outside input first.
 */
export function parseDecimal(text: string): Decimal {
  if (!DECIMAL.test(text)) throw new RangeError(`Not a decimal: ${text.slice(0, 60)}`);
  const scale = scaleOf(text);
  if (scale === 0) return decimal(BigInt(text), 0);
  const point = text.length - scale - 1;
  return decimal(BigInt(text.slice(0, point) + text.slice(point + 1)), scale);
}

/** Digits after the point of a decimal string. */
export function scaleOf(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

/** Writes a decimal in plain units, every digit of its scale, no exponent: `31.10`. */
export function formatDecimal({ n, scale }: Decimal): string {
  return formatDigits(n, scale);
}

/** The digits of a decimal at `finer` digits after the point; `finer` is at least its own scale. */
export function rescale({ n, scale }: Decimal, finer: number): bigint {
  return finer === scale ? n : n * powerOfTen(finer - scale);
}

export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale);
  const left = rescale(a, scale);
  const right = rescale(b, scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A unit of printed numbers, such as a billion. Prints share few units, so derived terms are kept. */
export class Multiplier {
  readonly #unit: Decimal;
  /** The unit is `factor x 10^zeros` of its last digit. */
  readonly #factor: bigint;
  readonly #zeros: number;
  readonly #steps: Rational[] = [];

  constructor(unit: Decimal) {
    this.#unit = unit;
    let factor = unit.n;
    let zeros = 0;
    while (factor !== 0n && factor % 10n === 0n) {
      factor /= 10n;
      zeros += 1;
    }
    this.#factor = factor;
    this.#zeros = zeros;
  }

  /**
   * A printed number times the unit, exact, with only the digits after the point that the print supports:
   * `4.72 x 10^9` is `4720000000`, `1.2345 x 10^3` is `1234.5`, `31.10 x 1` stays `31.10`.
   */
  inPlainUnits(printed: Decimal): Decimal {
    if (this.#unit.n === 1n && this.#unit.scale === 0) return printed;
    const scale = printed.scale + this.#unit.scale - this.#zeros;
    const digits = printed.n * this.#factor;
    return scale >= 0 ? decimal(digits, scale) : decimal(digits * powerOfTen(-scale), 0);
  }

  /** The value of one unit of the last digit of a print with `scale` digits after the point. */
  step(scale: number): Rational {
    return (this.#steps[scale] ??= { n: this.#unit.n, d: this.#unit.d * powerOfTen(scale) });
  }
}

/** Exact sum of two decimal strings, at the finer of their scales: `1.5 + 2.50` is `4.00`. */
export function addDecimals(a: string, b: string): string {
  const left = parseDecimal(a);
  const right = parseDecimal(b);
  const scale = Math.max(left.scale, right.scale);
  return formatDigits(rescale(left, scale) + rescale(right, scale), scale);
}

/** Exact product of two decimal strings, at the sum of their scales: `2.5 x 1.20` is `3.000`. */
export function multiplyDecimals(a: string, b: string): string {
  const left = parseDecimal(a);
  const right = parseDecimal(b);
  return formatDigits(left.n * right.n, left.scale + right.scale);
}

/** Orders two decimal strings by value: `1.50` equals `1.5`. */
export function compareDecimals(a: string, b: string): -1 | 0 | 1 {
  return compare(parseDecimal(a), parseDecimal(b));
}
