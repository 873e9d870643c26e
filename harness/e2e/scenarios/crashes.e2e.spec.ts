import { lastSequence, readChanges, changeJson } from '@silkgauge/read-model';
import { eventually, startApp } from '../../services/index.ts';
import { readTopic } from '../../fixtures/read-topic.ts';
import { SseClient } from '../../fixtures/sse-client.ts';
import { everythingHolds, outbox, quiet } from './invariants.ts';
import { at, level, poison, startWorld, type Instance, type World } from './world.ts';

let world: World;
let instance: Instance;

beforeAll(async () => {
  world = await startWorld({});
  instance = await world.startInstance();
});

afterAll(async () => {
  await world?.close();
});

/** Sends SIGKILL at a point of the batches' work and cuts the connection. */
const killed = (step: string, moment: 'before' | 'after') =>
  at([instance], [step, moment], () => instance.app.kill(), { cuts: true });

const platform = () => readTopic(world.kafka, `${world.prefix}growth-updated.platform`);
it('scenario 1: kill -9 before COMMIT: nothing of the batch is there, and after a restart all of it, once', async () => {
  // New series need several statements in one transaction.
  const death = killed('sales/commit', 'before');
  await world.sell(800);
  await death;
  expect(await readChanges(world.readModel.pool, '0', 10)).toEqual([]);
  await world.restart(instance);
  await everythingHolds(world);
});

it('scenario 2: kill -9 after COMMIT, before publishing: the restart publishes what is committed, each change once', async () => {
  await quiet(world);
  const before = await platform();
  const last = await lastSequence(world.readModel.pool);
  const death = killed('commit-batch', 'after');
  await world.sell(200);
  await death;
  // Statements sent before the death take effect, but nothing is published.
  const committed = await eventually(async () => {
    const changes = await readChanges(world.readModel.pool, last, 10_000);
    expect(changes.length).toBeGreaterThan(0);
    return changes;
  });
  expect((await outbox(world.readModel.pool)).changes).toBe(committed.length);
  expect(await platform()).toHaveLength(before.length);
  await world.restart(instance);
  await everythingHolds(world);
  const all = await readChanges(world.readModel.pool, '0', 10_000);
  expect((await platform()).map(({ value }) => String(value)).sort()).toEqual(all.map(changeJson).sort());
});

it('scenario 3: kill -9 after publishing, before that is stored: changes may go out again, dead letters do not', async () => {
  const before = (await platform()).length;
  const changed = killed('advance-relay', 'before');
  await world.sell(200);
  await changed;
  expect((await outbox(world.readModel.pool)).changes).toBeGreaterThan(0);
  expect((await platform()).length).toBeGreaterThan(before);
  await world.restart(instance);
  await quiet(world);
  const lettered = killed('mark-relayed', 'before');
  await poison(world, 3);
  await lettered;
  expect((await outbox(world.readModel.pool)).letters).toBeGreaterThan(0);
  await world.restart(instance);
  await everythingHolds(world);
  expect(await readTopic(world.kafka, `${world.prefix}platform.sales.dlq`)).toHaveLength(3);
});

it('scenario 4: connection cut during COMMIT: whether it was done or not, the batch counts once and nobody restarts', async () => {
  for (const moment of ['half', 'after'] as const) {
    const cut = at([instance], ['commit-batch', moment], () => undefined, { cuts: true });
    await world.sell(200);
    await cut;
    await quiet(world);
  }
  await everythingHolds(world);
  expect((await fetch(`${instance.app.url}/readyz`)).status).toBe(200);
});

it('scenario 12: the same event five times, in a batch, later and after a restart: it counts once', async () => {
  const [again] = world.sold.slice(-1);
  const once = level('FIVE', 2020, 'five-times');
  if (!again) throw new Error('nothing was sold');
  const twice = async () => {
    await world.send('customs.figures', [once, once]);
    await world.send('platform.sales', [again, again]);
  };
  await twice();
  await quiet(world);
  await world.send('customs.figures', [once]);
  await quiet(world);
  await instance.app.stop();
  await world.restart(instance);
  await twice();
  await everythingHolds(world);
  const { rows } = await world.readModel.pool.query<{ outcome: string }>(
    `select outcome from event where id = 'five-times' order by event_id`,
  );
  expect(rows.map(({ outcome }) => outcome)).toEqual(['applied', ...Array<string>(4).fill('duplicate')]);
});

it('scenario 38: kill -9 after COMMIT, before the notification: whoever reads the stream gets the change all the same, with no aggregation there', async () => {
  await quiet(world);
  const last = await lastSequence(world.readModel.pool);
  const api = await startApp('growth-api', { DATABASE_URL: world.databaseUrl, LOG_LEVEL: 'warn' });
  const reader = await SseClient.open(`${api.url}/v1/stream`, last);
  try {
    const death = killed('announce', 'before');
    await world.sell(1);
    await death;
    const events = await eventually(() => (reader.events.length > 0 ? reader.events : null), {
      within: 60_000,
    });
    expect(Number(events[0]?.id)).toBeGreaterThan(Number(last));
    expect(await instance.app.exited).toBeNull();
  } finally {
    reader.drop();
    await api.stop();
  }
  await world.restart(instance);
  await everythingHolds(world);
});
