import fc from 'fast-check';
import { printedScaled, scaledOf } from './scaled.ts';
import { decimalAt, written } from './written.ts';

const shown = (value: string, multiplier: string) => {
  const number = printedScaled(value, multiplier);
  if (!number) throw new Error('No power of ten');
  return (['en', 'zh'] as const).map((language) => written(number, multiplier === '1', language));
};

describe('a number in two languages', () => {
  it.each([
    ['4.72', '1000000000', ['4.72', 9], ['47.2', 8]],
    ['135', '1000000', ['135', 6], ['1.35', 8]],
    ['2.15', '1000000000', ['2.15', 9], ['21.5', 8]],
    ['3.45', '100000000', ['345', 6], ['3.45', 8]],
    ['25', '1000000', ['25', 6], ['0.25', 8]],
    ['12.3', '10000', ['0.123', 6], ['12.3', 4]],
    ['1.69', '1000000000000', ['1.69', 12], ['1.69', 12]],
    ['1.6900', '1000000000000', ['1.6900', 12], ['1.6900', 12]],
    ['1234567', '1', ['1,234,567', 0], ['1,234,567', 0]],
    ['8261.33', '1', ['8,261.33', 0], ['8,261.33', 0]],
  ] as const)('%s times %s', (value, multiplier, en, zh) => {
    expect(shown(value, multiplier).map(({ digits, power }) => [digits, power])).toEqual([[...en], [...zh]]);
  });

  it('31.10 keeps its zero, and a full number has commas and no word', () => {
    expect(written(scaledOf('31.10'), true, 'en')).toEqual({ digits: '31.10', power: 0 });
    expect(written(scaledOf('31.10'), true, 'zh')).toEqual({ digits: '31.10', power: 0 });
    expect(written(scaledOf('-1234.5'), true, 'zh')).toEqual({ digits: '-1,234.5', power: 0 });
  });

  it('has the same value and the same step in both, whatever was printed', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 9n),
        fc.nat(4),
        fc.constantFrom('1', '1000', '10000', '1000000', '100000000', '1000000000', '1000000000000'),
        (digits, scale, multiplier) => {
          const number = printedScaled(decimalAt({ digits, exponent: 0 - scale }, 0), multiplier);
          if (!number) throw new Error('No power of ten');
          for (const language of ['en', 'zh'] as const) {
            const told = written(number, multiplier === '1', language);
            const again = scaledOf(told.digits.replaceAll(',', ''));
            expect({ digits: again.digits, exponent: again.exponent + told.power }).toEqual(number);
          }
        },
      ),
    );
  });
});
