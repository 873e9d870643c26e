import { figuresOf, type Figure } from '@silkgauge/growth';
import { FactsMemory } from './facts-memory.ts';

const SERIES = {
  reporter: 'GACC',
  area: 'CN',
  indicator: 'CBEC',
  coverage: 'FULL',
  flow: '_T',
  mode: '_T',
  product: '_T',
  counterpart: '_T',
  currency: 'CNY',
};

const level = (period: string): Figure => ({
  source: '/spec',
  id: period,
  period,
  measure: 'level',
  value: '100',
  valueHigh: null,
  unit: 'CNY',
  multiplier: '1',
  comparison: null,
  wording: null,
  qualifier: 'exact',
  status: 'final',
  publishedAt: '2022',
  kind: 'official',
});

/** About what a figure takes. */
const FIGURE = 490;

/** A memory that has room for so many figures, after a transaction in which two came. */
function afterTwo(mostFigures: number) {
  const memory = new FactsMemory({}, mostFigures * FIGURE);
  const worlds = memory.at('', 'first');
  const facts = worlds.found('customs', SERIES);
  for (const period of ['2020', '2021']) worlds.keep(facts, level(period));
  return { memory, worlds };
}

it('keeps what came in the transaction that was committed last', () => {
  const { memory, worlds } = afterTwo(2);
  expect(memory.at('first', 'second')).toBe(worlds);
});

it('begins anew when somebody else applied facts since', () => {
  const { memory, worlds } = afterTwo(2);
  expect(memory.at('of another process', 'second')).not.toBe(worlds);
});

it('with more than it may hold lets go of the figures used longest ago, once they are committed', () => {
  const { memory, worlds } = afterTwo(4);
  const other = worlds.found('customs', { ...SERIES, area: 'CN-44' });
  for (const period of ['2018', '2019', '2020']) worlds.keep(other, level(period));
  const first = worlds.found('customs', SERIES);
  expect(memory.ahead('first', 'second')).toBeNull();
  expect(memory.at('first', 'second')).toBe(worlds);
  expect([first, other].map((facts) => [...figuresOf(facts)].length)).toEqual([0, 3]);
  expect(worlds.bytes).toBeLessThanOrEqual(4 * FIGURE);
  expect(memory.ahead('second', 'third')).toBe(worlds);
});
