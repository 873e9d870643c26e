import { eventually, testDatabase, type TestDatabase } from '@silkgauge/testing';
import { newSecretKeys, parseSecretKeys } from '@silkgauge/service';
import { commit, keyOf, startNotifier, startSink, type Sink, type TestNotifier } from './notifier.fixture.ts';

let database: TestDatabase;
let notifier: TestNotifier | undefined;
let first: Sink;
let second: Sink;
beforeAll(async () => {
  database = await testDatabase();
  [first, second] = [await startSink(), await startSink()];
});
afterAll(async () => {
  await notifier?.stop();
  await Promise.all([first.stop(), second.stop()]);
  await database.drop();
});

const [one, two] = [newSecretKeys(), newSecretKeys().replace(/^1/, '2')];
const startedWith = async (...keys: readonly string[]): Promise<TestNotifier> => {
  await notifier?.stop();
  notifier = await startNotifier(database.url, { secretKeys: parseSecretKeys(keys.join(',')) });
  return notifier;
};

it('a subscription whose secret cannot be read waits alone, and goes on once its key is back', async () => {
  const { id } = await (await startedWith(one)).subscribe({ sink: first.url });
  await (await startedWith(one, two)).subscribe({ sink: second.url });
  const { pool, call, get } = await startedWith(two);
  const sequence = await commit(pool, { key: keyOf('CN') });
  await eventually(() => second.sequences.includes(sequence));
  expect(first.received).toEqual([]);
  const metrics = await (await call('GET', '/metrics')).text();
  for (const status of ['active', 'unreadable'])
    expect(metrics).toContain(`silkgauge_webhook_subscriptions{status="${status}"} 1`);
  await eventually(async () => (await get(id)).waiting === 1);
  await startedWith(one, two);
  await eventually(() => first.sequences.includes(sequence));
});

describe('a subscription whose key is gone', () => {
  let id: string;
  let started: TestNotifier;
  beforeAll(async () => {
    ({ id } = await (await startedWith(one)).subscribe({ sink: first.url }));
    started = await startedWith(two);
  });
  const ask = (command: string, body?: unknown) =>
    started.call('POST', `/v1/subscriptions/${id}/${command}`, body);

  it('is neither tested nor rotated with an overlap, which tells the generation and the way out', async () => {
    for (const answer of [
      await ask('test'),
      await ask('rotate'),
      await ask('rotate', { overlapSeconds: 60 }),
    ])
      expect([answer.status, await answer.json()]).toMatchObject([
        409,
        {
          type: 'urn:silkgauge:problem:secret-unreadable',
          detail: expect.stringMatching(/lacks generation 1, .*"overlapSeconds": 0/),
        },
      ]);
  });

  it('goes on with the secret of a rotation without an overlap', async () => {
    const before = await commit(started.pool, { key: keyOf('GB') });
    const rotated = await ask('rotate', { overlapSeconds: 0 });
    expect([rotated.status, await rotated.json()]).toEqual([
      200,
      { secret: expect.stringMatching(/^whsec_/) },
    ]);
    await eventually(() => first.sequences.includes(before));
    expect((await ask('test')).status).toBe(200);
  });
});
