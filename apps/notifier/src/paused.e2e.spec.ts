import type { ServerResponse } from 'node:http';
import { createReadModel, type ReadModel } from '@silkgauge/read-model';
import { newSecretKeys } from '@silkgauge/service';
import { eventually, startApp, testDatabase, type RunningApp, type TestDatabase } from '@silkgauge/testing';
import { commit, keyOf, startSink, type Sink } from './notifier.fixture.ts';

const SUBSCRIPTIONS = 16;

let database: TestDatabase;
let writer: ReadModel;
let sink: Sink;
const notifiers: RunningApp[] = [];
beforeAll(async () => {
  database = await testDatabase();
  writer = createReadModel(database.url, { max: 2 });
  sink = await startSink();
});
afterAll(async () => {
  await Promise.all(notifiers.map((one) => one.kill()));
  await writer.close();
  await sink.stop();
  await database.drop();
});

/** Holders of all slots, each once. */
async function holders(): Promise<string[]> {
  const { rows } = await writer.pool.query<{ holder: string }>('select distinct holder from notifier.slot');
  return rows.map(({ holder }) => holder);
}

/** All that is stored of what was delivered. */
async function stored() {
  const progress = await writer.pool.query<{ subscription: string; position: string; waiting: string }>(
    `select subscription, case when live then greatest(p.position, o.position) else p.position end as position,
       p.health->>'waiting' as waiting
     from notifier.progress p join notifier.subscription s on s.id = p.subscription
     join notifier.slot o on o.slot = s.slot order by subscription`,
  );
  const attempts = await writer.pool.query<{ subscription: string; sequence: string; outcome: string }>(
    'select subscription, sequence, outcome from notifier.attempt order by subscription, n',
  );
  return { progress: progress.rows, attempts: attempts.rows };
}

it('a notifier that is paused until another one has its subscriptions makes no attempt and stores nothing of theirs', async () => {
  const env = {
    ...{ DATABASE_URL: database.url, NOTIFIER_SECRET_KEYS: newSecretKeys() },
    ...{ LOG_LEVEL: 'warn', NOTIFIER_LEASE_MS: '4000' },
  };
  const begin = async (origin: string): Promise<RunningApp> => {
    const notifier = await startApp('notifier', { ...env, NOTIFIER_ORIGIN: origin });
    notifiers.push(notifier);
    return notifier;
  };
  const paused = await begin('paused.example');
  for (let at = 0; at < SUBSCRIPTIONS; at += 1) {
    const made = await fetch(`${paused.url}/v1/subscriptions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sink: sink.url, protocol: 'HTTP', protocolsettings: { timeout: 30 } }),
    });
    expect(made.status).toBe(201);
  }
  const held: ServerResponse[] = [];
  sink.answer = (_request, response) => held.push(response);
  await commit(writer.pool, { key: keyOf('CN'), value: '1' });
  await eventually(() => held.length === SUBSCRIPTIONS);
  const [former] = await holders();
  // Waits behind what is under way: what a paused notifier would send next.
  await commit(writer.pool, { key: keyOf('CN'), value: '2' });
  process.kill(paused.pid, 'SIGSTOP');
  sink.answer = (_request, response) => response.writeHead(204).end();
  await begin('other.example');
  const last = await commit(writer.pool, { key: keyOf('CN'), value: '3' });
  await eventually(async () => !(await holders()).includes(former!), { within: 30_000 });
  await eventually(async () => {
    const { progress } = await stored();
    return progress.every(({ position, waiting }) => position === String(last) && waiting === '0');
  });
  const before = await stored();
  expect(before.attempts).toHaveLength(3 * SUBSCRIPTIONS);

  // Its sink takes what is under way now, and it goes on.
  for (const response of held) response.writeHead(204).end();
  process.kill(paused.pid, 'SIGCONT');
  // It has seen that its slots are another one's once it has a share anew.
  await eventually(async () => (await holders()).includes(former!), { within: 30_000 });
  expect(await stored()).toEqual(before);
  const origins = sink.received.map(({ headers }) => headers['webhook-request-origin']);
  expect(origins.filter((one) => one === 'paused.example')).toHaveLength(SUBSCRIPTIONS);
  // All goes on by new epochs, once.
  const next = await commit(writer.pool, { key: keyOf('CN'), value: '4' });
  await eventually(() => sink.sequences.filter((one) => one === next).length === SUBSCRIPTIONS);
  await Promise.all(notifiers.map((one) => one.stop()));
  expect(sink.sequences.filter((one) => one === next)).toHaveLength(SUBSCRIPTIONS);
}, 120_000);
