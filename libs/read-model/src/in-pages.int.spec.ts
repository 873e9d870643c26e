import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { BUDGET } from './budget.ts';
import { readChangedStates, readStatesOfAllSeries } from './queries/available-states.ts';
import { readHistory, readMatchingChanges, readStates } from './queries/states.ts';
import { createReadModel, inTransaction, type Queryable, type ReadModel } from './read-model.ts';
import { isFullPage, readChanges, readLatestChanges } from './statements/changes.ts';
import { appendChanges } from './statements/commit-batch.ts';
import { readContent } from './statements/rebuild/content.ts';
import { insertDeadLetters, waitingDeadLetters } from './statements/dead-letters.ts';
import { registerSeries } from './statements/series.ts';

const KEY = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';
const MIB = 1024 * 1024;
let database: TestDatabase;
let readModel: ReadModel;
let seriesId: string;

/** Random content, which PostgreSQL cannot compress much. */
const document = (bytes: number) =>
  JSON.stringify({
    pad: Array.from({ length: Math.ceil(bytes / 12) }, () => Math.random().toString(36).slice(2, 12)),
  });

beforeAll(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  const [row] = await registerSeries(readModel.pool, 'customs', [KEY]);
  seriesId = row?.series_id ?? '';
  const change = (period: number, version: number, bytes: number) => ({
    ...{ seriesId, period: String(period), version, knownAt: new Date(0), document: document(bytes) },
  });
  await inTransaction(readModel.pool, (tx) =>
    appendChanges(tx, [
      ...Array.from({ length: 10 }, (_, i) => change(2000 + i, 1, 3 * MIB)),
      change(2010, 1, 12 * MIB),
      ...Array.from({ length: 5 }, (_, i) => change(2010, 2 + i, 1_000)),
    ]),
  );
});

afterAll(async () => {
  await readModel.close();
  await database.drop();
});

it('appendChanges splits large documents over several statements, without a gap in sequences', async () => {
  const changes = await readChanges(readModel.pool, '0', 100, Number.MAX_SAFE_INTEGER);
  expect(changes.map(({ sequence }) => Number(sequence))).toEqual(
    Array.from({ length: 16 }, (_, i) => i + 1),
  );
});

it('a page of the log ends with the version that fills the page, and isFullPage says so', async () => {
  const pages: number[] = [];
  for (let after = '0'; ;) {
    const page = await readChanges(readModel.pool, after, 100);
    pages.push(page.length);
    if (!isFullPage(page, 100)) break;
    after = page.at(-1)?.sequence ?? after;
  }
  // Three versions of 3 MiB fill a page of 8 MiB; the eleventh version alone is larger than a page.
  expect(pages).toEqual([3, 3, 3, 2, 5]);
  expect((await readChanges(readModel.pool, '2', 2)).map(({ sequence }) => sequence)).toEqual(['3', '4']);
});

it('pages of newest changes, matching changes, states and histories end in the same way', async () => {
  const { pool } = readModel;
  const numbers = (rows: readonly { readonly sequence: string }[]) =>
    rows.map(({ sequence }) => Number(sequence));
  expect(numbers(await readLatestChanges(pool, 100))).toEqual([11, 12, 13, 14, 15, 16]);
  const filter = {};
  const range = { after: '0', until: '100', limit: 100 };
  expect(numbers(await readMatchingChanges(pool, filter, range))).toEqual([1, 2, 3]);
  expect(numbers(await readMatchingChanges(pool, filter, { ...range, bytes: 1 }))).toEqual([1]);
  const page = { asOf: null, after: null, limit: 100 };
  expect(numbers(await readStates(pool, filter, page))).toEqual([1, 2, 3]);
  const after = { key: KEY, period: '2008' };
  expect(numbers(await readStates(pool, filter, { ...page, after }))).toEqual([10, 16]);
  expect(numbers(await readHistory(pool, KEY, '2010', 0, 100))).toEqual([11]);
  expect(numbers(await readHistory(pool, KEY, '2010', 1, 100))).toEqual([12, 13, 14, 15, 16]);
});

