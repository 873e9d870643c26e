import { readPrint, type Figure, type PrintReading } from '@silkgauge/growth';
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
