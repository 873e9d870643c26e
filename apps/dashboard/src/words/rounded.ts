import { addDecimals } from '@silkgauge/growth';

/** The number of digits after the point. */
export const scaleOf = (decimal: string): number => decimal.split('.')[1]?.length ?? 0;

/** As `rounded`, but all digits where those would say that a number other than zero is zero. */
export function roundedAbove(decimal: string, digits: number): string {
  const shown = rounded(decimal, digits);
  return /[1-9]/.test(shown) ? shown : decimal;
}

/** Rounds half away from zero, as statistics offices do; never adds digits. */
export function rounded(decimal: string, digits: number): string {
  if (scaleOf(decimal) <= digits) return decimal;
  const negative = decimal.startsWith('-');
  const half = `0.${'0'.repeat(digits)}5`;
  const [whole = '0', fraction = ''] = addDecimals(negative ? decimal.slice(1) : decimal, half).split('.');
  const kept = digits === 0 ? whole : `${whole}.${fraction.slice(0, digits)}`;
  return negative && /[1-9]/.test(kept) ? `-${kept}` : kept;
}
