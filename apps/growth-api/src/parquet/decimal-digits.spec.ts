import fc from 'fast-check';
import { decimalDigits, SCALE } from './decimal-digits.ts';

const ONE = 10n ** BigInt(SCALE);

describe('a decimal of a Parquet file', () => {
  it.each([
    ['0', 0n],
    ['119.43', (11943n * ONE) / 100n],
    ['-26.20', (-2620n * ONE) / 100n],
    ['4720000000', 4720000000n * ONE],
    ['-0.000000000000000001', -1n],
    ['99999999999999999999.999999999999999999', 10n ** 38n - 1n],
    ['-99999999999999999999.999999999999999999', 1n - 10n ** 38n],
  ])('has the digits of %s', (text, digits) => {
    expect(decimalDigits(text)).toBe(digits);
  });

  it.each(['100000000000000000000', '-123456789012345678901.5', '0.1234567890123456789'])(
    'is null for %s, which does not fit',
    (text) => {
      expect(decimalDigits(text)).toBeNull();
    },
  );

  it('does without zeros that are no digits of the number', () => {
    expect(decimalDigits('000000000000000000000007')).toBe(7n * ONE);
    expect(decimalDigits('1.50000000000000000000000')).toBe((15n * ONE) / 10n);
  });

  it('is exact for every number that fits', () => {
    const most = 10n ** 38n - 1n;
    fc.assert(
      fc.property(
        fc.bigInt({ min: -most, max: most }),
        fc.integer({ min: 0, max: SCALE }),
        (digits, scale) => {
          const scaled = digits / 10n ** BigInt(SCALE - scale);
          const size = (scaled < 0n ? -scaled : scaled).toString().padStart(scale + 1, '0');
          const whole = size.slice(0, size.length - scale);
          const text = `${scaled < 0n ? '-' : ''}${whole}${scale === 0 ? '' : `.${size.slice(-scale)}`}`;
          expect(decimalDigits(text)).toBe(scaled * 10n ** BigInt(SCALE - scale));
        },
      ),
    );
  });
});
