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
  const other = stepFrom(printed.value, printed.qualifier === 'under');
  const exact = (value: string) => readingsOf(measure, { ...printed, value, qualifier: 'exact' });
  const ends = exact(other);
  return exact(printed.value).map((reading, at) => {
    const [one, end] = [reading.value, ends[at]?.value];
    if (!one || !end) return reading;
    const [low, high] = one.n * end.d <= end.n * one.d ? [one, end] : [end, one];
    return { ...reading, low, high };
  });
}

/** The other end of the interval, in tenths of the last digit: away from zero or back to it. */
function stepFrom(value: string, isBack: boolean): string {
  const [whole = '', part = ''] = value.replace('-', '').split('.');
  const zeros = part === '' ? (/[1-9](0*)$/.exec(whole)?.[1]?.length ?? 0) : 0;
  const unit = 10n ** BigInt(zeros + 1);
  const step = isBack && zeros > 0 ? unit / 2n : unit;
  const digits = BigInt(`${whole}${part}0`);
  const moved = isBack ? (digits > step ? digits - step : 0n) : digits + step;
  const text = String(moved).padStart(part.length + 2, '0');
  const place = text.length - part.length - 1;
  return `${value.startsWith('-') ? '-' : ''}${text.slice(0, place)}.${text.slice(place)}`;
}
