import { matchAt } from '../text/span.ts';
import type { Numeral } from './numerals.ts';
import { unitAt, type ReadUnit } from './units.ts';

const JOINT = /(?: ?[-–—~至] ?| to | and |到)(?=[\d.])/y;

/**
 * The upper end of "26 to 28 percent", "between 26 and 28 percent", "26%-28%"; not of "from 26 to 28". Of two
 * units or powers of ten there is none: "rose 26.2 percent to 4.72 billion yuan" has two numbers.
 */
export function rangeTo(plain: string, first: Numeral, next: Numeral | undefined): Numeral | null {
  if (!next || first.isWord || next.isWord) return null;
  const own = unitAt(plain, first.end);
  const joint = matchAt(JOINT, plain, own.end);
  if (!joint || own.end + joint[0].length !== next.start) return null;
  const before = plain.slice(Math.max(0, first.start - 12), first.start);
  if (joint[0].endsWith(' and ') !== /between $/.test(before)) return null;
  if (/from $|[从由自]$/.test(before)) return null;
  const other = unitAt(plain, next.end);
  if (other.unit === null) return null;
  const isBare = own.unit === null && own.multiplier === '1';
  const isSame = own.multiplier === other.multiplier && (own.unit === null || own.unit === other.unit);
  return isBare || isSame ? next : null;
}

/** "3亿4500万": two parts of one number, in the smaller unit. */
export function compoundAt(
  plain: string,
  first: Numeral,
  { multiplier, end }: ReadUnit,
  next: Numeral | undefined,
): { readonly unit: ReadUnit; readonly value: string } | null {
  if (multiplier === '1' || next?.start !== end || /\./.test(first.value + next.value)) return null;
  if (!/[万亿]/.test(plain[end - 1] ?? '')) return null;
  const unit = unitAt(plain, next.end);
  const steps = multiplier.length - unit.multiplier.length;
  if (steps <= 0 || next.value.length > steps) return null;
  return { unit, value: `${first.value}${next.value.padStart(steps, '0')}` };
}
