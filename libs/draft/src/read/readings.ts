import { parseDecimal, readPrint, type Figure, type PrintReading } from '@silkgauge/growth';
import type { ReadMeasure, ReadNumber } from './read-number.ts';

type Printed = Pick<ReadNumber, 'value' | 'valueHigh' | 'multiplier' | 'wording' | 'qualifier'>;

/** What a number says, in plain units, by the rule that prints have. */
export const readingsOf = (measure: ReadMeasure, printed: Printed): readonly PrintReading[] =>
  readPrint({
    ...{ source: '', id: '', period: '_U', comparison: null, status: 'unspecified', publishedAt: '_U' },
    ...{ kind: null, document: '', measure: measure === 'growth' ? 'growth' : 'level', unit: '' },
    ...printed,
  } satisfies Figure);

/**
 * "Nearly 30" is from 25 to 30, "nearly 27" from 26 to 27, 30多 from 30 to 40, both ends included: a unit of the
 * last digit; of a round number half a unit below it, and a whole one above, of the last digit before its zeros.
 */
export function nearReadings(measure: ReadMeasure, printed: Printed): readonly PrintReading[] {
  const steps = stepsToEnd(printed.value, printed.qualifier === 'under');
  return readingsOf(measure, { ...printed, qualifier: 'exact' }).map((reading) => {
    const { value, step } = reading;
    if (!value) return reading;
    // A step of the print is a whole number of last digits of the value.
    const end = { ...value, n: value.n + (steps * step.n * value.d) / step.d };
    return end.n < value.n ? { ...reading, low: end, high: value } : { ...reading, low: value, high: end };
  });
}

/** A number that calls itself rounded is within a unit of its last digit before zeros, both ends included. */
export function roundedReadings(measure: ReadMeasure, printed: Printed): readonly PrintReading[] {
  const steps = wholeSteps(printed.value);
  return readingsOf(measure, { ...printed, qualifier: 'exact' }).map((reading) => {
    const { value, step } = reading;
    if (!value) return reading;
    const away = (steps * step.n * value.d) / step.d;
    return { ...reading, low: { ...value, n: value.n - away }, high: { ...value, n: value.n + away } };
  });
}

/** "Double-digit" is from 10 to under 100 percent, and a fall down to under -100: all that has so many digits. */
export function digitReadings(low: string, isFall: boolean): readonly PrintReading[] {
  const [least, most] = low === '0' ? ['0', '10'] : [low, `${low}0`];
  const ends = isFall ? [`-${most}`, `-${least}`.replace('-0', '0')] : [least, most];
  const [from = '0', to = '0'] = ends;
  return readingsOf('growth', {
    ...{ value: from, valueHigh: to, multiplier: '1', wording: 'percent', qualifier: 'range' },
  }).map((reading) => ({ ...reading, low: parseDecimal(from), high: parseDecimal(to) }));
}

/** Points of percent around "a third" that are still one. */
const AROUND_FRACTION = 1n;
const BELOW_FRACTION = 4n;

/** "A third" is within a point of it, "nearly a third" up to four below; both ends included. */
export function fractionReadings(
  measure: ReadMeasure,
  printed: Printed,
  isNear: boolean,
): readonly PrintReading[] {
  return readingsOf(measure, { ...printed, qualifier: 'exact' }).map((reading) => {
    const { value } = reading;
    if (!value) return reading;
    const moved = (points: bigint) => ({ ...value, n: value.n + points * value.d });
    const isFall = value.n < 0n;
    if (!isNear) return { ...reading, low: moved(-AROUND_FRACTION), high: moved(AROUND_FRACTION) };
    return isFall
      ? { ...reading, low: value, high: moved(BELOW_FRACTION) }
      : { ...reading, low: moved(-BELOW_FRACTION), high: value };
  });
}

/** Steps of the last printed digit in one of the last digit before the zeros. */
const wholeSteps = (value: string): bigint =>
  10n ** BigInt(/[1-9](0*)$/.exec(value.includes('.') ? '' : value)?.[1]?.length ?? 0);

/** Steps of the last printed digit to the other end of the interval: away from zero, or back to it. */
function stepsToEnd(value: string, isBack: boolean): bigint {
  const whole = wholeSteps(value);
  if (!isBack) return value.startsWith('-') ? -whole : whole;
  if (!/[1-9]/.test(value)) return 0n;
  const back = whole > 1n ? whole / 2n : 1n;
  return value.startsWith('-') ? back : -back;
}
