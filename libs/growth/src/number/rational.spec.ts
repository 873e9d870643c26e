import fc from 'fast-check';
import { compareRationals, divide, roundQuotient, showRational, type Rational } from './rational.ts';

const rationals: fc.Arbitrary<Rational> = fc.record({
  n: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
  d: fc.bigInt({ min: 1n, max: 10n ** 20n }),
});

describe('rounding', () => {
  it('rounds half away from zero, for both signs', () => {
    const rounded = [15n, 25n, -15n, -25n, 14n, -14n, 0n].map((n) => roundQuotient(n, 10n, 'half-away'));
    expect(rounded).toEqual([2n, 3n, -2n, -3n, 1n, -1n, 0n]);
  });

  it('rounds down and up outward for negative numbers too', () => {
    expect(roundQuotient(-7n, 2n, 'down')).toBe(-4n);
    expect(roundQuotient(-7n, 2n, 'up')).toBe(-3n);
    expect(roundQuotient(7n, 2n, 'down')).toBe(3n);
    expect(roundQuotient(7n, 2n, 'up')).toBe(4n);
    expect(roundQuotient(-8n, 2n, 'down')).toBe(-4n);
    expect(roundQuotient(-8n, 2n, 'up')).toBe(-4n);
  });

  it('shows exactly the digits asked for', () => {
    expect(showRational({ n: 1n, d: 3n }, 4, 'half-away')).toBe('0.3333');
    expect(showRational({ n: 2n, d: 3n }, 4, 'half-away')).toBe('0.6667');
    expect(showRational({ n: -1n, d: 30000n }, 4, 'half-away')).toBe('0.0000');
    expect(showRational({ n: 5n, d: 1n }, 4, 'half-away')).toBe('5.0000');
    expect(showRational({ n: -5n, d: 2n }, 0, 'half-away')).toBe('-3');
  });

  it('keeps the true and the rounded value between down and up', () => {
    fc.assert(
      fc.property(rationals, ({ n, d }) => {
        const [down, near, up] = (['down', 'half-away', 'up'] as const).map((rounding) =>
          roundQuotient(n, d, rounding),
        );
        expect(compareRationals({ n: down!, d: 1n }, { n, d })).toBeLessThanOrEqual(0);
        expect(compareRationals({ n: up!, d: 1n }, { n, d })).toBeGreaterThanOrEqual(0);
        expect(up! - down! <= 1n && near! >= down! && near! <= up!).toBe(true);
      }),
    );
  });

  it('keeps denominators positive, and refuses to divide by zero', () => {
    expect(divide({ n: 1n, d: 2n }, { n: -3n, d: 4n })).toEqual({ n: -4n, d: 6n });
    expect(() => divide({ n: 1n, d: 1n }, { n: 0n, d: 1n })).toThrow(RangeError);
  });
});
