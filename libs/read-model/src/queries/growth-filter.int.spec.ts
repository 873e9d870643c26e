import fc from 'fast-check';
import { DIMENSIONS, parseSeriesKey } from '@silkgauge/contract';
import { periodBounds } from '@silkgauge/growth';
import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { createReadModel, inTransaction, type ReadModel } from '../read-model.ts';
import { appendChanges } from '../statements/commit-batch.ts';
import { registerSeries } from '../statements/series.ts';
import { countStates } from './count-states.ts';
import { matchesFilter, type GrowthFilter } from './growth-filter.ts';
import { readSeries } from './registers.ts';
import { readMatchingChanges, readStates } from './states.ts';

const CODES: Record<(typeof DIMENSIONS)[number], readonly string[]> = {
  reporter: ['GACC', 'ZAEZ'],
  area: ['CN', 'CN-41'],
  indicator: ['CBEC', 'GOODS'],
  coverage: ['FULL', '_U'],
  flow: ['X', '_T'],
  mode: ['9610', '_T'],
  product: ['HS85', '_T'],
  counterpart: ['US', '_T'],
  currency: ['CNY', 'USD'],
};
const PERIODS = ['2019', '2020', '2020-S1', '2020-Q2', '2020-02', '2020-02-29', '2020-02-15/P20D', '_U'];

let database: TestDatabase;
let readModel: ReadModel;
/** Every third combination of the codes above, each with two periods. */
const keys: { key: string; domain: 'customs' | 'platform'; periods: string[] }[] = [];

beforeAll(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  for (let at = 0; at < 512; at += 3) {
    const key = DIMENSIONS.map((name, bit) => CODES[name][(at >> bit) & 1]).join('.');
    const periods = PERIODS.filter((_, index) => (at * 7 + index) % 4 === 0);
    keys.push({ key, domain: at % 2 === 0 ? 'customs' : 'platform', periods });
  }
  await inTransaction(readModel.pool, async (tx) => {
    for (const { key, domain, periods } of keys) {
      const series = parseSeriesKey(key);
      if (!series) throw new Error(key);
      const [row] = await registerSeries(tx, domain, [key]);
      const change = { seriesId: row?.series_id ?? '', version: 1, knownAt: new Date(0), document: '{}' };
      await appendChanges(
        tx,
        periods.map((period) => ({ ...change, period })),
      );
    }
  });
});
afterAll(async () => {
  await readModel.close();
  await database.drop();
});

const some = (values: readonly string[]) => fc.subarray([...values, 'ABSENT'], { minLength: 1 });
const day = fc.constantFrom(
  '2019-01-01',
  '2020-01-01',
  '2020-02-15',
  '2020-02-29',
  '2020-03-05',
  '2020-06-30',
  '2020-12-31',
);
const filters: fc.Arbitrary<GrowthFilter> = fc.record(
  {
    dimensions: fc.record(Object.fromEntries(DIMENSIONS.map((name) => [name, some(CODES[name])])), {
      requiredKeys: [],
    }),
    domain: fc.constantFrom('customs', 'platform'),
    periods: some(PERIODS),
    from: day,
    to: day,
  },
  { requiredKeys: ['dimensions'] },
);

describe('a growth filter', () => {
  it('matches the same states in the list, the count, the log and memory', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const expected = keys.flatMap(({ key, domain, periods }) => {
          const series = parseSeriesKey(key);
          if (!series) throw new Error(key);
          return periods
            .filter((period) =>
              matchesFilter(filter, { series, domain, period, bounds: periodBounds(period) }),
            )
            .map((period) => `${key}/${period}`);
        });
        const page = { asOf: null, after: null, limit: 10_000 };
        const states = await readStates(readModel.pool, filter, page);
        const changes = await readMatchingChanges(readModel.pool, filter, {
          after: '0',
          until: '1000000',
          limit: 10_000,
        });
        const named = (rows: typeof states) => rows.map((row) => `${row.key}/${row.period}`).sort();
        expect(named(states)).toEqual(expected.sort());
        expect(named(changes)).toEqual(expected.sort());
        const { states: counted, last } = await countStates(readModel.pool, filter, null);
        expect(counted).toBe(expected.length);
        const asOf = { sequence: String(BigInt(last) / 2n) };
        const known = await readStates(readModel.pool, filter, { ...page, asOf });
        expect((await countStates(readModel.pool, filter, asOf)).states).toBe(known.length);
      }),
      { numRuns: 150 },
    );
  });

  it('ignores periods for series', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async ({ dimensions, domain }) => {
        const filter = { dimensions, ...(domain && { domain }) };
        const expected = keys.filter(({ key, domain: of }) => {
          const series = parseSeriesKey(key);
          return series && matchesFilter(filter, { series, domain: of, period: '_U', bounds: null });
        });
        const rows = await readSeries(readModel.pool, filter, null, 10_000);
        expect(rows.map((row) => row.key)).toEqual(expected.map(({ key }) => key).sort());
      }),
      { numRuns: 50 },
    );
  });
});

describe('pages of states', () => {
  it('add up to the whole list for every limit', async () => {
    const whole = await readStates(
      readModel.pool,
      { dimensions: {} },
      { asOf: null, after: null, limit: 10_000 },
    );
    for (const limit of [1, 7, 100]) {
      const joined: string[] = [];
      for (let after: { key: string; period: string } | null = null; ;) {
        const rows = await readStates(readModel.pool, { dimensions: {} }, { asOf: null, after, limit });
        joined.push(...rows.map((row) => row.sequence));
        const last = rows.at(-1);
        if (!last) break;
        after = { key: last.key, period: last.period };
      }
      expect(joined).toEqual(whole.map((row) => row.sequence));
    }
  });
});
