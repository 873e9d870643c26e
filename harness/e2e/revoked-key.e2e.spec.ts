import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { recordKeyOf, type KeyRecord } from '@silkgauge/access';
import { ACCESS_TOPIC, FEEDS, topics, typesOf } from '@silkgauge/contract';
import { ensureTopics, SafeProducer } from '@silkgauge/kafka';
import { madeKey } from '../fixtures/access.ts';
import {
  eventually,
  startApp,
  testBrokers,
  testDatabase,
  topicPrefix,
  type RunningApp,
} from '../services/index.ts';

/** Milliseconds within which a change of keys holds in every process. */
const EVERYWHERE = 5_000;
/** Pushes and reads under way, of each service. */
const AT_ONCE = 4;

const EVERYTHING: Partial<KeyRecord> = {
  scopes: ['push', 'read', 'subscribe', 'observe', 'operate'],
  write: { types: ['*'], sources: ['*'], series: [{}], names: ['*'] },
};
const lost = madeKey({ ...EVERYTHING, name: 'lost' });
const unlimited = { data: null, structure: null, push: null, 'push-bytes': null, manage: null };
const kept = madeKey({ ...EVERYTHING, name: 'kept', limits: unlimited });

const prefix = topicPrefix();
const kafka = { brokers: [testBrokers()] };
const apps: RunningApp[] = [];
let services: Record<string, string>;
let sink: Server;
let dropDatabase: () => Promise<void>;

beforeAll(async () => {
  await ensureTopics(kafka, topics(prefix));
  const producer = new SafeProducer({ ...kafka, deadline: 60_000 });
  const here = { allow: ['127.0.0.1/32'], http: ['127.0.0.1/32'] };
  const policy = { kind: 'policy' as const, id: 'policy' as const, version: 1, policy: { webhooks: here } };
  await producer.send(
    prefix + ACCESS_TOPIC,
    [lost.record, kept.record, policy].map((record) => ({
      key: recordKeyOf(record),
      value: JSON.stringify(record),
    })),
  );
  await producer.close();
  sink = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'webhook-allowed-origin': '*' }).end();
  });
  await new Promise<void>((resolve) => {
    sink.listen(0, '127.0.0.1', resolve);
  });
  const database = await testDatabase();
  dropDatabase = () => database.drop();
  const env = {
    ...{ KAFKA_BROKERS: testBrokers(), TOPIC_PREFIX: prefix, ACCESS: 'keys', LOG_LEVEL: 'warn' },
    DATABASE_URL: database.url,
    NOTIFIER_SECRET_KEYS: `1:${randomBytes(32).toString('base64')}`,
  };
  const names = Object.keys(CALLS);
  apps.push(...(await Promise.all(names.map((name) => startApp(name, env)))));
  services = Object.fromEntries(names.map((name, at) => [name, apps[at]?.url ?? '']));
});

afterAll(async () => {
  await Promise.all(apps.map((app) => app.stop()));
  sink?.close();
  sink?.closeAllConnections();
  await dropDatabase?.();
});

let numbers = 0;
const event = (type: string, data: object) => ({
  ...{ specversion: '1.0', id: String((numbers += 1)), source: '/spec/revoked', type, data },
});
const withdrawn = () =>
  event('silkgauge.figure.withdrawn.v1', { ref: { source: '/spec/revoked', id: 'x' }, reason: 'wrong' });

const noticeWithdrawn = () => event('silkgauge.notice.withdrawn.v1', { notice: 'N-1', reason: 'wrong' });

interface Call {
  readonly path: string;
  /** The event to push; absent of a read. */
  readonly event?: () => object;
}

/** What each service does for a key. */
const CALLS: Readonly<Record<string, Call>> = {
  ...Object.fromEntries(
    FEEDS.map((feed) => [
      feed,
      {
        path: '/v1/events',
        event: typesOf(feed).includes('silkgauge.figure.withdrawn.v1') ? withdrawn : noticeWithdrawn,
      },
    ]),
  ),
  'growth-api': { path: '/v1/growth?limit=1' },
  aggregation: { path: '/metrics' },
  notifier: { path: '/v1/subscriptions' },
  access: { path: '/v1/keys/self' },
};

async function ask(name: string, { token }: { readonly token: string }): Promise<number> {
  const { path, event: pushed } = CALLS[name] ?? { path: '' };
  const response = await fetch(`${services[name] ?? ''}${path}`, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(pushed && { 'content-type': 'application/cloudevents+json' }),
    },
    ...(pushed && { method: 'POST', body: JSON.stringify(pushed()) }),
  });
  await response.body?.cancel();
  return response.status;
}

const call = (name: string, path: string, key: { token: string }, method = 'GET', body?: object) =>
  fetch(`${services[name] ?? ''}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key.token}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });

it('under pushes and reads a revoked key is refused by every service within five seconds, and its stream and subscriptions end', async () => {
  const { port } = sink.address() as AddressInfo;
  const request = { sink: `http://127.0.0.1:${String(port)}/`, protocol: 'HTTP' };
  const subscribed = await call('notifier', '/v1/subscriptions', lost, 'POST', request);
  expect(subscribed.status).toBe(201);
  const { id } = (await subscribed.json()) as { id: string };
  for (const name of Object.keys(CALLS)) expect([name, (await ask(name, lost)) < 300]).toEqual([name, true]);

  let isOver = false;
  const statuses = new Map<number, number>();
  const load = Object.keys(CALLS).flatMap((name) =>
    Array.from({ length: AT_ONCE }, async () => {
      while (!isOver) {
        const status = await ask(name, kept);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    }),
  );
  const stream = await call('growth-api', '/v1/stream', lost);
  expect(stream.status).toBe(200);
  await pause(2_000);
  const revoked = await call('access', `/v1/keys/${lost.record.id}/revoke`, kept, 'POST', { reason: 'lost' });
  expect(revoked.status).toBe(200);
  const since = performance.now();
  const streamEnd = stream.text().then(
    () => performance.now() - since,
    () => performance.now() - since,
  );
  const refusedAfter = await Promise.all(
    Object.keys(CALLS).map(async (name) => {
      while ((await ask(name, lost)) !== 401) await pause(100);
      return [name, performance.now() - since] as const;
    }),
  );
  const late = refusedAfter.filter(([, ms]) => ms > EVERYWHERE);
  expect(late).toEqual([]);
  expect(await streamEnd).toBeLessThan(EVERYWHERE);
  const shown = await eventually(
    async () => {
      const answer = await call('notifier', `/v1/subscriptions/${id}`, kept);
      const found = (await answer.json()) as { status: string; because?: string };
      return found.status === 'disabled' && found;
    },
    { within: Math.max(1, EVERYWHERE - (performance.now() - since)) },
  );
  expect(shown.because).toBe('key-revoked');
  // A key that was refused once is refused from then on.
  for (const name of Object.keys(CALLS)) expect([name, await ask(name, lost)]).toEqual([name, 401]);
  isOver = true;
  await Promise.all(load);
  expect([...statuses.keys()].filter((status) => status >= 300)).toEqual([]);
  expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(500);

  await eventually(async () => {
    const answer = await call('access', '/v1/audit.ndjson?action=subscription.*', kept);
    const entries = (await answer.text())
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as object);
    expect(entries).toMatchObject([
      { action: 'subscription.created', target: `subscription/${id}`, actor: { key: lost.record.id } },
      { action: 'subscription.disabled', target: `subscription/${id}`, reason: 'key-revoked' },
    ]);
    return true;
  });
}, 120_000);
