import { addDecimals, compareDecimals, multiplyDecimals, scaleOf } from '@silkgauge/growth';
import fc from 'fast-check';
import { roundedAt } from './rounded.ts';
import { shownDigits } from './shown-digits.ts';

const decimals = fc
  .tuple(
    fc.oneof(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.bigInt({ min: -1000n, max: 1000n })),
    fc.integer({ min: 0, max: 8 }),
  )
  .map(([units, scale]) => {
    const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
    const at = digits.length - scale;
    const text = scale === 0 ? digits : `${digits.slice(0, at)}.${digits.slice(at)}`;
    return units < 0n ? `-${text}` : text;
  });
const intervals = fc
  .array(decimals, { minLength: 3, maxLength: 3 })
  .map((three) => three.sort(compareDecimals) as [string, string, string])
  .map(([low, value, high]) => ({ value, low, high }));

/** One at the last digit after the point: `0.01` of `3.14`. */
const unitOf = (decimal: string): string =>
  decimal
    .replace(/\d(?=.)/g, '0')
    .replace(/\d$/, '1')
    .replace('-', '');

describe('the digits that are shown', () => {
  it.each([
    [
      { value: '5.6000', low: '4.3824', high: '6.8274' },
      { value: '5.6', low: '4.38', high: '6.83' },
    ],
    [
      { value: '532056451613', low: '531736862745', high: '532376623377' },
      { value: '532100000000', low: '531730000000', high: '532380000000' },
    ],
    [
      { value: '1960784313725', low: '1913000000000', high: '2008000000000' },
      { value: '1960000000000', low: '1913000000000', high: '2008000000000' },
    ],
    [
      { value: '14.1860', low: '13.5906', high: '14.7838' },
      { value: '14.2', low: '13.59', high: '14.79' },
    ],
    [
      { value: '0.5', low: '0', high: '1' },
      { value: '0.5', low: '0', high: '1' },
    ],
    [
      { value: '0.56789', low: '0', high: '1' },
      { value: '0.6', low: '0', high: '1' },
    ],
    [
      { value: '-14.1860', low: '-14.7838', high: '-13.5906' },
      { value: '-14.2', low: '-14.79', high: '-13.59' },
    ],
  ])('of %j are %j', (exact, shown) => {
    expect(shownDigits(exact)).toEqual(shown);
  });

  it.each([
    ['26.2', '26.15', '26.25'],
    ['26.20', '26.195', '26.205'],
    ['119.43', '119.425', '119.435'],
    ['4720000000', '4715000000', '4725000000'],
    ['450', '445', '455'],
    ['12360669993.5', '12360669993.5', '12360669993.5'],
  ])('of the print %s are all of its digits', (value, low, high) => {
    expect(shownDigits({ value, low, high })).toEqual({ value, low, high });
  });

  it('of figures without a value or an interval are those that are known', () => {
    expect(shownDigits({ value: null, low: '4.3824', high: '6.8274' })).toEqual({
      ...{ value: null, low: '4.38', high: '6.83' },
    });
    expect(shownDigits({ value: '5.6789', low: null, high: '6' })).toEqual({
      ...{ value: '5.6789', low: null, high: '6' },
    });
  });

  it('leave the value in its interval, and the interval within the shown one, which is less than a twentieth wider', () => {
    fc.assert(
      fc.property(intervals, (exact) => {
        const shown = shownDigits(exact);
        if (shown.value === null || shown.low === null || shown.high === null) throw new Error('lost');
        expect(compareDecimals(shown.value, exact.low)).toBeGreaterThanOrEqual(0);
        expect(compareDecimals(shown.value, exact.high)).toBeLessThanOrEqual(0);
        expect(compareDecimals(shown.low, exact.low)).toBeLessThanOrEqual(0);
        expect(compareDecimals(shown.high, exact.high)).toBeGreaterThanOrEqual(0);
        const width = addDecimals(exact.high, multiplyDecimals(exact.low, '-1'));
        const wider = addDecimals(addDecimals(shown.high, multiplyDecimals(shown.low, '-1')), `-${width}`);
        expect(compareDecimals(multiplyDecimals(wider, '20'), width)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('end at a place that the interval allows, or with a coarser one the value would leave the interval', () => {
    fc.assert(
      fc.property(intervals, (exact) => {
        const value = shownDigits(exact).value ?? '';
        const [unit, coarser] = [unitOf(value), roundedAt(exact.value, 1 - scaleOf(value), 'half-away')];
        const width = addDecimals(exact.high, multiplyDecimals(exact.low, '-1'));
        const isAllowed = compareDecimals(multiplyDecimals(unit, '40'), width) >= 0;
        const isOutside = compareDecimals(coarser, exact.low) < 0 || compareDecimals(coarser, exact.high) > 0;
        expect([value, scaleOf(value) === 0 || isAllowed || isOutside]).toEqual([value, true]);
      }),
    );
  });

  it('are never more than the exact decimals have', () => {
    fc.assert(
      fc.property(intervals, (exact) => {
        const shown = shownDigits(exact);
        for (const name of ['value', 'low', 'high'] as const)
          expect(scaleOf(shown[name] ?? '')).toBeLessThanOrEqual(scaleOf(exact[name]));
      }),
    );
  });

  it('do not depend on the unit: a thousand times the figure shows the same digits', () => {
    fc.assert(
      fc.property(intervals, fc.integer({ min: 1, max: 12 }), (exact, power) => {
        const times = `1${'0'.repeat(power)}`;
        const of = (one: string | null) => multiplyDecimals(one ?? '', times);
        const shown = shownDigits(exact);
        const larger = shownDigits({ value: of(exact.value), low: of(exact.low), high: of(exact.high) });
        for (const name of ['value', 'low', 'high'] as const)
          expect(compareDecimals(larger[name] ?? '', of(shown[name]))).toBe(0);
      }),
    );
  });

  it('at a place are those of the multiple below, above or nearest', () => {
    expect(['half-away', 'down', 'up'].map((how) => roundedAt('-14.15', -1, how as 'up'))).toEqual([
      ...['-14.2', '-14.2', '-14.1'],
    ]);
    expect(roundedAt('14.15', -1, 'half-away')).toBe('14.2');
    expect(roundedAt('9.95', -1, 'half-away')).toBe('10.0');
    expect(roundedAt('-0.04', -1, 'half-away')).toBe('0.0');
    expect(roundedAt('1450', 2, 'half-away')).toBe('1500');
    expect(roundedAt('4', 2, 'half-away')).toBe('0');
  });
});
