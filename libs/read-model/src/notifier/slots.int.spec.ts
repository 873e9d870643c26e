import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { Overtaken } from '../errors.ts';
import { createReadModel, inTransaction, type ReadModel } from '../read-model.ts';
import { writeProgress } from './progress.ts';
import { claimSlots, isApplied, type OwnedSlot } from './slots.ts';
import { insertSubscription, readRedeliveries, requestRedelivery } from './subscriptions.ts';

let database: TestDatabase;
let pool: ReadModel['pool'];
let close: () => Promise<void>;
beforeAll(async () => {
  database = await testDatabase();
  ({ pool, close } = createReadModel(database.url, { max: 1 }));
});
afterAll(async () => {
  await close();
  await database.drop();
});

async function subscribed(id: string): Promise<string> {
  await insertSubscription(
    pool,
    {
      ...{ id, owner: 'anonymous', request: '{}', secrets: '[]', credential: null, status: 'active' },
      ...{ allowed_rate: null, consentHash: null, alertAllowed: false, position: '0' },
    },
    { ofOwner: 100, inAll: 100 },
  );
  return id;
}

it('a former owner of a slot writes no position, progress or attempt under its old epoch', async () => {
  const id = await subscribed('sub_1');
  const write = async (owned: readonly OwnedSlot[], position: number): Promise<void> => {
    const attempt = {
      ...{ subscription: id, n: position, sequence: position, key: 'k', attempt: 1, at: new Date(), ms: 1 },
      ...{ status: 204, error: null, outcome: 'delivered' as const, nextAt: null },
    };
    const progress = {
      ...{ subscription: id, applied: '1', live: false, position, lanes: '[]', replays: '[]', health: '{}' },
      ...{ attempts: position, because: null },
    };
    const slots = owned.map(({ slot, epoch }) => ({ slot, epoch, position }));
    await inTransaction(pool, (tx) =>
      writeProgress(tx, { slots, progress: [progress], attempts: [attempt], taken: [] }),
    );
  };
  const stored = async () => {
    const { rows } = await pool.query(
      `select p.position, p.attempts, (select max(position) from notifier.slot) as slots,
         (select count(*)::int from notifier.attempt) as listed from notifier.progress p`,
    );
    return rows as unknown[];
  };
  // The lease has ended at once.
  const former = await claimSlots(pool, 'former', { most: 16, leaseMs: 0 });
  await write(former, 1);
  const present = await claimSlots(pool, 'present', { most: 16, leaseMs: 60_000 });
  expect(present.map(({ epoch }) => epoch)).toEqual(former.map(({ epoch }) => String(Number(epoch) + 1)));
  await write(present, 2);
  const before = await stored();
  await expect(write(former, 3)).rejects.toThrow(Overtaken);
  expect(await stored()).toEqual(before);
  expect(before).toEqual([{ position: '2', attempts: '2', slots: '2', listed: 2 }]);
});

it('a subscription is applied once its notifier has stored what was asked to be sent again', async () => {
  const id = await subscribed('sub_2');
  const [slot] = await claimSlots(pool, 'owner', { most: 16, leaseMs: 60_000 });
  expect(slot).toBeDefined();
  expect(await isApplied(pool, id, '0')).toBe(true);
  const asked = { subscription: id, kind: 'replay', from_sequence: '0', until_sequence: '1' } as const;
  await inTransaction(pool, (tx) => requestRedelivery(tx, asked, 100));
  expect(await isApplied(pool, id, '0')).toBe(false);
  const taken = (await readRedeliveries(pool, [id])).map(({ n }) => n);
  await inTransaction(pool, (tx) => writeProgress(tx, { slots: [], progress: [], attempts: [], taken }));
  expect(await isApplied(pool, id, '0')).toBe(true);
});
