import { claimSlots, createReadModel, type ReadModel } from '@silkgauge/read-model';
import { eventually, testDatabase, type TestDatabase } from '@silkgauge/testing';
import { Database } from './database.ts';

const LEASE_MS = 1_000;

let server: TestDatabase;
let paused: Database;
let other: ReadModel;
beforeAll(async () => {
  server = await testDatabase();
  paused = Database.at({ databaseUrl: server.url, leaseMs: LEASE_MS });
  other = createReadModel(server.url, { max: 1 });
});
afterAll(async () => {
  await Promise.all([paused.onApplicationShutdown(), other.close()]);
  await server.drop();
});

it('slots that a paused notifier has locked within a transaction are free for another one after its lease', async () => {
  const owned = await claimSlots(other.pool, 'paused', { most: 100, leaseMs: 0 });
  expect(owned.length).toBeGreaterThan(0);
  const client = await paused.pool.connect();
  await client.query('begin');
  await client.query('select from notifier.slot for update');
  const claim = () => claimSlots(other.pool, 'other', { most: 100, leaseMs: 60_000 });
  expect(await claim()).toEqual([]);
  const claimed = await eventually(
    async () => {
      const slots = await claim();
      return slots.length > 0 && slots;
    },
    { within: 20 * LEASE_MS },
  );
  expect(claimed).toHaveLength(owned.length);
  await expect(client.query('commit')).rejects.toThrow();
  client.release(true);
});
