import { addDecimals, multiplyDecimals, type Measurement } from '@silkgauge/growth';

type Printed = Pick<NonNullable<Measurement['printed']>, 'multiplier'> &
  Partial<Pick<NonNullable<Measurement['printed']>, 'wording'>>;

/** A printed number in plain units: the multiplier applied, a multiple as percent of growth. */
export function plainValue(digits: string, { multiplier, wording }: Printed): string {
  const plain = multiplier === '1' ? digits : trimmed(multiplyDecimals(digits, multiplier));
  switch (wording) {
    case 'up-by-times':
      return trimmed(multiplyDecimals(plain, '100'));
    case 'to-times':
    case 'fold':
      return trimmed(multiplyDecimals(addDecimals(plain, '-1'), '100'));
    default:
      return plain;
  }
}

/** Without zeros at the end of its fraction. */
function trimmed(decimal: string): string {
  if (!decimal.includes('.')) return decimal;
  let end = decimal.length;
  while (decimal[end - 1] === '0') end -= 1;
  return decimal.slice(0, decimal[end - 1] === '.' ? end - 1 : end);
}
