import { rmSync } from 'node:fs';
import type { GrowthState } from '@silkgauge/contract';
import { connect, readChanges } from '@silkgauge/read-model';
import {
  eventually,
  freePort,
  newDataFolder,
  startApp,
  startKafka,
  type EmbeddedKafka,
  type RunningApp,
} from '../../services/index.ts';
import { KafkaFrames } from '../../chaos/wire/kafka-frames.ts';
import { Proxy } from '../../chaos/wire/proxy.ts';
import { push } from '../stack.ts';
import { readTopic } from '../../fixtures/read-topic.ts';
import { everythingHolds, outbox } from './invariants.ts';
import { startWorld, structured, type Instance, type World } from './world.ts';

const dir = newDataFolder('kafka');
let behind: { port: number; proxy: number }[];
let proxy: Proxy;
let kafka: EmbeddedKafka;
let world: World;
let instance: Instance;
let feed: RunningApp;

beforeAll(async () => {
  const port = await freePort();
  proxy = await Proxy.open(port, () => new KafkaFrames());
  behind = [{ port, proxy: proxy.port }];
  kafka = await startKafka({ dir, behind });
  world = await startWorld({ brokers: kafka.brokers });
  const env = { KAFKA_BROKERS: `127.0.0.1:${String(proxy.port)}`, TOPIC_PREFIX: world.prefix };
  [instance, feed] = await Promise.all([world.startInstance(), startApp('platform-sales', env)]);
});

afterAll(async () => {
  await feed?.stop();
  await world?.close();
  proxy?.close();
  await kafka?.stop();
  rmSync(dir, { recursive: true, force: true });
});

it('scenario 18: produce timed out but written: the push is refused, pushed again it counts once', async () => {
  await world.sell(1);
  // The aggregation publishes through the same proxy, and is to have nothing left to publish.
  await everythingHolds(world);
  const [sale] = world.sold.splice(0);
  if (!sale) throw new Error('nothing was sold');
  const again = { ...sale, id: 'pushed-twice' };
  const event = JSON.parse(String(structured(again).value)) as object;
  const recordsOfTopic = async () => (await readTopic(world.kafka, `${world.prefix}platform.sales`)).length;
  const before = await recordsOfTopic();
  // The broker has written the record, but its answers exceed the door's time limit, also those to repeated requests.
  const refused = Promise.withResolvers<undefined>();
  let held = 0;
  proxy.set({
    step: 'produce',
    moment: 'after',
    cuts: true,
    spring: () => {
      held += 1;
      return refused.promise;
    },
  });
  expect((await push(feed, [event])).status).toBe(503);
  proxy.set(null);
  refused.resolve(undefined);
  expect(held).toBeGreaterThan(0);
  const written = await recordsOfTopic();
  expect(written).toBe(before + held);
  expect((await push(feed, [event])).status).toBe(202);
  expect(await recordsOfTopic()).toBe(written + 1);
  world.sold.push(sale, again, again);
  await everythingHolds(world);
});

it('scenario 8: broker away while PostgreSQL is up: the outbox grows, and is published in order when it is back', async () => {
  const topic = `${world.prefix}growth-updated.platform`;
  // Batches wait for the log's cursor until the broker is gone.
  const session = await connect(world.databaseUrl, 'spec');
  await session.query('begin');
  await session.query('select from change_cursor for update');
  await world.sell(2_000);
  await eventually(
    async () => {
      const { rows } = await world.readModel.pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows.length > 0;
    },
    { within: 60_000 },
  );
  await kafka.kill();
  const { changes: waiting } = await outbox(session);
  await session.query('rollback');
  await session.end();
  await eventually(async () => (await outbox(world.readModel.pool)).changes > waiting);
  await eventually(async () => (await fetch(`${feed.url}/readyz`)).status === 503, {
    within: 60_000,
    every: 100,
  });
  expect((await fetch(`${instance.app.url}/healthz`)).status).toBe(200);
  const grown = await readChanges(world.readModel.pool, '0', 100_000);
  expect(grown.length).toBeGreaterThan(waiting);

  kafka = await startKafka({ dir, port: kafka.port, behind });
  await everythingHolds(world);
  const newest = new Map<string, number>();
  for (const { value } of await readTopic(world.kafka, topic)) {
    const { key, version } = JSON.parse(String(value)) as GrowthState;
    expect(version).toBe((newest.get(key) ?? 0) + 1);
    newest.set(key, version);
  }
});
