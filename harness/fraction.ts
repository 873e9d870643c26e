/** Exact fractions for checks, independent of the product's arithmetic. */
export interface Fraction {
  readonly n: bigint;
  /** Positive. */
  readonly d: bigint;
}

export function fraction(n: bigint, d: bigint): Fraction {
  if (d === 0n) throw new RangeError('a division by zero');
  let [a, b] = [n < 0n ? -n : n, d < 0n ? -d : d];
  while (b !== 0n) [a, b] = [b, a % b];
  const common = a === 0n ? 1n : a;
  return d < 0n ? { n: -n / common, d: -d / common } : { n: n / common, d: d / common };
}

export const whole = (n: number | bigint): Fraction => ({ n: BigInt(n), d: 1n });
export const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d);
export const over = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d, a.d * b.n);
export const isLess = (a: Fraction, b: Fraction): boolean => a.n * b.d < b.n * a.d;

/** `31.10` is 3110/100. @throws Error for text that is not a decimal */
export function parse(text: string): Fraction {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new Error(`"${text}" is no decimal`);
  const [before = '', after = ''] = text.split('.');
  return fraction(BigInt(before + after), 10n ** BigInt(after.length));
}

export const digitsAfterPoint = (text: string): number => text.split('.')[1]?.length ?? 0;

export type Rounding = 'near' | 'below' | 'above';

/** The decimal with `scale` digits. `near` rounds half away from zero, other modes down or up. */
export function write(a: Fraction, scale: number, rounding: Rounding): string {
  const n = a.n * 10n ** BigInt(scale);
  const below = n / a.d - (n < 0n && n % a.d !== 0n ? 1n : 0n);
  let digits = below;
  if (rounding === 'above' && below * a.d !== n) digits += 1n;
  if (rounding === 'near') {
    const away = (2n * (n < 0n ? -n : n) + a.d) / (2n * a.d);
    digits = n < 0n ? -away : away;
  }
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const sign = digits < 0n ? '-' : '';
  return scale === 0 ? sign + text : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** The exact decimal of a fraction with at most 18 digits after the point, without trailing zeros. */
export const decimalOf = (a: Fraction): string =>
  write(a, 18, 'near')
    .replace(/(?<!0)0+$/, '')
    .replace(/\.$/, '');

export const isSame = (a: Fraction, b: Fraction): boolean => a.n === b.n && a.d === b.d;

/** Growth over a positive base in percent with four digits. */
export const growthOf = (level: Fraction, base: Fraction): string =>
  write(times(whole(100), minus(over(level, base), whole(1))), 4, 'near');
