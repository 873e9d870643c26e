import { BY_KEY } from '@silkgauge/contract';
import type { GrowthFilter } from '@silkgauge/contract';
import {
  appendChanges,
  createReadModel,
  inTransaction,
  readStateKeys,
  registerSeries,
  type AsOf,
  type Queryable,
  type ReadModel,
  type StatePlace,
} from '@silkgauge/read-model';
import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { documentOf, seriesOf } from '../growth-api.fixture.ts';
import { keysInPages, type KeysQuery } from './state-keys.ts';

/** More series than one statement tells the sizes of, and a series of more periods than a page of keys. */
const SHORT = Array.from({ length: 1_100 }, (_, at) => seriesOf({ product: `P${String(at)}` }));
const LONG = seriesOf({ product: 'LONG' });
const YEARS = Array.from({ length: 5_200 }, (_, at) => String(1000 + at));

let database: TestDatabase;
let readModel: ReadModel;
/** Sequence before the last state that is written. */
let before: string;

beforeAll(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  const write = (states: readonly (readonly [key: string, period: string])[]) =>
    inTransaction(readModel.pool, async (tx) => {
      const rows = await registerSeries(tx, 'customs', [...new Set(states.map(([key]) => key))]);
      const ids = new Map(rows.map((row) => [row.key, row.series_id]));
      const document = JSON.stringify(documentOf('1'));
      const of = { version: 1, knownAt: new Date('2024-01-01T00:00:00Z'), document };
      const changes = states.map(([key, period]) => ({ ...of, seriesId: ids.get(key) ?? '', period }));
      return String(await appendChanges(tx, changes));
    });
  await write(SHORT.flatMap((key) => ['2020', '_U'].map((period) => [key, period] as const)));
  before = await write(YEARS.map((year) => [LONG, year] as const));
  await write([[seriesOf({ product: 'NEW' }), '2021']]);
});

afterAll(async () => {
  await readModel.close();
  await database.drop();
});

async function pagesOf(
  db: Queryable,
  filter: GrowthFilter,
  query: KeysQuery = { asOf: null, sort: BY_KEY },
): Promise<readonly (readonly StatePlace[])[]> {
  const pages: (readonly StatePlace[])[] = [];
  for await (const page of keysInPages(db, filter, query)) pages.push(page);
  return pages;
}

/** All keys of a filter by one statement. */
const allKeys = (filter: GrowthFilter) =>
  readStateKeys(readModel.pool, filter, { asOf: null, after: null, limit: 100_000 });

describe('keys in order of key', () => {
  it.each<[string, GrowthFilter]>([
    ['of everything', {}],
    ['of some products', { product: ['LONG', 'P7', 'P1*'] }],
    ['of a period', { period: ['_U'] }],
    ['between two days', { from: '2020-01-01', to: '2021-12-31' }],
    ['of sets', { selection: { id: 'x', sets: [{ product: ['LONG'] }] } }],
    ['of nothing', { area: ['GB'] }],
  ])('%s are each there once, in pages that do not grow', async (_name, filter) => {
    const pages = await pagesOf(readModel.pool, filter);
    expect(pages.flat()).toEqual(await allKeys(filter));
    expect(Math.max(0, ...pages.map(({ length }) => length))).toBeLessThanOrEqual(5_000);
  });

  it('name their series in each statement, so that none walks over what came before', async () => {
    const statements: string[] = [];
    const db = {
      query: (statement: string | { text: string }, values?: unknown[]) => {
        statements.push(typeof statement === 'string' ? statement : statement.text);
        return (readModel.pool.query as (...given: unknown[]) => unknown)(statement, values);
      },
    } as Queryable;
    await pagesOf(db, {});
    const ofSeries = statements.filter((text) => text.includes('as states'));
    expect(ofSeries).toHaveLength(2);
    for (const text of statements.filter((one) => !ofSeries.includes(one)))
      expect(text).toContain('s.key = any(');
  });

  it('may be those behind a series alone, also where an index finds the words of a filter', async () => {
    const behind = SHORT[500] ?? '';
    const unchecked: GrowthFilter = { verdict: ['unchecked'] };
    for (const filter of [{}, unchecked]) {
      const pages = await pagesOf(readModel.pool, filter, { asOf: null, sort: BY_KEY, behind });
      expect(pages.flat()).toEqual((await allKeys(filter)).filter(({ key }) => key > behind));
    }
  });

  it('may be those of states alone that changed after a sequence or an instant', async () => {
    const changed = async (changedAfter: AsOf) =>
      (await pagesOf(readModel.pool, {}, { asOf: null, sort: BY_KEY, changedAfter })).flat();
    expect(await changed({ sequence: before })).toEqual([
      { key: seriesOf({ product: 'NEW' }), period: '2021' },
    ]);
    expect(await changed({ instant: '2024-01-01T00:00:00Z' })).toEqual([]);
    expect(await changed({ instant: '2023-12-31T23:59:59Z' })).toHaveLength(2 * SHORT.length + 5_201);
  });
});
