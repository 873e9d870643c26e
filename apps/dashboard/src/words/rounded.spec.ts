import fc from 'fast-check';
import { rounded, roundedAbove } from './rounded.ts';

describe('rounding for a sentence', () => {
  it.each([
    ['14.1860', 1, '14.2'],
    ['14.1860', 0, '14'],
    ['14.15', 1, '14.2'],
    ['-14.15', 1, '-14.2'],
    ['-0.04', 1, '0.0'],
    ['9.95', 1, '10.0'],
    ['26.2', 3, '26.2'],
    ['12', 1, '12'],
  ])('%s at %i digits is %s', (decimal, digits, expected) => {
    expect(rounded(decimal, digits)).toBe(expected);
  });

  it.each([
    ['0.0312', 1, '0.0312'],
    ['-0.0312', 1, '-0.0312'],
    ['0.0512', 1, '0.1'],
    ['0.00', 1, '0.00'],
  ])('%s at %i digits never says zero of another number: %s', (decimal, digits, expected) => {
    expect(roundedAbove(decimal, digits)).toBe(expected);
  });

  it('is at most half of the last digit away', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 3 }), (number, digits) => {
        const decimal = (number / 1e5).toFixed(5);
        const error = Math.abs(Number(rounded(decimal, digits)) - Number(decimal));
        expect(error).toBeLessThanOrEqual(0.5 * 10 ** -digits + 1e-9);
      }),
    );
  });
});