it('readContent reads a whole section in order, in pages up to the byte limit', async () => {
  const keys: string[] = [];
  await inTransaction(readModel.pool, async (tx) => {
    for await (const rows of readContent(tx, 'states')) {
      const bytes = rows.reduce((sum, { content }) => sum + (content?.length ?? 0), 0);
      expect(rows.length === 1 || bytes <= BUDGET.page).toBe(true);
      keys.push(...rows.map(({ key }) => key));
    }
  });
  expect(keys).toEqual(Array.from({ length: 11 }, (_, i) => `${KEY}/${String(2000 + i)}`));
});

it('readContent sorts a section that memory does not hold, and reads what was sorted only a few times', async () => {
  const other = await testDatabase();
  const many = createReadModel(other.url);
  const [row] = await registerSeries(many.pool, 'customs', [KEY]);
  const changes = Array.from({ length: 5_000 }, (_, i) => ({
    ...{ seriesId: row?.series_id ?? '', period: String(1000 + i), version: 1, knownAt: new Date(0) },
    document: document(1_700),
  }));
  await inTransaction(many.pool, (tx) => appendChanges(tx, changes));
  let found = 0;
  const blocks = await inTransaction(many.pool, async (tx) => {
    const counted = countingTempBlocks(tx);
    for await (const rows of readContent(counted.tx, 'states')) found += rows.length;
    return counted.blocks;
  });
  await many.close();
  await other.drop();
  expect(found).toBe(5_000);
  expect(blocks.written).toBeGreaterThan(500);
  expect(blocks.read).toBeLessThan(4 * blocks.written);
});

/** Counts the blocks of temporary files that the query of a declared cursor takes; the cursor is declared as well. */
function countingTempBlocks(tx: Queryable) {
  const blocks = { read: 0, written: 0 };
  const query = async (text: string) => {
    const declared = /^\s*declare .*? cursor for (.*)$/s.exec(text)?.[1];
    if (declared !== undefined) {
      const { rows } = await tx.query<{
        'QUERY PLAN': [{ Plan: { 'Temp Read Blocks': number; 'Temp Written Blocks': number } }];
      }>(`explain (analyze, buffers, format json) ${declared}`);
      const plan = rows[0]?.['QUERY PLAN'][0].Plan;
      blocks.read += plan?.['Temp Read Blocks'] ?? 0;
      blocks.written += plan?.['Temp Written Blocks'] ?? 0;
    }
    return tx.query(text);
  };
  return { tx: { query } as Queryable, blocks };
}

it('waitingDeadLetters ends a page at the byte limit', async () => {
  const { pool } = readModel;
  const letter = (offset: number, bytes: number) => ({
    ...{ topic: 't', partition: 0, offset: BigInt(offset), knownAt: new Date(0), rule: 'json', reason: 'no' },
    ...{ key: null, value: Buffer.alloc(bytes, 'x'), headers: [] },
  });
  await insertDeadLetters(pool, [letter(1, 5 * MIB), letter(2, 5 * MIB), letter(3, 100), letter(4, 100)]);
  const offsets = async (...most: [number, number?]) =>
    (await waitingDeadLetters(pool, ...most)).map(({ offset }) => Number(offset));
  expect(await offsets(100)).toEqual([1, 2]);
  expect(await offsets(100, 1)).toEqual([1]);
  expect(await offsets(3, Number.MAX_SAFE_INTEGER)).toEqual([1, 2, 3]);
});

it('readStatesOfAllSeries returns all states, series by series', async () => {
  const all = [];
  for await (const page of readStatesOfAllSeries(readModel.pool)) all.push(...page);
  expect(all.map(({ key, periods }) => [key, periods.length])).toEqual([[KEY, 11]]);
});

it('readChangedStates returns all changed states, in pages up to the byte limit', async () => {
  const pages = async (bytes?: number) => {
    const found: string[][] = [];
    for await (const page of readChangedStates(readModel.pool, '2', '13', bytes))
      found.push(page.flatMap(({ periods }) => periods));
    return found;
  };
  const [all = [], ...others] = await pages();
  expect(others).toEqual([]);
  expect(all).toHaveLength(11);
  expect(await pages(1)).toEqual(all.map((period) => [period]));
});
