import {
  compareDecimals,
  compareRationals,
  largest,
  meets,
  multiplyDecimals,
  parseDecimal,
  smallest,
  timesWhole,
  ZERO,
  type Measurement,
  type Reading,
  type Quantity,
} from '@silkgauge/growth';
import type { WrittenNumber } from './written-number.ts';

/** `equal`: the same digits; `meets`: the intervals have a point in common; `apart`: they have none. */
export type Nearness = 'equal' | 'meets' | 'apart';
export const NEAREST: readonly Nearness[] = ['equal', 'meets', 'apart'];

/** A figure of a state, or a print: its interval or readings, with the digits as printed. */
export type KnownNumber = Pick<Measurement, 'value' | 'low' | 'high' | 'printed'> & {
  readonly readings?: readonly Pick<Reading, 'value' | 'low' | 'high'>[];
};

/** How a number stands to a known one; null where that has no digits. */
export function nearness(number: WrittenNumber, known: KnownNumber): Nearness | null {
  const sides = known.readings ?? [{ value: known.value, low: known.low, high: known.high }];
  const told = sides.flatMap(({ value, low, high }) =>
    low === null || high === null ? [] : [{ value, low, high }],
  );
  if (told.length === 0) return null;
  if (
    isSamePrint(number, known.printed) ||
    told.some(({ value }) => value !== null && isValue(number, value))
  )
    return 'equal';
  return told.some(({ low, high }) => isMet(number, low, high)) ? 'meets' : 'apart';
}

/** Digits are the same where their wording is: "4.5 times that of" is not "up 4.5 times". */
function isSamePrint(number: WrittenNumber, printed: Measurement['printed']): boolean {
  if (printed === undefined || printed.qualifier !== number.qualifier) return false;
  if (number.unit !== null && number.unit !== printed.unit) return false;
  if (number.unit === 'times' && number.wording !== printed.wording) return false;
  const inPlain = multiplyDecimals(printed.value, printed.multiplier);
  const sides = number.isSigned ? [''] : ['', '-'];
  return sides.some(
    (sign) =>
      compareDecimals(multiplyDecimals(sign + number.value, number.multiplier), inPlain) === 0 &&
      (number.valueHigh === null ? null : sign + number.valueHigh) === (printed.valueHigh ?? null),
  );
}

/** What a number may say: both signs where no word says which. */
const meantBy = ({ readings, isSigned }: WrittenNumber): readonly Quantity[] =>
  isSigned ? readings : [...readings, ...readings.map(mirrored)];

const mirrored = ({ value, low, high }: Quantity): Quantity => ({
  ...{ value: value && negative(value), low: negative(high), high: negative(low) },
});
const negative = (number: Quantity['low']) => timesWhole(number, -1n);

function isValue(number: WrittenNumber, text: string): boolean {
  const known = parseDecimal(text);
  return meantBy(number).some(({ value }) => value !== null && compareRationals(value, known) === 0);
}

/** "Over 25 percent" holds for all that is above, "under" for all down to no change. */
function isMet(number: WrittenNumber, low: string, high: string): boolean {
  const known = { low: parseDecimal(low), high: parseDecimal(high) };
  return meantBy(number).some((one) => {
    if (number.isNear) return meetsClosed(one, known);
    const isFall = one.high.n <= 0n;
    const { qualifier } = number;
    if (qualifier === 'over')
      return isFall
        ? meets({ low: smallest(one.low, known.low), high: one.high }, known)
        : meets({ low: one.low, high: largest(one.high, known.high) }, known);
    if (qualifier === 'under')
      return isFall
        ? meets({ low: one.low, high: largest(one.high, ZERO) }, known)
        : meets({ low: smallest(one.low, ZERO), high: one.high }, known);
    return meets(one, known);
  });
}

/** Whether an interval with both of its ends meets a known one. */
const meetsClosed = (one: Quantity, known: Pick<Quantity, 'low' | 'high'>): boolean =>
  meets(one, known) || meets({ low: one.high, high: one.high }, known);
