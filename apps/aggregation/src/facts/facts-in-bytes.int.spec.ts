import {
  claimPosition,
  createReadModel,
  findPosition,
  readChanges,
  type ReadModel,
} from '@silkgauge/read-model';
import {
  batchOf,
  figure,
  records,
  type SpecEvent,
  testDatabase,
  type TestDatabase,
  world,
} from '@silkgauge/testing';
import { BatchApplier, type BatchApplierOptions } from '../apply-batch.ts';
import { postgresStore } from '../store/postgres-store.ts';

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const TOPIC = 'customs.figures';
const MIB = 1024 * 1024;
let database: TestDatabase;
let readModel: ReadModel;

beforeEach(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
});

afterEach(async () => {
  await readModel.close();
  await database.drop();
});

async function apply(events: readonly SpecEvent[], options: Partial<BatchApplierOptions> = {}) {
  const applier = new BatchApplier({ store: postgresStore(readModel), identityWindow: 10, ...options });
  const { epoch, next } = await claimPosition(readModel.pool, TOPIC, 0);
  const applied = await applier.apply(
    TOPIC,
    batchOf(TOPIC, records(events, next), { epoch, expected: next }),
  );
  expect(await findPosition(readModel.pool, TOPIC, 0)).toBe(next + BigInt(events.length));
  return applied;
}

/** Number of events of each transaction, in order. */
async function transactions(): Promise<number[]> {
  const { rows } = await readModel.pool.query<{ events: number }>(
    'select count(*)::int as events from event group by xmin order by min(event_id)',
  );
  return rows.map(({ events }) => events);
}

const levels = (count: number, members: object = {}) =>
  Array.from({ length: count }, (_, i) =>
    figure(SERIES, String(1900 + i), { value: String(100 + i), ...members }, `level-${String(i)}`),
  );

it('a transaction takes records up to its limit of bytes, and the record that reaches the limit', async () => {
  expect(await apply(levels(12, { padding: 'x'.repeat(1.5 * MIB) }))).toMatchObject({ applied: 12 });
  expect(await transactions()).toEqual([6, 6]);
});

it('a batch that would write too much is halved, down to one record, with the same result', async () => {
  const events = levels(16);
  await apply(events);
  expect(await transactions()).toEqual([16]);
  const whole = (await readChanges(readModel.pool, '0', 1_000)).map(({ document }) => document);
  await database.drop();
  await readModel.close();
  database = await testDatabase();
  readModel = createReadModel(database.url);
  // A version has about six hundred bytes.
  expect(await apply(events, { writtenAtOnce: 2_000 })).toMatchObject({ applied: 16 });
  const parts = await transactions();
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.length).toBeLessThan(16);
  expect((await readChanges(readModel.pool, '0', 1_000)).map(({ document }) => document)).toEqual(whole);
});

it('the versions of a single record are never split', async () => {
  expect(await apply(levels(3), { writtenAtOnce: 1 })).toMatchObject({ applied: 3 });
  expect(await transactions()).toEqual([1, 1, 1]);
});

it('a record that unpacks beyond the limit of its topic is rejected, and only its position is kept', async () => {
  const [good, large] = levels(2) as [SpecEvent, SpecEvent];
  const padded = { ...large, data: { ...(large.data as object), padding: 'x'.repeat(9 * MIB) } };
  expect(await apply([good, padded])).toMatchObject({ applied: 1, rejected: 1 });
  const { rows } = await readModel.pool.query(
    'select rule, "offset"::int, key, value, headers::text from dead_letter',
  );
  expect(rows).toEqual([{ rule: 'record-size', offset: 1, key: null, value: null, headers: '[]' }]);
});

it('figures that are dropped and read again give the same result', async () => {
  const events = world(7).filter(({ topic }) => topic === TOPIC);
  const batches = Array.from({ length: Math.ceil(events.length / 4) }, (_, i) =>
    events.slice(4 * i, 4 * i + 4),
  );
  const documents = async (figureBytes: number) => {
    await database.drop();
    await readModel.close();
    database = await testDatabase();
    readModel = createReadModel(database.url);
    const applier = new BatchApplier({ store: postgresStore(readModel), identityWindow: 10, figureBytes });
    const { epoch } = await claimPosition(readModel.pool, TOPIC, 0);
    let next = 0n;
    for (const batch of batches) {
      await applier.apply(TOPIC, batchOf(TOPIC, records(batch, next), { epoch, expected: next }));
      next += BigInt(batch.length);
    }
    return (await readChanges(readModel.pool, '0', 10_000)).map(({ document }) => document);
  };
  const all = await documents(100 * MIB);
  expect(all.length).toBeGreaterThan(50);
  expect(await documents(3_000)).toEqual(all);
  expect(await documents(0)).toEqual(all);
});
