import fc from 'fast-check';
import { ExactSum } from './exact-sum.ts';

const sum = (...decimals: string[]): string => {
  const total = new ExactSum();
  for (const decimal of decimals) total.add(decimal);
  return String(total);
};

it('adds exactly and keeps the larger scale', () => {
  expect(sum('0.1', '0.20', '-3')).toBe('-2.70');
  expect(sum('5', '-5')).toBe('0');
  expect(sum('-0.05', '0.02')).toBe('-0.03');
  expect(sum()).toBe('0');
});

it('stays exact beyond the integers of a double', () => {
  expect(sum('9007199254740991', '1', '1')).toBe('9007199254740993');
  expect(sum('99999999999999999999.999999999999999999', '0.000000000000000001')).toBe(
    '100000000000000000000.000000000000000000',
  );
  expect(sum(...Array.from({ length: 20 }, () => '900719925474099.1'))).toBe('18014398509481982.0');
});

it('gives the sum of whole numbers, for any spelling and order of the decimals', () => {
  const amount = fc.record({
    units: fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }),
    scale: fc.integer({ min: 0, max: 18 }),
  });
  const small = fc.record({
    units: fc.bigInt({ min: -99_999n, max: 99_999n }),
    scale: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(fc.oneof(small, amount), { minLength: 1, maxLength: 60 }), (amounts) => {
      const write = ({ units, scale }: { units: bigint; scale: number }): string => {
        const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
        const cut = digits.length - scale;
        return `${units < 0n ? '-' : ''}${digits.slice(0, cut)}${scale > 0 ? `.${digits.slice(cut)}` : ''}`;
      };
      const total = sum(...amounts.map(write));
      expect(sum(...amounts.map(write).toReversed())).toBe(total);
      const exact = amounts.reduce((all, a) => all + a.units * 10n ** BigInt(18 - a.scale), 0n);
      const [whole = '', fraction = ''] = total.replace('-', '').split('.');
      expect(fraction.length).toBe(Math.max(...amounts.map((a) => a.scale)));
      expect((total.startsWith('-') ? -1n : 1n) * BigInt(whole + fraction.padEnd(18, '0'))).toBe(exact);
    }),
  );
});
