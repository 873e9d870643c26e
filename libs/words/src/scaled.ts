/** A decimal as whole digits and a power of ten: `4.72 billion` is `{ digits: 472n, exponent: 7 }`. */
export interface Scaled {
  readonly digits: bigint;
  readonly exponent: number;
}

export type Direction = 'half-away' | 'down' | 'up';

/** A decimal text with all its digits: `31.10` is `{ digits: 3110n, exponent: -2 }`. */
export function scaledOf(decimal: string): Scaled {
  const point = decimal.indexOf('.');
  const scale = point < 0 ? 0 : decimal.length - point - 1;
  return { digits: BigInt(decimal.replace('.', '')), exponent: scale === 0 ? 0 : -scale };
}

/** A printed number times its multiplier, with the step of its last digit; null unless that is a power of ten. */
export function printedScaled(value: string, multiplier: string): Scaled | null {
  const power = powerOfTen(multiplier);
  if (power === null) return null;
  const { digits, exponent } = scaledOf(value);
  return { digits, exponent: exponent + power };
}

/** The exponent of a power of ten such as `10000`; null for any other number. */
export const powerOfTen = (multiplier: string): number | null =>
  /^10*$/.test(multiplier) ? multiplier.length - 1 : null;

/** The exponent of the first digit that is not zero; of zero the exponent of its last digit. */
export function magnitudeOf({ digits, exponent }: Scaled): number {
  return digits === 0n ? exponent : exponent + absolute(digits).toString().length - 1;
}

/** Rounded to a multiple of `10^exponent`; unchanged where it has no finer digit. */
export function roundedTo(number: Scaled, exponent: number, direction: Direction): Scaled {
  if (exponent <= number.exponent) return number;
  const unit = 10n ** BigInt(exponent - number.exponent);
  const rest = ((number.digits % unit) + unit) % unit;
  const floor = (number.digits - rest) / unit;
  return { digits: isUp(direction, rest, unit, number.digits < 0n) ? floor + 1n : floor, exponent };
}

function isUp(direction: Direction, rest: bigint, unit: bigint, isNegative: boolean): boolean {
  if (direction !== 'half-away') return direction === 'up' && rest > 0n;
  return isNegative ? rest * 2n > unit : rest * 2n >= unit;
}

/** Without its sign. */
export const unsigned = ({ digits, exponent }: Scaled): Scaled => ({ digits: absolute(digits), exponent });

/** The number in units of `10^exponent`, which is no coarser than its last digit. */
export const digitsAt = ({ digits, exponent: own }: Scaled, exponent: number): bigint =>
  digits * 10n ** BigInt(own - exponent);

export function isSame(a: Scaled, b: Scaled): boolean {
  const exponent = Math.min(a.exponent, b.exponent);
  return digitsAt(a, exponent) === digitsAt(b, exponent);
}

/** A number in units of `10^power`, with no digit behind the point that it does not have. */
export function decimalAt({ digits, exponent }: Scaled, power: number): string {
  const scale = power - exponent;
  if (scale <= 0) return digitsAt({ digits, exponent }, power).toString();
  const text = absolute(digits)
    .toString()
    .padStart(scale + 1, '0');
  return `${digits < 0n ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

const absolute = (digits: bigint): bigint => (digits < 0n ? -digits : digits);
