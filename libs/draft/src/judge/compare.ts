import {
  compareDecimals,
  meets,
  multiplyDecimals,
  parseDecimal,
  formatDecimal,
  type Measurement,
} from '@silkgauge/growth';
import type { ReadNumber } from '../read/numbers.ts';

/** `equal`: the same digits; `meets`: the intervals have a point in common; `apart`: they have none. */
export type Nearness = 'equal' | 'meets' | 'apart';

/** How a number stands to a known figure; null where that has no number. */
export function nearness(number: ReadNumber, known: Measurement): Nearness | null {
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

function isSamePrint(number: ReadNumber, printed: Measurement['printed']): boolean {
  if (printed === undefined || printed.qualifier !== number.qualifier) return false;
  const units = number.unit === null || number.unit === printed.unit;
  const inPlain = (value: string, multiplier: string) => multiplyDecimals(value, multiplier);
  return (
    units &&
    compareDecimals(inPlain(number.value, number.multiplier), inPlain(printed.value, printed.multiplier)) ===
      0 &&
    (number.valueHigh ?? null) === (printed.valueHigh ?? null)
  );
}

const isValue = ({ readings }: ReadNumber, value: string): boolean =>
  readings.some(
    (reading) => reading.value !== null && compareDecimals(formatDecimal(reading.value), value) === 0,
  );

/** "Over 25 percent" holds for all that is above, "under" for all below. */
function isMet({ readings, qualifier }: ReadNumber, low: string, high: string): boolean {
  const known = { low: parseDecimal(low), high: parseDecimal(high) };
  return readings.some((reading) => {
    const isFall = reading.high.n <= 0n;
    const isOpenAbove = qualifier === (isFall ? 'under' : 'over');
    const isOpenBelow = qualifier === (isFall ? 'over' : 'under');
    return meets(
      {
        low: isOpenBelow && compareDecimals(low, formatDecimal(reading.low)) < 0 ? known.low : reading.low,
        high:
          isOpenAbove && compareDecimals(high, formatDecimal(reading.high)) > 0 ? known.high : reading.high,
      },
      known,
    );
  });
}
