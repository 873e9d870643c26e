import { assembleState, type Figure } from '@silkgauge/growth';
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
  document: 'https://example.org/release',
});

/** Approximate bytes of a figure. */
const FIGURE = 490;

/** A memory with room for `mostFigures` figures, after a transaction that added two. */
function afterTwo(mostFigures: number) {
  const memory = new FactsMemory({}, mostFigures * FIGURE);
  const graphs = memory.at('', 'first');
  const facts = graphs.found('customs', SERIES);
  for (const period of ['2020', '2021']) graphs.keep(facts, level(period));
  return { memory, graphs, facts };
}

it('keeps the figures of the transaction that was committed last', () => {
  const { memory, graphs } = afterTwo(2);
  expect(memory.at('first', 'second')).toBe(graphs);
});

it('begins empty when another process applied facts since', () => {
  const { memory, graphs } = afterTwo(2);
  expect(memory.at('of another process', 'second')).not.toBe(graphs);
});

it('drops the least recently used figures above its limit, once the figures are committed', () => {
  const { memory, graphs, facts: first } = afterTwo(4);
  const other = graphs.found('customs', { ...SERIES, area: 'CN-44' });
  for (const period of ['2018', '2019', '2020']) graphs.keep(other, level(period));
  expect(memory.ahead('first', 'second')).toBeNull();
  expect(memory.at('first', 'second')).toBe(graphs);
  expect([first, other].map(({ periods }) => periods.size)).toEqual([0, 3]);
  expect(graphs.bytes).toBeLessThanOrEqual(4 * FIGURE);
  expect(memory.ahead('second', 'third')).toBe(graphs);
});

it('no longer counts a withdrawn figure', () => {
  const { graphs, facts } = afterTwo(2);
  const both = graphs.bytes;
  for (let times = 0; times < 2; times += 1) graphs.drop(facts, level('2021'));
  expect(graphs.bytes).toBe(both / 2);
});

it('counts the names that a correction has for itself', () => {
  const { graphs, facts } = afterTwo(2);
  const bytesWith = (figure: Figure) => {
    const before = graphs.bytes;
    graphs.keep(facts, figure);
    return graphs.bytes - before;
  };
  const short = bytesWith({ ...level('2022'), corrects: { source: '/spec', id: '2020' } });
  const long = 'x'.repeat(400);
  const added = bytesWith({ ...level('2023'), source: long, corrects: { source: long, id: long } });
  expect(added - short).toBe(2 * (3 * 400 - '/spec'.length - '/spec'.length - '2020'.length));
});

it('drops what was worked out of a series that was founded once more after its figures were read', () => {
  const { graphs, facts: first } = afterTwo(4);
  graphs.forget(first);
  const facts = graphs.found('customs', SERIES);
  graphs.keep(facts, level('2020'));
  assembleState(facts, '2020', '2022-01-01T00:00:00Z');
  const isCached = () => Object.values(facts.memo).some((kind) => kind.size > 0);
  expect(isCached()).toBe(true);
  facts.graph.cached.results = 1_000_000;
  graphs.forgetWorked();
  expect(isCached()).toBe(false);
});
