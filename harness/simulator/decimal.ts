/** Places that every amount here is counted in, more than any has. */
const PLACES = 18;

/** A decimal as a whole number of its 18th places. */
export function wholePlaces(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(PLACES, '0'));
}
