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
const said = ({ app }: Instance, words: string) => app.output().includes(words);

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

it('scenario 11: zombie wakes between commit and publish: another has published, what it has in hand is fenced off', async () => {
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
    wake(zombie);
    // The zombie now sends the page that it holds.
    await eventually(() => said(zombie, 'A newer sender has'));
    expect(await published()).toBe(before);
  } finally {
    wake(zombie);
  }
  await world.sell(100);
  await everythingHolds(world);
});
