import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { createReadModel, type ReadModel } from '../read-model.ts';
import { findEvents, insertEvents, type EventRow } from './events.ts';
import { findWithdrawals, insertWithdrawals } from './figures.ts';

let database: TestDatabase;
let readModel: ReadModel;

beforeAll(async () => {
  database = await testDatabase();
  // Each session flushes its own scan counts, so the pool has one connection.
  readModel = createReadModel(database.url, { max: 1, preferIndexes: true });
});

afterAll(async () => {
  await readModel?.close();
  await database?.drop();
});

const event = (at: number): EventRow => ({
  source: 'https://example.org/spec',
  id: `e-${String(at)}`,
  type: 'silkgauge.figure.reported.v1',
  topic: 'customs.figures',
  partition: 0,
  offset: BigInt(at),
  knownAt: new Date(0),
  outcome: 'applied',
  rule: null,
  reason: null,
  digest: Buffer.alloc(32),
  time: null,
  data: '{}',
});

async function scansOf(table: string): Promise<{ whole: number; byIndex: number }> {
  await readModel.pool.query('select pg_stat_force_next_flush()');
  const { rows } = await readModel.pool.query<{ whole: number; byIndex: number }>(
    `select seq_scan::int as whole, idx_scan::int as "byIndex" from pg_stat_user_tables where relname = $1`,
    [table],
  );
  return rows[0] ?? { whole: -1, byIndex: -1 };
}

/** The table is small enough for the planner to prefer a full scan. */
it('a thousand identities are looked up by index in a small table', async () => {
  const events = Array.from({ length: 3_000 }, (_, at) => event(at));
  await insertEvents(readModel.pool, events);
  await readModel.pool.query('analyze event');
  const before = await scansOf('event');
  const wanted = events.slice(0, 1_000);
  expect(await findEvents(readModel.pool, wanted)).toHaveLength(1_000);
  expect(await findWithdrawals(readModel.pool, wanted)).toEqual([]);
  const after = await scansOf('event');
  expect(after.whole - before.whole).toBe(0);
  expect(after.byIndex - before.byIndex).toBe(1_000);
});

it('withdrawals of a thousand identities are looked up by index among two hundred', async () => {
  const { rows } = await readModel.pool.query<{ source: string; id: string; eventId: string }>(
    'select source, id, event_id as "eventId" from event order by event_id limit 200',
  );
  await insertWithdrawals(
    readModel.pool,
    rows.map(({ source, id, eventId }) => ({ source, id, eventId: BigInt(eventId) })),
  );
  await readModel.pool.query('analyze withdrawal');
  const before = await scansOf('withdrawal');
  const wanted = Array.from({ length: 1_000 }, (_, at) => event(at));
  expect(await findWithdrawals(readModel.pool, wanted)).toHaveLength(200);
  const after = await scansOf('withdrawal');
  expect(after.whole - before.whole).toBe(0);
  expect(after.byIndex - before.byIndex).toBe(1_000);
});
