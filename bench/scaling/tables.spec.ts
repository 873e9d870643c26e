import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_COSTS, SURROUNDINGS } from './costs.ts';
import { plan, smallest } from './plan.ts';
import { markdown, putTables, tables } from './tables.ts';

const planned = [5_000, 20_000].map((rate) => ({
  rate,
  series: 200,
  plan: plan({ costs: DEFAULT_COSTS, surroundings: SURROUNDINGS, rate, series: 200, seed: 1, seconds: 0.6 }),
}));

it('plans no less for more', () => {
  const [less, more] = planned.map(({ plan: { processes, partitions } }) => processes + partitions);
  expect(more).toBeGreaterThanOrEqual(less ?? Infinity);
  expect(planned.every(({ plan: { outcome } }) => outcome.sustained)).toBe(true);
});

it('finds the smallest size, and says when there is none', () => {
  for (const wanted of [3, 4, 9, 30]) expect(smallest((size) => size >= wanted, 3, 30)).toBe(wanted);
  expect(() => smallest(() => false, 1, 30)).toThrow(RangeError);
});

it('writes tables as prettier does', () => {
  expect(markdown(['a', 'long'], [['1,000', '2']])).toBe(
    '| a     | long |\n| ----- | ---- |\n| 1,000 | 2    |',
  );
});

it('has a place for each table in the document, and puts them there again and again', () => {
  const document = readFileSync(join(import.meta.dirname, '../../docs/scaling.md'), 'utf8');
  const made = tables(DEFAULT_COSTS, planned, planned);
  const once = putTables(document, made);
  expect(putTables(once, made)).toBe(once);
  for (const table of Object.values(made)) expect(once).toContain(table);
  expect(() => putTables('nothing', made)).toThrow('<!-- costs -->');
});
