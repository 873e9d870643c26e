import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureTopics } from '@silkgauge/kafka';
import { topics } from '@silkgauge/contract';
import { inputPartitions } from './scenarios/input-partitions.ts';
import {
  eventually,
  startApp,
  testBrokers,
  testDatabase,
  topicPrefix,
  type RunningApp,
  type TestDatabase,
} from '../services/index.ts';

/** Rounds of each kind. Ten rounds: TAKE_OVER_ROUNDS=10 npm test -- e2e/take-over */
const ROUNDS = Number(process.env['TAKE_OVER_ROUNDS'] ?? '2');
/** A take-over that waits for the session to end takes longer than any bound here. */
const SESSION_MS = 30_000;
/** Generous, because other specs may load the machine. */
const BOUND_MS = 8_000;
/** Of all input topics. */
const PARTITIONS = inputPartitions(topics());

let database: TestDatabase;
let env: Record<string, string>;
const running: RunningApp[] = [];

beforeAll(async () => {
  const prefix = topicPrefix();
  database = await testDatabase();
  await ensureTopics({ brokers: [testBrokers()] }, topics(prefix));
  env = {
    KAFKA_BROKERS: testBrokers(),
    TOPIC_PREFIX: prefix,
    DATABASE_URL: database.url,
    LOG_LEVEL: 'warn',
    SESSION_TIMEOUT_MS: String(SESSION_MS),
  };
});

afterAll(async () => {
  await Promise.all(running.map((app) => app.stop()));
  await database.drop();
});

async function start(untilReady = true): Promise<RunningApp> {
  const app = await startApp('aggregation', env, { untilReady });
  running.push(app);
  return app;
}

/** Removes the process from those to stop at the end, and sends the signal. */
function signal(app: RunningApp, name: NodeJS.Signals): void {
  running.splice(running.indexOf(app), 1);
  process.kill(app.pid, name);
}

/** Number of partitions in use; none until all assigned partitions are read. */
async function partitionsOf({ url }: RunningApp): Promise<number> {
  const response = await fetch(`${url}/readyz`).catch(() => null);
  if (!response?.ok) return 0;
  const body = (await response.json()) as { checks: { streams: { partitions: unknown[] } } };
  return body.checks.streams.partitions.length;
}

const shared = (a: RunningApp, b: RunningApp) =>
  eventually(
    async () => {
      const counts = await Promise.all([partitionsOf(a), partitionsOf(b)]);
      return !counts.includes(0) && counts[0] + counts[1] === PARTITIONS;
    },
    { within: 60_000, every: 50 },
  );

/** Milliseconds until an aggregation reads all partitions. */
async function untilItReadsAll(app: RunningApp): Promise<number> {
  const begin = performance.now();
  while ((await partitionsOf(app)) < PARTITIONS) {
    if (performance.now() - begin > SESSION_MS + BOUND_MS) throw new Error('it never read them all');
    await pause(5);
  }
  return performance.now() - begin;
}

/** Prints the durations of all rounds, and requires each within the bound. */
async function rounds(what: string, one: () => Promise<number>): Promise<void> {
  const figures: number[] = [];
  for (let i = 0; i < ROUNDS; i += 1) figures.push(Math.round(await one()));
  const inOrder = figures.toSorted((a, b) => a - b);
  const median = inOrder[inOrder.length >> 1] ?? 0;
  process.stdout.write(`${what}: ${inOrder.join(' ')} ms, median ${String(median)}\n`);
  expect(Math.max(...figures)).toBeLessThan(BOUND_MS);
}

it('kill -9 of one of two: the other reads its partitions long before its session ends', async () => {
  let survivor = await start();
  let kills = 0;
  await rounds('kill -9 of one of two', async () => {
    const newcomer = await start();
    await shared(survivor, newcomer);
    // The victims alternate, so the group's leader is among them.
    const [dies, lives] = kills % 2 === 0 ? [newcomer, survivor] : [survivor, newcomer];
    kills += 1;
    survivor = lives;
    signal(dies, 'SIGKILL');
    return untilItReadsAll(lives);
  });
});

it('kill -9 of the only one: a restarted process reads at once', async () => {
  await rounds('kill -9 of the only one, from its start', async () => {
    for (const app of [...running]) signal(app, 'SIGKILL');
    return untilItReadsAll(await start(false));
  });
});

it('SIGTERM of one of two: the other reads its partitions at once', async () => {
  const [survivor] = running;
  if (!survivor) throw new Error('nobody is left');
  await rounds('SIGTERM of one of two', async () => {
    const leaver = await start();
    await shared(survivor, leaver);
    signal(leaver, 'SIGTERM');
    return untilItReadsAll(survivor);
  });
});
