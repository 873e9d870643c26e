import { decimalOf, growthOf, isSame, parse, plus } from './fraction.ts';

const sum = (...texts: string[]) => decimalOf(texts.map(parse).reduce(plus));

it('adds exactly across scales', () => {
  expect(sum('0.1', '0.2')).toBe('0.3');
  expect(sum('98765432109876543210.123456789012345678', '0.000000000000000001')).toBe(
    '98765432109876543210.123456789012345679',
  );
  expect(sum('-0.05', '0.05')).toBe('0');
  expect(sum('-1.5', '1')).toBe('-0.5');
});

it('compares values, not texts', () => {
  expect(isSame(parse('1.50'), parse('1.5'))).toBe(true);
  expect(isSame(parse('1.50'), parse('1.51'))).toBe(false);
});

it.each([
  ['3', '2', '50.0000'],
  ['2', '3', '-33.3333'],
  ['1.0000005', '1', '0.0001'],
  ['0.9999995', '1', '-0.0001'],
  ['0.9999999', '1', '0.0000'],
  ['-1', '1', '-200.0000'],
  ['7', '7', '0.0000'],
])('grows to %s from %s by %s percent', (now, base, growth) => {
  expect(growthOf(parse(now), parse(base))).toBe(growth);
});

it.each(['', '1.', '.5', '1e3'])('refuses %j', (text) => {
  expect(() => parse(text)).toThrow('no decimal');
});
