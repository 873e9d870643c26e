import { setTimeout as pause } from 'node:timers/promises';
import { createReadModel, type ReadModel } from '@silkgauge/read-model';
import {
  eventually,
  Random,
  startApp,
  testDatabase,
  type RunningApp,
  type TestDatabase,
} from '@silkgauge/testing';
import { commit, keyOf, startSink, type Sink } from './notifier.fixture.ts';
import { newSecretKeys } from '@silkgauge/service';

const CHANGES = 20_000;
const KEYS = 100;
const AT_ONCE = 25;
/** Milliseconds between two kills. */
const KILLED_EVERY = 2_000;
/** Milliseconds before a kill within which a delivery may be unknown to the next notifier: two stores, late ones. */
const UNSTORED = 2_500;

let database: TestDatabase;
let writer: ReadModel;
let sink: Sink;
beforeAll(async () => {
  database = await testDatabase();
  writer = createReadModel(database.url, { max: 2 });
  sink = await startSink();
});
afterAll(async () => {
  await writer.close();
  await sink.stop();
  await database.drop();
});

/** What the sink knows of one change. */
interface Seen {
  readonly key: string;
  readonly body: string;
  /** Place of its first arrival, and of its first 2xx, among all arrivals and answers. */
  readonly came: number;
  taken: number;
  /** Times of answers with 2xx. */
  readonly delivered: number[];
}

it('of two notifiers that are killed in turn no change is lost, keys stay in order, and only what was not stored comes twice', async () => {
  const random = new Random(20_261_128);
  const seen = new Map<number, Seen>();
  const faults: string[] = [];
  let turn = 0;
  sink.answer = (_request, response) => {
    const { event, body } = sink.received.pop()!;
    const sequence = Number(event.id);
    const known = seen.get(sequence) ?? {
      ...{ key: event.subject, body, came: (turn += 1), taken: Infinity, delivered: [] },
    };
    if (known.body !== body) faults.push(`${event.id} has another body`);
    seen.set(sequence, known);
    const isRefused = random.unit() < 0.03;
    setTimeout(() => {
      if (isRefused) response.writeHead(503).end();
      else {
        known.delivered.push(Date.now());
        known.taken = Math.min(known.taken, (turn += 1));
        response.writeHead(204).end();
      }
    }, random.unit() * 10);
  };
  const kills: number[] = [];
  const notifiers: RunningApp[] = [];
  const env = {
    DATABASE_URL: database.url,
    NOTIFIER_SECRET_KEYS: newSecretKeys(),
    LOG_LEVEL: 'warn',
    NOTIFIER_LEASE_MS: '5000',
  };
  const begin = async () => {
    notifiers.push(await startApp('notifier', env));
  };
  await Promise.all([begin(), begin()]);
  const made = await fetch(`${notifiers[0]!.url}/v1/subscriptions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      sink: sink.url,
      protocol: 'HTTP',
      protocolsettings: { retry: Array<number>(20).fill(1), inFlight: 32 },
    }),
  });
  expect(made.status).toBe(201);
  const { id } = (await made.json()) as { id: string };

  let isOver = false;
  const killing = (async () => {
    while (!isOver) {
      await pause(KILLED_EVERY);
      const victim = notifiers.shift();
      kills.push(Date.now());
      await victim?.kill();
      await begin();
    }
  })();
  for (let at = 0; at < CHANGES; at += AT_ONCE) {
    const keys = Array.from({ length: AT_ONCE }, () =>
      keyOf(`CN-${String(Math.floor(random.unit() * KEYS))}`),
    );
    await commit(writer.pool, ...keys.map((key, index) => ({ key, value: String(at + index) })));
    await pause(20);
  }
  await eventually(
    () => [...seen.values()].filter(({ delivered }) => delivered.length > 0).length === CHANGES,
    { within: 120_000 },
  );
  isOver = true;
  await killing;
  await eventually(async () => {
    const answer = await fetch(`${notifiers[0]!.url}/v1/subscriptions/${id}`);
    const { position, waiting } = (await answer.json()) as { position: string; waiting: number };
    expect({ position, waiting }).toEqual({ position: String(CHANGES), waiting: 0 });
    return true;
  });
  await Promise.all(notifiers.map((one) => one.stop()));

  for (const versions of Map.groupBy(seen, ([, { key }]) => key).values()) {
    const inOrder = versions.sort(([a], [b]) => a - b);
    for (const [at, [sequence, { came }]] of inOrder.entries()) {
      const [before, { taken }] = inOrder[at - 1] ?? [0, { taken: 0 }];
      if (came < taken) faults.push(`${String(sequence)} came before ${String(before)} was taken`);
    }
  }
  expect(faults).toEqual([]);
  expect(kills.length).toBeGreaterThan(3);
  const unexplained = [...seen].filter(([, { delivered }]) => {
    const [first = 0, ...again] = delivered;
    return again.length > 0 && !kills.some((kill) => kill > first - 100 && kill - first < UNSTORED);
  });
  expect(unexplained).toEqual([]);
}, 240_000);
