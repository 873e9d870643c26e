import { setTimeout as pause } from 'node:timers/promises';
import { topics } from '@silkgauge/contract';
import { eventually } from '../../services/index.ts';
import { readTopic } from '../../fixtures/read-topic.ts';
import { inputPartitions } from './input-partitions.ts';
import { everythingHolds, quiet } from './invariants.ts';
import { at, poison, startWorld, type Instance, type World } from './world.ts';

let world: World;
let instances: [Instance, Instance];

beforeAll(async () => {
  world = await startWorld({ env: { TRANSACTION_SILENCE_MS: '2000' } });
  instances = await Promise.all([world.startInstance(), world.startInstance()]);
  await shared(instances);
});

afterAll(async () => {
  await world?.close();
});

interface Health {
  checks: { streams: { partitions: unknown[] } };
}

/** Waits until every instance reads some of the partitions of all inputs, and together they read all. */
const shared = (among: readonly Instance[]) =>
  eventually(
    async () => {
      const counts = await Promise.all(
        among.map(async ({ app }) => {
          const response = await fetch(`${app.url}/readyz`);
          expect(response.status).toBe(200);
          return ((await response.json()) as Health).checks.streams.partitions.length;
        }),
      );
      expect(counts).not.toContain(0);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(inputPartitions(topics()));
      return true;
    },
    { within: 60_000, every: 50 },
  );

const stop = ({ app }: Instance) => {
  process.kill(app.pid, 'SIGSTOP');
};
const wake = ({ app }: Instance) => {
  process.kill(app.pid, 'SIGCONT');
};
const other = (instance: Instance) => instances.find((one) => one !== instance) as Instance;

it('scenario 9: rebalance 2 -> 3 -> 2 members under load: every sale counts once', async () => {
  let isLoading = true;
  const loading = (async () => {
    while (isLoading) {
      await world.sell(100);
      await pause(20);
    }
  })();
  const third = await world.startInstance({ untilReady: false });
  await shared([...instances, third]);
  await third.app.stop();
  await shared(instances);
  isLoading = false;
  await loading;
  await everythingHolds(world);
});

it('scenario 10: zombie: SIGSTOP past the session timeout with a transaction open, SIGCONT: others go on, it writes nothing', async () => {
  // A bad record among the sales: its evidence is written in the same transaction by other statements.
  const stopped = at(instances, ['sales/commit', 'before'], stop, { cuts: false });
  await poison(world, 1);
  await world.sell(200);
  const zombie = await stopped;
  try {
    // Its locks last until the database drops its session, its partitions until the broker does.
    await world.sell(200);
    await quiet(world);
    await shared([other(zombie)]);
  } finally {
    wake(zombie);
  }
  await shared(instances);
  await world.sell(200);
  await everythingHolds(world);
});

/**
 * Stops the leader between commit and publish, and wakes it once another has published. Returns whether it was fenced
 * off: where the broker hands over the bad record in a batch of its own, the leader has nothing in hand to send.
 */
async function isFencedOff(): Promise<boolean> {
  await quiet(world);
  // Each second the leader looks for waiting letters with nothing in hand: the next moment is quiet.
  await at(instances, ['waiting-dead-letters', 'after'], () => undefined, { cuts: false });
  // After a notification of a bad record, the leader reads letters with other unpublished changes in hand.
  const stopped = at(instances, ['waiting-dead-letters', 'after'], stop, { cuts: false });
  await poison(world, 1);
  await world.sell(100);
  const zombie = await stopped;
  const published = async () =>
    (await readTopic(world.kafka, `${world.prefix}growth-updated.platform`)).length;
  try {
    await quiet(world);
    const before = await published();
    const { length } = zombie.app.output();
    wake(zombie);
    // The zombie now sends the page that it holds.
    const isFenced = await eventually(
      () => zombie.app.output().slice(length).includes('A newer sender has'),
      { within: 15_000 },
    ).catch(() => false);
    expect(await published()).toBe(before);
    return isFenced;
  } finally {
    wake(zombie);
  }
}

it('scenario 11: zombie wakes between commit and publish: another has published, what it has in hand is fenced off', async () => {
  let isFenced = false;
  for (let attempt = 0; attempt < 5 && !isFenced; attempt += 1) isFenced = await isFencedOff();
  expect(isFenced).toBe(true);
  await world.sell(100);
  await everythingHolds(world);
});
