import fc from 'fast-check';
import { decimalAt, magnitudeOf, powerOfTen, printedScaled, scaledOf } from './scaled.ts';
import { written } from './written.ts';

const printed = (value: string, multiplier: string) => {
  const shown = printedScaled(value, multiplier);
  if (!shown) throw new Error('No power of ten');
  return { shown, isFull: multiplier === '1', own: powerOfTen(multiplier) };
};
const shown = (value: string, multiplier: string) =>
  (['en', 'zh'] as const).map((language) => written(printed(value, multiplier), language));
const WORDS = { en: [0, 6, 9, 12], zh: [0, 4, 8, 12] } as const;

describe('a number in two languages', () => {
  it.each([
    ['4.72', '1000000000', ['4.72', 9], ['47.2', 8]],
    ['135', '1000000', ['135', 6], ['1.35', 8]],
    ['2.15', '1000000000', ['2.15', 9], ['21.5', 8]],
    ['3.45', '100000000', ['345', 6], ['3.45', 8]],
    ['3', '1000000000', ['3', 9], ['30', 8]],
    ['300', '1000000000', ['300', 9], ['3,000', 8]],
    ['25', '1000000', ['25', 6], ['2,500', 4]],
    ['0.25', '100000000', ['25', 6], ['0.25', 8]],
    ['0.56', '1000000000000', ['0.56', 12], ['0.56', 12]],
    ['1200', '1000000', ['1.200', 9], ['12.00', 8]],
    ['12.3', '10000', ['123,000', 0], ['12.3', 4]],
    ['5', '1000', ['5,000', 0], ['5,000', 0]],
    ['1.69', '1000000000000', ['1.69', 12], ['1.69', 12]],
    ['1.6900', '1000000000000', ['1.6900', 12], ['1.6900', 12]],
    ['1234567', '1', ['1,234,567', 0], ['1,234,567', 0]],
    ['8261.33', '1', ['8,261.33', 0], ['8,261.33', 0]],
  ] as const)('%s times %s', (value, multiplier, en, zh) => {
    expect(shown(value, multiplier).map(({ digits, power }) => [digits, power])).toEqual([[...en], [...zh]]);
  });

  it('31.10 keeps its zero, and a full number has commas and no word', () => {
    const full = (decimal: string) => ({ shown: scaledOf(decimal), isFull: true, own: null });
    expect(written(full('31.10'), 'en')).toEqual({ digits: '31.10', power: 0 });
    expect(written(full('31.10'), 'zh')).toEqual({ digits: '31.10', power: 0 });
    expect(written(full('-1234.5'), 'zh')).toEqual({ digits: '-1,234.5', power: 0 });
  });

  it('that nobody printed has the largest word that it reaches', () => {
    const worked = (exponent: number) => ({ shown: { digits: 56n, exponent }, isFull: false, own: null });
    expect(written(worked(10), 'zh')).toEqual({ digits: '5,600', power: 8 });
    expect(written(worked(10), 'en')).toEqual({ digits: '560', power: 9 });
  });

  it('has the same value in both, and no digit that was not printed but zeros that fill up to its word', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 9n),
        fc.nat(4),
        fc.constantFrom('1', '1000', '10000', '1000000', '100000000', '1000000000', '1000000000000'),
        (digits, scale, multiplier) => {
          const number = printed(decimalAt({ digits, exponent: 0 - scale }, 0), multiplier);
          const { exponent } = number.shown;
          for (const language of ['en', 'zh'] as const) {
            const told = written(number, language);
            const again = scaledOf(told.digits.replaceAll(',', ''));
            const step = Math.min(exponent, told.power);
            expect(again.exponent + told.power).toBe(step);
            expect(again.digits).toBe(number.shown.digits * 10n ** BigInt(exponent - step));
          }
        },
      ),
    );
  });

  it('is one or more of its word, unless its own print has that word', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 9n),
        fc.nat(4),
        fc.constantFrom('1000', '10000', '1000000', '100000000', '1000000000', '1000000000000'),
        (digits, scale, multiplier) => {
          const number = printed(decimalAt({ digits, exponent: 0 - scale }, 0), multiplier);
          const magnitude = magnitudeOf(number.shown);
          for (const language of ['en', 'zh'] as const) {
            const { power } = written(number, language);
            const reached = Math.max(0, ...WORDS[language].filter((word) => word <= magnitude));
            expect([reached, number.own]).toContain(power);
            expect(power).toBeGreaterThanOrEqual(reached);
          }
        },
      ),
    );
  });
});
