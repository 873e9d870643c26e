import { addDecimals, compareDecimals } from '@silkgauge/growth';
import fc from 'fast-check';
import { decimalAt, isSame, magnitudeOf, roundedTo, scaledOf } from './scaled.ts';

const decimals = fc
  .tuple(fc.bigInt({ min: 1n - 10n ** 18n, max: 10n ** 18n }), fc.nat(6))
  .map(([digits, scale]) => decimalAt({ digits, exponent: 0 - scale }, 0));

describe('decimals as whole digits and a power of ten', () => {
  it('keep every digit, zeros at the end too', () => {
    expect(scaledOf('31.10')).toEqual({ digits: 3110n, exponent: -2 });
    fc.assert(fc.property(decimals, (decimal) => decimalAt(scaledOf(decimal), 0) === decimal));
  });

  it('are divided by a power of ten, or filled up with zeros', () => {
    expect(decimalAt(scaledOf('4720000000'), 9)).toBe('4.720000000');
    expect(decimalAt({ digits: 3n, exponent: 9 }, 8)).toBe('30');
    expect(decimalAt(scaledOf('-1'), 3)).toBe('-0.001');
  });

  it.each([
    ['14.15', -1, '14.1', '14.2', '14.2'],
    ['-14.15', -1, '-14.2', '-14.2', '-14.1'],
    ['-0.04', -1, '-0.1', '0.0', '0.0'],
    ['1549', 2, '1500', '1500', '1600'],
    ['26.2', -3, '26.2', '26.2', '26.2'],
  ])('%s at the place %i is %s down, %s half away from zero, %s up', (decimal, place, down, half, up) => {
    const rounded = (['down', 'half-away', 'up'] as const).map((direction) =>
      decimalAt(roundedTo(scaledOf(decimal), place, direction), 0),
    );
    expect(rounded).toEqual([down, half, up]);
  });

  it('are rounded by less than their last place', () => {
    fc.assert(
      fc.property(decimals, fc.integer({ min: -4, max: 12 }), (decimal, place) => {
        const [down, up] = (['down', 'up'] as const).map((direction) =>
          decimalAt(roundedTo(scaledOf(decimal), place, direction), 0),
        );
        const unit = decimalAt({ digits: 1n, exponent: place }, 0);
        expect(compareDecimals(down ?? '', decimal)).toBeLessThanOrEqual(0);
        expect(compareDecimals(up ?? '', decimal)).toBeGreaterThanOrEqual(0);
        expect(compareDecimals(decimal, addDecimals(down ?? '', unit))).toBe(-1);
      }),
    );
  });

  it('have a magnitude, and are the same number at any scale', () => {
    expect([magnitudeOf(scaledOf('4720000000')), magnitudeOf(scaledOf('0.05'))]).toEqual([9, -2]);
    expect(isSame(scaledOf('1.50'), scaledOf('1.5'))).toBe(true);
    expect(isSame(scaledOf('1.50'), scaledOf('1.51'))).toBe(false);
  });
});
