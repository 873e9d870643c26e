/** A decimal with its written precision: `digits / 10^scale`; `31.10` is `{ digits: 3110n, scale: 2 }`. */
export interface Decimal {
  readonly digits: bigint;
  /** Digits after the point, never negative. */
  readonly scale: number;
}

const DECIMAL = /^-?\d+(\.\d+)?$/;
const POWERS = Array.from({ length: 64 }, (_, exponent) => 10n ** BigInt(exponent));

/** `10^exponent` for a whole `exponent >= 0`. */
export function powerOfTen(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
}

/** Whether `text` is a decimal as it travels: `-?\d+(\.\d+)?`. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/**
 * Reads a decimal of any length, exactly; trailing zeros count as printed digits.
 * @throws RangeError if `text` is not a decimal: callers check what comes from outside first.
 */
export function parseDecimal(text: string): Decimal {
  if (!DECIMAL.test(text)) throw new RangeError(`Not a decimal: ${text.slice(0, 60)}`);
  const point = text.indexOf('.');
  if (point < 0) return { digits: BigInt(text), scale: 0 };
  return { digits: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 };
}

/** Writes a decimal in plain units, every digit of its scale, no exponent: `{ 3110n, 2 }` is `31.10`. */
export function formatDecimal({ digits, scale }: Decimal): string {
  if (scale === 0) return digits.toString();
  const negative = digits < 0n;
  const text = (negative ? -digits : digits).toString().padStart(scale + 1, '0');
  const point = text.length - scale;
  return `${negative ? '-' : ''}${text.slice(0, point)}.${text.slice(point)}`;
}

/** The same number at a scale at least as fine. */
export function rescale({ digits, scale }: Decimal, finer: number): bigint {
  return finer === scale ? digits : digits * powerOfTen(finer - scale);
}

export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale);
  const left = rescale(a, scale);
  const right = rescale(b, scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * A printed number times a unit such as a billion: exact, and only as many digits after the point as the print
 * still gives there: `4.72 x 10^9` is `4720000000`, `1.2345 x 10^3` is `1234.5`, `31.10 x 1` stays `31.10`.
 */
export function inPlainUnits(printed: Decimal, multiplier: Decimal): Decimal {
  if (multiplier.digits === 1n && multiplier.scale === 0) return printed;
  const { factor, zeros } = withoutZeros(multiplier);
  const scale = printed.scale + multiplier.scale - zeros;
  const digits = printed.digits * factor;
  return scale >= 0 ? { digits, scale } : { digits: digits * powerOfTen(-scale), scale: 0 };
}

const WITHOUT_ZEROS = new WeakMap<Decimal, { readonly factor: bigint; readonly zeros: number }>();

/** `factor x 10^zeros`; kept, for a print asks three times and prints share their few multipliers. */
function withoutZeros(multiplier: Decimal): { readonly factor: bigint; readonly zeros: number } {
  const known = WITHOUT_ZEROS.get(multiplier);
  if (known) return known;
  let factor = multiplier.digits;
  let zeros = 0;
  while (factor !== 0n && factor % 10n === 0n) {
    factor /= 10n;
    zeros += 1;
  }
  const found = { factor, zeros };
  WITHOUT_ZEROS.set(multiplier, found);
  return found;
}

/** Exact sum of two decimal strings, at the finer of their scales: `1.5 + 2.50` is `4.00`. */
export function addDecimals(a: string, b: string): string {
  const left = parseDecimal(a);
  const right = parseDecimal(b);
  const scale = Math.max(left.scale, right.scale);
  return formatDecimal({ digits: rescale(left, scale) + rescale(right, scale), scale });
}

/** Exact product of two decimal strings, at the sum of their scales: `2.5 x 1.20` is `3.000`. */
export function multiplyDecimals(a: string, b: string): string {
  const left = parseDecimal(a);
  const right = parseDecimal(b);
  return formatDecimal({ digits: left.digits * right.digits, scale: left.scale + right.scale });
}

/** Orders two decimal strings by value: `1.50` equals `1.5`. */
export function compareDecimals(a: string, b: string): -1 | 0 | 1 {
  return compare(parseDecimal(a), parseDecimal(b));
}
