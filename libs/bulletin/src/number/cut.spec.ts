import fc from 'fast-check';
import { cut, type PrintedInput } from './cut.ts';
import { decimalAt, scaledOf } from '@silkgauge/words';

const print = (value: string, unit: string, multiplier = '1'): PrintedInput => ({
  ...{ source: '/spec', id: `${value} ${unit}` },
  printed: { value, unit, multiplier, wording: unit === 'percent' ? 'percent' : null, qualifier: 'exact' },
});
const rates = [print('26.2', 'percent'), print('28.7', 'percent'), print('24.4', 'percent')];
const decimals = ({ point, ends, isRounded }: ReturnType<typeof cut>) => [
  point && decimalAt(point, 0),
  ends && ends.map((end) => decimalAt(end, 0)),
  isRounded,
];

describe('a worked-out number', () => {
  it('is cut to the coarsest step of its printed inputs of that unit, percent and points being one', () => {
    const told = { value: '14.1860', low: '13.5906', high: '14.7838', unit: 'points' };
    expect(decimals(cut(told, rates))).toEqual(['14.2', ['13.5', '14.8'], true]);
    const other = { value: '12.0140', low: '11.3656', high: '12.6594', unit: 'points' };
    expect(decimals(cut(other, [print('31.10', 'percent'), ...rates]))).toEqual([
      '12.0',
      ['11.3', '12.7'],
      true,
    ]);
  });

  it('has no ends where both round to the digits shown', () => {
    const base = { value: '2151028393', low: '2148700876', high: '2153356043', unit: 'CNY' };
    const inputs = [print('4.72', 'CNY', '1000000000'), print('119.43', 'percent')];
    expect(decimals(cut(base, inputs))).toEqual(['2150000000', null, true]);
  });

  it('counts a multiple in hundreds of percent', () => {
    const growth = { value: '455.2000', low: '445.0000', high: '465.0000', unit: 'percent' };
    expect(decimals(cut(growth, [print('4.5', 'times')]))).toEqual(['460', ['440', '470'], true]);
  });

  it('without an input of its unit has the fewest significant digits among them', () => {
    const share = { value: '41.8605', low: '41.8000', high: '41.9000', unit: 'stores' };
    expect(decimals(cut(share, [print('4.72', 'CNY'), print('26', 'percent')]))[0]).toBe('42');
    expect(decimals(cut(share, [print('0.5', 'percent')]))[0]).toBe('40');
  });

  it('that is a rate worked out of levels has one decimal at the finest', () => {
    const growth = { value: '7.2226', low: '7.2225', high: '7.2226', unit: 'percent' };
    expect(decimals(cut(growth, [print('9845954164', 'USD'), print('9182730000', 'USD')]))).toEqual([
      '7.2',
      null,
      true,
    ]);
    expect(decimals(cut({ ...growth, value: '0.0304', low: null, high: null }, []))[0]).toBe('0.03');
  });

  it('is rounded half away from zero', () => {
    for (const [value, shown] of [
      ['0.25', '0.3'],
      ['-0.25', '-0.3'],
      ['-0.24', '-0.2'],
    ] as const)
      expect(decimals(cut({ value, low: null, high: null, unit: 'points' }, rates))[0]).toBe(shown);
  });

  it('that would be cut to zero keeps its first digit', () => {
    const told = { value: '119760479', low: '117000000', high: '122000000', unit: 'CNY' };
    expect(decimals(cut(told, [print('60', 'CNY', '1000000000')]))).toEqual(['100000000', null, true]);
  });

  it('that is exact keeps all its digits', () => {
    const total = { value: '8261.33', low: '8261.33', high: '8261.33', unit: 'GBP' };
    expect(decimals(cut(total, []))).toEqual(['8261.33', null, false]);
  });

  it('never says more than is known: its ends hold the interval', () => {
    const ends = fc.tuple(
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.integer({ min: 1, max: 100_000 }),
    );
    fc.assert(
      fc.property(
        ends,
        fc.nat(100),
        fc.constantFrom('26', '26.2', '26.20'),
        ([least, width], share, digits) => {
          const at = (n: number): string => decimalAt({ digits: BigInt(n), exponent: -4 }, 0);
          const value = at(least + Math.floor((width * share) / 100));
          const told = { value, low: at(least), high: at(least + width), unit: 'percent' };
          const found = cut(told, [print(digits, 'percent')]);
          const step = digits === '26' ? 1 : digits === '26.2' ? 0.1 : 0.01;
          const number = (one: string) => Number(one);
          if (!found.point) throw new Error('No point');
          expect(Math.abs(number(decimalAt(found.point, 0)) - number(value))).toBeLessThanOrEqual(
            step / 2 + 1e-9,
          );
          const [low, high] = found.ends ?? [found.point, found.point];
          const slack = found.ends ? 1e-9 : step / 2 + 1e-9;
          expect(number(decimalAt(low, 0))).toBeLessThanOrEqual(number(told.low) + slack);
          expect(number(decimalAt(high, 0))).toBeGreaterThanOrEqual(number(told.high) - slack);
          expect(scaledOf(value).exponent).toBe(-4);
        },
      ),
    );
  });
});
