/** Precision, scale and bytes of the decimals of a file. */
export const PRECISION = 38;
export const SCALE = 18;
export const WIDTH = 16;

const MOST_WHOLE_DIGITS = PRECISION - SCALE;
const ONE = 10n ** BigInt(SCALE);

/**
 * The digits of a decimal text at the scale of `DECIMAL(38,18)`. Null where it has more than 20 digits before the
 * point, or more than 18 behind it.
 */
export function decimalDigits(text: string): bigint | null {
  // Most numbers are whole.
  if (text.length <= MOST_WHOLE_DIGITS && !text.includes('.')) return BigInt(text) * ONE;
  const [signed = '', given = ''] = text.split('.');
  const sign = signed.startsWith('-') ? '-' : '';
  const whole = signed.slice(sign.length).replace(/^0+/, '');
  const fraction = given.slice(0, digitsWithoutZeros(given));
  if (whole.length > MOST_WHOLE_DIGITS || fraction.length > SCALE) return null;
  return BigInt(`${sign}${whole}${fraction.padEnd(SCALE, '0')}`);
}

/** Digits up to the last one that is no zero. */
function digitsWithoutZeros(fraction: string): number {
  let count = fraction.length;
  while (fraction[count - 1] === '0') count -= 1;
  return count;
}
