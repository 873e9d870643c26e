import fc from 'fast-check';
import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  Multiplier,
  isDecimal,
  multiplyDecimals,
  parseDecimal,
} from './decimal.ts';
import { decimals } from '../spec/figures.ts';

const plain = (value: string, multiplier: string) =>
  formatDecimal(new Multiplier(parseDecimal(multiplier)).inPlainUnits(parseDecimal(value)));

describe('decimals', () => {
  it('keeps every printed digit, trailing zeros too', () => {
    expect(parseDecimal('31.10')).toEqual({ n: 3110n, d: 100n, scale: 2 });
    expect(formatDecimal(parseDecimal('31.10'))).toBe('31.10');
    expect(formatDecimal(parseDecimal('-0.05'))).toBe('-0.05');
    expect(formatDecimal(parseDecimal('-0.00'))).toBe('0.00');
    expect(formatDecimal(parseDecimal('007'))).toBe('7');
  });

  it('refuses a text that is not a decimal', () => {
    for (const text of ['', '1e400', '.5', '5.', '+1', '1,000', ' 1', 'NaN', '1\n', '--1', '٣']) {
      expect(isDecimal(text)).toBe(false);
      expect(() => parseDecimal(text)).toThrow(RangeError);
    }
  });

  it('applies a multiplier without needless digits', () => {
    expect(plain('4.72', '1000000000')).toBe('4720000000');
    expect(plain('31.10', '1')).toBe('31.10');
    expect(plain('1.2345', '1000')).toBe('1234.5');
    expect(plain('10', '10000')).toBe('100000');
    expect(plain('2.50', '0.01')).toBe('0.0250');
    expect(plain('5', '12')).toBe('60');
    expect(plain('5', '0')).toBe('0');
  });

  it('adds, multiplies and orders decimals of forty digits and more', () => {
    const long = '1234567890123456789012345678901234567890.000000000000000000000000000000000000000001';
    expect(addDecimals(long, '-1234567890123456789012345678901234567890')).toBe(
      '0.000000000000000000000000000000000000000001',
    );
    expect(multiplyDecimals(long, '10')).toBe(
      '12345678901234567890123456789012345678900.000000000000000000000000000000000000000010',
    );
    expect(compareDecimals(long, '1234567890123456789012345678901234567890')).toBe(1);
    expect(compareDecimals('1.50', '1.5')).toBe(0);
    expect(compareDecimals('-2', '-1')).toBe(-1);
  });

  it('reads its own output, and adds in any order', () => {
    fc.assert(
      fc.property(decimals(50, 50), decimals(50, 50), (a, b) => {
        expect(compareDecimals(formatDecimal(parseDecimal(a)), a)).toBe(0);
        expect(addDecimals(a, b)).toBe(addDecimals(b, a));
        expect(
          compareDecimals(addDecimals(addDecimals(a, b), a.startsWith('-') ? a.slice(1) : `-${a}`), b),
        ).toBe(0);
      }),
    );
  });
});
