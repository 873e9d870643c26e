const POWERS = Array.from({ length: 64 }, (_, exponent) => 10n ** BigInt(exponent));

/** `10^exponent` for a whole `exponent >= 0`. */
export function powerOfTen(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
}

/** `digits / 10^scale` as a decimal string with exactly `scale` digits after the point. */
export function formatDigits(digits: bigint, scale: number): string {
  if (scale === 0) return digits.toString();
  const negative = digits < 0n;
  const text = (negative ? -digits : digits).toString().padStart(scale + 1, '0');
  const point = text.length - scale;
  return `${negative ? '-' : ''}${text.slice(0, point)}.${text.slice(point)}`;
}
