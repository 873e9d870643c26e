import { connect, lastSequence, readChanges, stateJson } from '@silkgauge/read-model';
import { eventually } from '@silkgauge/testing';
import { readTopic } from '../../apps/aggregation/src/relay.fixture.ts';
import { everythingHolds, outbox, quiet } from './invariants.ts';
import { at, level, startWorld, type Instance, type World } from './world.ts';

let world: World;
let instance: Instance;

beforeAll(async () => {
  world = await startWorld({});
  instance = await world.startInstance();
});

afterAll(async () => {
  await world?.close();
});

/** kill -9 at a point of the batches' way; nothing of that connection goes out any more. */
const killed = (step: string, moment: 'before' | 'after') =>
  at([instance], [step, moment], () => instance.app.kill(), { cuts: true });

const platform = () => readTopic(world.kafka, `${world.prefix}growth-updated.platform`);
const poison = (count: number) =>
  world.producer.send(
    `${world.prefix}platform.sales`,
    Array.from({ length: count }, (_, i) => ({ key: 'k', value: `no event ${String(i)}` })),
  );

it('scenario 1: kill -9 before COMMIT: nothing of the batch is there, and after a restart all of it, once', async () => {
  const death = killed('sales/commit', 'before');
  await world.sell(800);
  await death;
  expect(await readChanges(world.readModel.pool, '0', 10)).toEqual([]);
  await world.restart(instance);
  await everythingHolds(world);
});

it('scenario 2: kill -9 after COMMIT, before publishing: the restart publishes what is committed, each change once', async () => {
  const before = await platform();
  const relay = await holdRelay();
  const death = killed('sales/commit', 'after');
  await world.sell(200);
  await death;
  const committed = await readChanges(world.readModel.pool, relay.last, 10_000);
  expect(committed.length).toBeGreaterThan(0);
  expect((await outbox(relay.session)).changes).toBe(committed.length);
  expect(await platform()).toHaveLength(before.length);
  await relay.session.end();
  await world.restart(instance);
  await everythingHolds(world);
  const all = await readChanges(world.readModel.pool, '0', 10_000);
  expect((await platform()).map(({ value }) => String(value)).sort()).toEqual(all.map(stateJson).sort());
});

it('scenario 3: kill -9 after publishing, before that is stored: changes may go out again, dead letters do not', async () => {
  const before = (await platform()).length;
  // Both wait, so that one page of the relay has them.
  const relay = await holdRelay();
  await poison(3);
  await world.sell(200);
  await eventually(
    async () => {
      const { changes, letters } = await outbox(relay.session);
      return changes > 0 && letters === 3;
    },
    { within: 20_000 },
  );
  const death = killed('advance-relay', 'before');
  await relay.session.end();
  await death;
  expect((await outbox(world.readModel.pool)).changes).toBeGreaterThan(0);
  expect((await platform()).length).toBeGreaterThan(before);
  await world.restart(instance);
  await everythingHolds(world);
  expect(await readTopic(world.kafka, `${world.prefix}platform.sales.dlq`)).toHaveLength(3);
});

it('scenario 4: connection cut during COMMIT: whether it was done or not, the batch counts once and nobody restarts', async () => {
  for (const moment of ['half', 'after'] as const) {
    const cut = at([instance], ['sales/commit', moment], () => undefined, { cuts: true });
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

/** Keeps the relay from its place in the log, so that it publishes nothing until the session ends. */
async function holdRelay() {
  await quiet(world);
  const session = await connect(world.databaseUrl, 'spec');
  await session.query('begin');
  await session.query('lock table relay_position in access exclusive mode');
  return { session, last: await lastSequence(session) };
}
