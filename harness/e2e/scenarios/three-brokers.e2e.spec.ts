import { setTimeout as pause } from 'node:timers/promises';
import { topics } from '@silkgauge/contract';
import { lastSequence } from '@silkgauge/read-model';
import { eventually, startKafkaCluster, type KafkaCluster } from '../../services/index.ts';
import { everythingHolds } from './invariants.ts';
import { level, poison, startWorld, type World } from './world.ts';

/** The whole system on three brokers, two required in sync: producers, two aggregations, PostgreSQL. */
let cluster: KafkaCluster;
let world: World;
let names: readonly string[];

beforeAll(async () => {
  cluster = await startKafkaCluster();
  const env = { REPLICATION: 'required' };
  world = await startWorld({ brokers: cluster.brokers, env });
  names = topics(world.prefix).map(({ name }) => name);
  await world.startInstance();
  await world.startInstance();
});

afterAll(async () => {
  await world?.close();
  await cluster?.close();
});

/** Retries until accepted, as producers do: a refused record may be stored all the same, and counts once. */
async function sending(send: () => Promise<unknown>): Promise<void> {
  await eventually(() => send().then(() => true), { within: 120_000, every: 100 });
}

/** Sends sales, levels and a few bad records during some work and for a while after. */
async function underLoad(work: () => Promise<void>): Promise<void> {
  let isOver = false;
  const load = (async () => {
    for (let n = 0; !isOver; n++) {
      const before = world.sold.length;
      await world.sell(60).catch(() => sending(() => world.send('platform.sales', world.sold.slice(before))));
      const print = level('CHN', 2000 + (n % 20), `level-${String(before)}`);
      await sending(() => world.send('customs.figures', [print]));
      if (n % 20 === 0) await sending(() => poison(world, 1));
      await pause(20);
    }
  })();
  const failed = load.then(() => new Promise<never>(() => undefined));
  try {
    await Promise.race([failed, progress().then(work).then(progress)]);
  } finally {
    isOver = true;
  }
  await load;
}

/** Waits until a new change is committed. */
async function progress(): Promise<void> {
  const before = BigInt(await lastSequence(world.readModel.pool));
  await eventually(async () => BigInt(await lastSequence(world.readModel.pool)) > before + 50n, {
    within: 90_000,
    every: 100,
  });
}

const inSync = async (least: number): Promise<void> => {
  for (const name of names)
    await eventually(async () => (await cluster.inSync(name)).every((count) => count >= least), {
      ...{ within: 90_000, every: 200 },
    });
};

it('scenario 35: all leaders moved: whoever leads the topics of the whole road, everything holds', async () => {
  await underLoad(async () => {
    for (let round = 0; round < 3; round++) await cluster.moveLeaders(names);
  });
  await everythingHolds(world);
});

it('scenario 36: broker of the whole road killed: the others go on, it comes back, everything holds', async () => {
  await underLoad(async () => {
    await cluster.kill(1);
    await progress();
    await cluster.start(1);
    await inSync(3);
  });
  await everythingHolds(world);
});

it('scenario 37: ISR shrunk: a broker frozen until nobody counts on it, and thawed, everything holds', async () => {
  await underLoad(async () => {
    cluster.freeze(2);
    await eventually(async () => (await cluster.inSync(`${world.prefix}platform.sales`)).includes(2), {
      ...{ within: 90_000, every: 200 },
    });
    await progress();
    cluster.thaw(2);
    await inSync(3);
  });
  await everythingHolds(world);
});
