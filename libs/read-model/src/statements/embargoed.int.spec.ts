import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { createReadModel, type ReadModel } from '../read-model.ts';
import {
  clearTopicOf,
  countHeldBy,
  countWaitingFor,
  dueHeld,
  heldFor,
  insertHeld,
  lockedEvents,
  waitingFor,
  waitOn,
  type HeldEvent,
} from './embargoed.ts';

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
  ...{ topic: 'customs.embargoed', partition: 0, offset: BigInt(at), until, release, generation: null },
  ...{ pushedBy: 'anonymous', publishers: null, jwe: 'sealed' },
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
  expect(await heldFor(pool)).toEqual({ until: null, releases: [], generations: [] });
  const many = Array.from({ length: 5_000 }, (_, at) =>
    at % 2 === 0 ? held(at, new Date(at), null) : held(at, null, `H${String(at % 10)}`),
  );
  await insertHeld(pool, many);
  await pool.query('analyze embargoed');
  const before = await entriesRead();
  const waits = await heldFor(pool);
  expect((await entriesRead()) - before).toBeLessThan(20);
  expect(waits).toEqual({ until: new Date(0), releases: ['H1', 'H3', 'H5', 'H7', 'H9'], generations: [] });
});

it('what is held for a release is due without an instant', async () => {
  const { pool } = readModel;
  await insertHeld(pool, [held(0, new Date(0), null), held(1, null, 'H1'), held(2, null, 'H2')]);
  const due = async (until: Date | null) =>
    (await dueHeld(pool, { until, releases: ['H1'], generations: [] }, 9)).map(({ offset }) => offset);
  expect(await due(null)).toEqual([1n]);
  expect(await due(new Date(0))).toEqual([0n, 1n]);
});

it('what lacks its key waits for that alone, is counted, and is found once the key is there', async () => {
  const { pool } = readModel;
  const locked = (at: number, generation: number) => ({ ...held(at, null, null), generation });
  await insertHeld(pool, [held(0, new Date(0), null), locked(2, 3), locked(1, 3), locked(3, 1)]);
  expect(await heldFor(pool)).toEqual({ until: new Date(0), releases: [], generations: [1, 3] });
  const place = { topic: 'customs.embargoed', partition: 0 };
  expect(await lockedEvents(pool)).toEqual([
    { ...place, generation: 1, count: 1, offset: '3' },
    { ...place, generation: 3, count: 2, offset: '1' },
  ]);
  const due = async (generations: readonly number[]) =>
    (await dueHeld(pool, { until: null, releases: [], generations }, 9)).map(({ offset }) => offset);
  expect([await due([2]), await due([3])]).toEqual([[], [1n, 2n]]);
  await waitOn(pool, [{ ...locked(1, 3), generation: null, release: 'H1' }]);
  expect(await heldFor(pool)).toMatchObject({ releases: ['H1'], generations: [1, 3] });
  expect(await due([3])).toEqual([2n]);
  await expect(waitOn(pool, [{ ...locked(2, 3), release: 'H1' }])).rejects.toThrow('embargoed_check');
});

it('what one key has held is counted by what it waits for', async () => {
  const { pool } = readModel;
  const of = (pushedBy: string, at: number, release: string | null) => ({
    ...held(at, release === null ? new Date(0) : null, release),
    pushedBy,
  });
  await insertHeld(pool, [of('k1', 0, 'H1'), of('k1', 1, 'H1'), of('k1', 2, null), of('k2', 3, 'H1')]);
  const counted = await countHeldBy(pool, ['k1', 'k3']);
  expect(
    counted.map(({ release, until, events, bytes }) => [release, until?.getTime(), events, bytes]),
  ).toEqual(
    expect.arrayContaining([
      ['H1', undefined, 2, 12],
      [null, 0, 1, 6],
    ]),
  );
  expect(counted).toHaveLength(2);
});

it('only what may wait for a release of its publisher is shown for it', async () => {
  const { pool } = readModel;
  const publishers = [null, ['GACC'], ['EVIL', 'GA*'], ['GA'], ['*'], ['%', 'GAC_', 'EVIL*']];
  await insertHeld(
    pool,
    publishers.map((may, at) => ({ ...held(at, null, 'H1'), publishers: may })),
  );
  const ofGacc = { release: 'H1', publisher: 'GACC' };
  const waiting = await waitingFor(pool, ofGacc, 9);
  expect(waiting.map(({ offset, publishers: may }) => [offset, may])).toEqual([
    ...[
      [0n, null],
      [1n, ['GACC']],
      [2n, ['EVIL', 'GA*']],
      [4n, ['*']],
    ],
  ]);
  expect(await countWaitingFor(pool, ofGacc)).toBe(4);
  expect(await countWaitingFor(pool, { release: 'H2', publisher: 'GACC' })).toBe(0);
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
