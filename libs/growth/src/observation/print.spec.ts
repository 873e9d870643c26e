import type { Qualifier, Wording } from '@silkgauge/codelists';
import fc from 'fast-check';
import { formatDecimal } from '../number/decimal.ts';
import { contains } from '../number/interval.ts';
import { atPrintedDigits, growthFactor, printedInterval, readPrint } from './print.ts';
import { compareRationals, showRational, type Rational } from '../number/rational.ts';
import { decimals, figure, growth } from '../spec/figures.ts';

function interval(
  value: string,
  qualifier: Qualifier = 'exact',
  multiplier = '1',
  valueHigh: string | null = null,
) {
  const shown = printedInterval(value, valueHigh, multiplier, qualifier);
  return [shown.value && formatDecimal(shown.value), formatDecimal(shown.low), formatDecimal(shown.high)];
}

describe('a printed number is an interval', () => {
  it('of half a unit of the last printed digit either way', () => {
    expect(interval('26.2')).toEqual(['26.2', '26.15', '26.25']);
    expect(interval('135', 'exact', '1000000')).toEqual(['135000000', '134500000', '135500000']);
    expect(interval('4.72', 'exact', '1000000000')).toEqual(['4720000000', '4715000000', '4725000000']);
  });

  it('in which trailing zeros count', () => {
    expect(interval('31.10')).toEqual(['31.10', '31.095', '31.105']);
    expect(interval('31.1')).toEqual(['31.1', '31.05', '31.15']);
    expect(interval('10000')).toEqual(['10000', '9999.5', '10000.5']);
  });

  it('one-sided for over and under, wide for about and range', () => {
    expect(interval('4.72', 'over')).toEqual(['4.72', '4.72', '4.73']);
    expect(interval('4.72', 'under')).toEqual(['4.72', '4.71', '4.72']);
    expect(interval('31.1', 'about')).toEqual(['31.1', '31.0', '31.2']);
    expect(interval('40', 'range', '1', '50')).toEqual([null, '39.5', '50.5']);
    expect(interval('1.25', 'range', '1000', '2.5')).toEqual([null, '1245', '2550']);
  });

  it('whose qualifier is about the size of the drop where the number is negative', () => {
    expect(interval('-26', 'over')).toEqual(['-26', '-27', '-26']);
    expect(interval('-26', 'under')).toEqual(['-26', '-26', '-25']);
    expect(interval('-40', 'range', '1', '-50')).toEqual([null, '-50.5', '-39.5']);
    expect(interval('-26.2')).toEqual(['-26.2', '-26.25', '-26.15']);
  });

  it.each<[string, Qualifier]>([
    ...(['4.72', '-4.72'] as const).flatMap((value) =>
      (['exact', 'about', 'over', 'under'] as const).map((qualifier): [string, Qualifier] => [
        value,
        qualifier,
      ]),
    ),
  ])('of %s %s, to which its lower end belongs and its upper end does not', (value, qualifier) => {
    const [reading] = readPrint(figure({ value, qualifier }));
    if (!reading) throw new Error('no reading');
    expect([contains(reading, reading.low), contains(reading, reading.high)]).toEqual([true, false]);
  });

  it('for numbers of forty digits and more', () => {
    expect(interval('1234567890123456789012345678901234567890.12', 'exact', '100000000')).toEqual([
      '123456789012345678901234567890123456789012000000',
      '123456789012345678901234567890123456789011500000',
      '123456789012345678901234567890123456789012500000',
    ]);
  });

  it('that holds every number which rounds to the printed digits', () => {
    fc.assert(
      fc.property(
        decimals(20, 8),
        fc.constantFrom('1', '10', '10000', '1000000000'),
        fc.bigInt({ min: -499n, max: 499n }),
        (value, multiplier, offset) => {
          const [reading] = readPrint(figure({ value, multiplier }));
          const truth: Rational = {
            n: reading!.value!.n * reading!.step.d * 1000n + offset * reading!.step.n * reading!.value!.d,
            d: reading!.value!.d * reading!.step.d * 1000n,
          };
          expect(contains(reading!, truth)).toBe(true);
          expect(compareRationals(atPrintedDigits(truth, reading!.step), reading!.value!)).toBe(0);
        },
      ),
    );
  });
});

describe('wording becomes a factor', () => {
  const read = (value: string, wording: Wording) =>
    readPrint(growth(value, { wording, unit: wording === 'percent' ? 'percent' : 'times' })).map(
      (reading) => ({
        name: reading.name,
        growth: [formatDecimal(reading.value!), formatDecimal(reading.low), formatDecimal(reading.high)],
        factor: showRational(growthFactor(reading).value!, 4, 'half-away'),
      }),
    );

  it('for percent, times by, times to and fold', () => {
    expect(read('119.43', 'percent')).toEqual([
      { name: null, growth: ['119.43', '119.425', '119.435'], factor: '2.1943' },
    ]);
    expect(read('4.5', 'up-by-times')).toEqual([
      { name: null, growth: ['450', '445', '455'], factor: '5.5000' },
    ]);
    expect(read('4.5', 'to-times')).toEqual([
      { name: null, growth: ['350', '345', '355'], factor: '4.5000' },
    ]);
    expect(read('2', 'fold')).toEqual([{ name: null, growth: ['100', '50', '150'], factor: '2.0000' }]);
    expect(read('1.25', 'to-times')).toEqual([
      { name: null, growth: ['25', '24.5', '25.5'], factor: '1.2500' },
    ]);
    expect(read('-26.2', 'percent')).toEqual([
      { name: null, growth: ['-26.2', '-26.25', '-26.15'], factor: '0.7380' },
    ]);
  });

  it('keeps both readings of an ambiguous "up 4.5 times"', () => {
    expect(read('4.5', 'ambiguous-times')).toEqual([
      { name: 'up-by-times', growth: ['450', '445', '455'], factor: '5.5000' },
      { name: 'to-times', growth: ['350', '345', '355'], factor: '4.5000' },
    ]);
  });

  it('gives the value of one unit of the last printed digit', () => {
    expect(readPrint(growth('4.5', { wording: 'to-times' }))[0]!.step).toEqual({ n: 100n, d: 10n });
    expect(readPrint(growth('119.43'))[0]!.step).toEqual({ n: 1n, d: 100n });
  });
});
