import type { ToldState } from '@silkgauge/bulletin';
import type { Measurement } from '@silkgauge/growth';
import { usesOf } from './uses-of.ts';

const KEY = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1';

type Segments = Parameters<typeof usesOf>[0][number]['sentences'][number]['segments'];

const numeral = (member: string, digits: string, value: string, more: object = {}): Segments[number] => ({
  ...{ type: 'numeral', text: `${digits} percent`, digits, value, power: 0, unit: 'percent' },
  ref: { key: KEY, version: 1, member, reading: null },
  ...more,
});

const side = (value: string | null, low: string, high: string): Measurement => ({
  ...{ value, low, high, unit: 'percent', status: 'A', formula: 'reported@1' },
});

function used(growth: object, ...segments: Segments) {
  const state = { level: {}, growth: { GY: growth }, other: {} } as unknown as ToldState;
  const sentences = [{ id: 'one', say: 'figure', text: '', segments }];
  return usesOf([{ sentences }], new Map([[KEY, state]])).map(({ digits, to, multiplier }) => ({
    ...{ digits, multiplier },
    ...(to !== undefined && { to }),
  }));
}

it('a number has its digits without commas, with the sign of its value and its power of ten', () => {
  const growth = { reported: side('-1326.2', '-1326.25', '-1326.15') };
  expect(used(growth, numeral('growth.GY.reported', '1,326.2', '-1326.2'))).toEqual([
    { digits: '-1326.2', multiplier: '1' },
  ]);
  const large = { reported: side('4720000000', '4715000000', '4725000000') };
  expect(used(large, numeral('growth.GY.reported', '4.72', '4720000000', { power: 9 }))).toEqual([
    { digits: '4.72', multiplier: '1000000000' },
  ]);
});

it('a number that is told twice is one', () => {
  const one = numeral('growth.GY.reported', '26.2', '26.2');
  expect(used({ reported: side('26.2', '26.15', '26.25') }, one, one)).toHaveLength(1);
});

it('a number with ends is its point; ends alone are a range, with one power of ten', () => {
  const growth = { implied: side('14.2', '13.5', '14.8') };
  const ends = [
    numeral('growth.GY.implied.low', '13.5', '13.5'),
    numeral('growth.GY.implied.high', '14.8', '14.8'),
  ];
  expect(used(growth, numeral('growth.GY.implied', '14.2', '14.2'), ...ends)).toEqual([
    { digits: '14.2', multiplier: '1' },
  ]);
  expect(used({ implied: side(null, '13.5', '14.8') }, ...ends)).toEqual([
    { digits: '13.5', to: '14.8', multiplier: '1' },
  ]);
  const fall = [
    numeral('growth.GY.implied.high', '-13.5', '-13.5'),
    numeral('growth.GY.implied.low', '-14.8', '-14.8'),
  ];
  expect(used({ implied: side(null, '-14.8', '-13.5') }, ...fall)).toEqual([
    { digits: '-14.8', to: '-13.5', multiplier: '1' },
  ]);
  const apart = [
    numeral('growth.GY.implied.low', '950,000', '950000'),
    numeral('growth.GY.implied.high', '1.05', '1050000', { power: 6 }),
  ];
  expect(used({ implied: side(null, '950000', '1050000') }, ...apart)).toEqual([
    { digits: '950000', to: '1050000', multiplier: '1' },
  ]);
});

it('a number that its state does not have, or that is of no state, is left out', () => {
  const growth = { reported: side('26.2', '26.15', '26.25') };
  const other = { ref: { key: 'alert/rule', version: 1, member: 'threshold', reading: null } };
  expect(
    used(
      growth,
      numeral('growth.GY.reported', '28.7', '28.7'),
      numeral('growth.G1.reported', '26.2', '26.2'),
      numeral('threshold', '20', '20', other),
      { type: 'text', text: '26.2' },
    ),
  ).toEqual([]);
});
