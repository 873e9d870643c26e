import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { createReadModel, inTransaction, type ReadModel } from '../read-model.ts';
import { commitBatch, movePositions, platformTurn } from './commit-batch.ts';
import { insertEvents } from './events.ts';
import { claimPosition, keepTopicId, type LastBatch } from './positions.ts';
import { setAsideLog, skipPosition } from './skips.ts';

const PLACE = { topic: 'x.platform.sales', partition: 0 };
let database: TestDatabase;
let readModel: ReadModel;
let pool: ReadModel['pool'];

beforeEach(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  ({ pool } = readModel);
});

afterEach(async () => {
  await readModel.close();
  await database.drop();
});

const batchAt = (offset: bigint): LastBatch => ({
  ...{ offset, leaderEpoch: 3, crc: 0xfffffffe, appendTime: '1767225600000', timestampType: 1 },
});

const claim = () => claimPosition(pool, PLACE.topic, PLACE.partition);

it('a position moves with its last record batch, and keeps the former batch if none is given', async () => {
  const { epoch, last } = await claim();
  expect(last).toBeNull();
  await movePositions(pool, [{ ...PLACE, epoch, expected: 0n, next: 8n, last: batchAt(5n) }]);
  expect((await claim()).last).toEqual(batchAt(5n));
  const again = await claim();
  await movePositions(pool, [{ ...PLACE, epoch: again.epoch, expected: 8n, next: 9n, last: null }]);
  expect(await claim()).toMatchObject({ next: 9n, last: batchAt(5n) });
});

it('a commit of sales stores the last record batch of each partition', async () => {
  const other = { ...PLACE, partition: 1 };
  const epochs = [(await claim()).epoch, (await claimPosition(pool, other.topic, other.partition)).epoch];
  const remembered = { identities: Buffer.alloc(0), knownUntil: new Date(0), keepFrom: null };
  const sold = { remembered, expected: 0n };
  await commitBatch(pool, {
    ...{ changes: [], registered: [] },
    sales: { turn: await platformTurn(pool), seen: [], totals: [], firsts: [] },
    advances: [
      { ...PLACE, ...sold, epoch: epochs[0] ?? 0n, next: 4n, last: batchAt(2n) },
      { ...other, ...sold, epoch: epochs[1] ?? 0n, next: 7n, last: null },
    ],
  });
  expect(await claim()).toMatchObject({ next: 4n, last: batchAt(2n) });
  expect(await claimPosition(pool, other.topic, other.partition)).toMatchObject({ next: 7n, last: null });
});

it('evidence of replaced logs gets offsets below zero, and the last record batch is forgotten', async () => {
  const { epoch } = await claim();
  const known = {
    source: '/s',
    type: 't',
    knownAt: new Date(0),
    outcome: 'rejected',
    rule: 'r',
    reason: 'r',
  } as const;
  const event = (offset: bigint) => ({
    ...PLACE,
    ...known,
    id: 'e',
    offset,
    digest: null,
    time: null,
    data: null,
  });
  let current = epoch;
  for (let log = 0; log < 3; log += 1) {
    await insertEvents(pool, [event(0n), event(1n), event(2n)]);
    await movePositions(pool, [{ ...PLACE, epoch: current, expected: 0n, next: 3n, last: batchAt(0n) }]);
    const skip = {
      ...PLACE,
      from: 3n,
      next: 0n,
      found: 'log-replaced',
      cause: 'c',
      reason: `r${String(log)}`,
      actor: 'a',
    } as const;
    await inTransaction(pool, async (tx) => {
      await setAsideLog(tx, PLACE.topic, PLACE.partition, 3n);
      expect(await skipPosition(tx, skip)).toBe(true);
    });
    const claimed = await claim();
    expect(claimed).toMatchObject({ next: 0n, last: null });
    current = claimed.epoch;
  }
  const { rows } = await pool.query<{ at: string }>('select "offset" as at from event order by "offset"');
  expect(rows).toHaveLength(9);
  expect(rows.every(({ at }) => Number(at) < 0)).toBe(true);
});

it('the present owner stores the topic id of a position, and setAsideLog removes the id', async () => {
  const before = await claim();
  expect(before.topicId).toBeNull();
  const id = 'a3f1c2d4-0000-4000-8000-000000000001';
  const { epoch } = await claim();
  await keepTopicId(pool, { ...PLACE, epoch: before.epoch }, id);
  const { rows } = await pool.query('select topic_id from consumer_position');
  expect(rows).toEqual([{ topic_id: null }]);
  await keepTopicId(pool, { ...PLACE, epoch }, id);
  expect((await claim()).topicId).toBe(id);
  await inTransaction(pool, (tx) => setAsideLog(tx, PLACE.topic, PLACE.partition, 0n));
  expect((await claim()).topicId).toBeNull();
});
