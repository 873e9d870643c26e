import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { createReadModel, type ReadModel } from '../read-model.ts';
import { clearTopicOf, dueHeld, heldFor, insertHeld, type HeldEvent } from './embargoed.ts';

let database: TestDatabase;
let readModel: ReadModel;

beforeEach(async () => {
  database = await testDatabase();
  // Each session flushes its own scan counts, so the pool has one connection.
  readModel = createReadModel(database.url, { max: 1 });
});
afterEach(async () => {
  await readModel.close();
  await database.drop();
});

const held = (at: number, until: Date | null, release: string | null): HeldEvent => ({
  ...{ topic: 'customs.embargoed', partition: 0, offset: BigInt(at), until, release, jwe: 'sealed' },
});

/** Rows and index entries of held events that the statements so far have read. */
async function entriesRead(): Promise<number> {
  await readModel.pool.query('select pg_stat_force_next_flush()');
  const { rows } = await readModel.pool.query<{ read: number }>(
    `select (select seq_tup_read from pg_stat_user_tables where relname = 'embargoed')::int
       + (select sum(idx_tup_read) from pg_stat_user_indexes where relname = 'embargoed')::int as read`,
  );
  return rows[0]?.read ?? -1;
}

it('what the clock waits for is found without reading all that is held', async () => {
  const { pool } = readModel;
  expect(await heldFor(pool)).toEqual({ until: null, releases: [] });
  const many = Array.from({ length: 5_000 }, (_, at) =>
    at % 2 === 0 ? held(at, new Date(at), null) : held(at, null, `H${String(at % 10)}`),
  );
  await insertHeld(pool, many);
  await pool.query('analyze embargoed');
  const before = await entriesRead();
  const waits = await heldFor(pool);
  expect((await entriesRead()) - before).toBeLessThan(20);
  expect(waits).toEqual({ until: new Date(0), releases: ['H1', 'H3', 'H5', 'H7', 'H9'] });
});

it('what is held for a release is due without an instant', async () => {
  const { pool } = readModel;
  await insertHeld(pool, [held(0, new Date(0), null), held(1, null, 'H1'), held(2, null, 'H2')]);
  const due = async (until: Date | null) =>
    (await dueHeld(pool, { until, releases: ['H1'] }, 9)).map(({ offset }) => offset);
  expect(await due(null)).toEqual([1n]);
  expect(await due(new Date(0))).toEqual([0n, 1n]);
});

it('the clear topic is read off the end of a name, whatever its prefix is', async () => {
  const { rows } = await readModel.pool.query<{ topic: string }>(
    `select ${clearTopicOf('name')} as topic from unnest($1::text[]) with ordinality as t(name, at) order by at`,
    [
      [
        'a.embargoed.customs.embargoed',
        'a.embargoed.customs.figures',
        'platform.embargoed',
        'platform.sales',
      ],
    ],
  );
  expect(rows.map(({ topic }) => topic)).toEqual([
    ...['a.embargoed.customs.figures', 'a.embargoed.customs.figures', 'platform.figures', 'platform.sales'],
  ]);
});
