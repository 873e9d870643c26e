import { accessVariables } from '@silkgauge/access';
import type { Subscription } from '@silkgauge/contract';
import { createReadModel } from '@silkgauge/read-model';
import { eventually, madeKey, testDatabase, WrittenTable, type TestDatabase } from '@silkgauge/testing';
import {
  commit,
  keyOf,
  startNotifier,
  startSink,
  type Sink,
  type TestNotifier,
} from '../notifier.fixture.ts';

const owner = madeKey({ scopes: ['subscribe'] });
const other = madeKey({ scopes: ['subscribe'] });
const reader = madeKey({ scopes: ['read'] });
const operator = madeKey({ scopes: ['operate'] });
const table = new WrittenTable(owner.record, other.record, reader.record, operator.record);

let database: TestDatabase;
let notifier: TestNotifier;
let sink: Sink;
let id: string;
const started = () =>
  startNotifier(database.url, { access: accessVariables.read({ ACCESS: 'keys' }) }, { table });
beforeAll(async () => {
  table.document = { webhooks: { allow: ['127.0.0.1/32'], http: ['127.0.0.1/32'] } };
  database = await testDatabase();
  sink = await startSink();
  notifier = await started();
});
afterAll(async () => {
  await notifier.stop();
  await sink.stop();
  await database.drop();
});

const as = (key: { token: string } | null, method: string, path: string, body?: unknown) =>
  notifier.call(method, path, body, key ? { authorization: `Bearer ${key.token}` } : {});

it('a key with the scope subscribe makes subscriptions, and nobody else does', async () => {
  const body = { sink: sink.url, protocol: 'HTTP' };
  const nobody = await as(null, 'POST', '/v1/subscriptions', body);
  expect([nobody.status, nobody.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="silkgauge"']);
  const wrong = await as(reader, 'POST', '/v1/subscriptions', body);
  expect([wrong.status, wrong.headers.get('www-authenticate')]).toEqual([
    403,
    'Bearer realm="silkgauge", error="insufficient_scope", scope="subscribe"',
  ]);
  const made = await as(owner, 'POST', '/v1/subscriptions', body);
  expect(made.status).toBe(201);
  ({ id } = (await made.json()) as { id: string });
});

it("another key's subscription is 404, and an operator sees all", async () => {
  const path = `/v1/subscriptions/${id}`;
  expect((await as(owner, 'GET', path)).status).toBe(200);
  for (const [method, rest] of [
    ['GET', ''],
    ['DELETE', ''],
    ['POST', '/enable'],
    ['POST', '/rotate'],
    ['GET', '/deliveries'],
  ] as const)
    expect((await as(other, method, path + rest)).status).toBe(404);
  expect((await as(operator, 'GET', path)).status).toBe(200);
  expect(await (await as(operator, 'GET', '/v1/subscriptions')).json()).toMatchObject({ items: [{ id }] });
  expect(await (await as(other, 'GET', '/v1/subscriptions')).json()).toEqual({ items: [], next: null });
  expect(await (await as(operator, 'POST', `${path}/disable`)).json()).toMatchObject({ because: 'operator' });
});

it('what an operator disabled only an operator enables, whatever its owner does', async () => {
  const path = `/v1/subscriptions/${id}`;
  const refused = await as(owner, 'POST', `${path}/enable`);
  expect([refused.status, await refused.json()]).toMatchObject([
    409,
    { type: 'urn:silkgauge:problem:disabled-by-operator' },
  ]);
  expect(await (await as(owner, 'POST', `${path}/disable`)).json()).toMatchObject({ because: 'operator' });
  expect((await as(owner, 'POST', `${path}/enable`)).status).toBe(409);
  expect(await (await as(operator, 'POST', `${path}/enable`)).json()).toMatchObject({ status: 'active' });
  expect(await (await as(owner, 'POST', `${path}/disable`)).json()).toMatchObject({ because: 'owner' });
  expect(await (await as(owner, 'POST', `${path}/enable`)).json()).toMatchObject({ status: 'active' });
});

it('a revoked key disables its subscriptions', async () => {
  await commit(notifier.pool, { key: keyOf('CN') });
  await eventually(() => sink.received.length === 1);
  table.put({ ...owner.record, version: 2, revokedAt: '2026-01-02T00:00:00Z', revokedReason: 'lost' });
  await eventually(async () => {
    const found = (await (await as(operator, 'GET', `/v1/subscriptions/${id}`)).json()) as object;
    return 'because' in found && found.because === 'key-revoked';
  });
  await commit(notifier.pool, { key: keyOf('GB') });
  await eventually(
    async () =>
      ((await (await as(operator, 'GET', `/v1/subscriptions/${id}`)).json()) as { waiting: number })
        .waiting === 1,
  );
  expect(sink.received).toHaveLength(1);
});

it('where keys are needed this machine is a sink only by the policy, and a trusted name is not asked', async () => {
  const { document } = table;
  const key = madeKey({ scopes: ['subscribe'] });
  table.put(key.record);
  const receiver = await startSink();
  receiver.consent = {};
  const body = { sink: receiver.url, protocol: 'HTTP' };
  const statuses = [];
  for (const webhooks of [{}, { allow: ['127.0.0.1/32'] }, { http: ['127.0.0.1/32'] }]) {
    table.document = { webhooks };
    statuses.push((await as(key, 'POST', '/v1/subscriptions', body)).status);
  }
  table.document = { webhooks: { ...document.webhooks, trusted: ['127.0.0.1'] } };
  const made = await as(key, 'POST', '/v1/subscriptions', body);
  table.document = document;
  await receiver.stop();
  // Plain HTTP to a loopback needs both.
  expect(statuses).toEqual([422, 422, 422]);
  expect(await made.json()).toMatchObject({ status: 'active' });
  expect(receiver.asked).toEqual([]);
});

it('without a key nobody subscribes where reading is closed, and what was subscribed to waits until it opens', async () => {
  const open = new WrittenTable();
  open.document = { webhooks: { allow: ['127.0.0.1/32'], http: ['127.0.0.1/32'] } };
  const receiver = await startSink();
  const ownDatabase = await testDatabase();
  const ofAll = await startNotifier(ownDatabase.url, {}, { table: open });
  const made = await ofAll.subscribe({ sink: receiver.url });
  await commit(ofAll.pool, { key: keyOf('CN') });
  await eventually(() => receiver.received.length === 1);
  const read = open.document;
  open.document = { ...read, anonymous: ['push'] };
  const closed = await ofAll.call('GET', `/v1/subscriptions/${made.id}`);
  expect([closed.status, closed.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="silkgauge"']);
  const another = { sink: receiver.url, protocol: 'HTTP' };
  expect((await ofAll.call('POST', '/v1/subscriptions', another)).status).toBe(401);
  await commit(ofAll.pool, { key: keyOf('GB') });
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(receiver.received).toHaveLength(1);
  open.document = read;
  await eventually(() => receiver.received.length === 2);
  expect(await ofAll.get(made.id)).toMatchObject({ status: 'active' });
  await ofAll.stop();
  await receiver.stop();
  await ownDatabase.drop();
});

describe('no attempt begins for a revoked key', () => {
  const receivers: Sink[] = [];
  afterAll(() => Promise.all(receivers.map((one) => one.stop())));
  const revoke = (key: typeof owner) => {
    table.put({ ...key.record, version: 2, revokedAt: '2026-01-02T00:00:00Z', revokedReason: 'lost' });
  };
  const shown = async (of: string) =>
    (await (await as(operator, 'GET', `/v1/subscriptions/${of}`)).json()) as Subscription;
  const disabled = (of: string) => eventually(async () => (await shown(of)).because === 'key-revoked');
  const areas = ({ received }: Sink) => received.map(({ event }) => event.subject.split('.')[1]);
  /** A subscription of a key of its own, with a change that waits. */
  const waiting = async (consent: Sink['consent']) => {
    const key = madeKey({ scopes: ['subscribe'] });
    table.put(key.record);
    const receiver = await startSink();
    receivers.push(receiver);
    receiver.consent = consent;
    const made = await as(key, 'POST', '/v1/subscriptions', {
      ...{ sink: receiver.url, protocol: 'HTTP', config: { from: '0' } },
    });
    const { id: of } = (await made.json()) as { id: string };
    return { key, receiver, of };
  };

  it('that was revoked while the notifier was down', async () => {
    const { key, receiver, of } = await waiting({ 'webhook-allowed-origin': '*' });
    await eventually(() => receiver.received.length > 0);
    await notifier.stop();
    revoke(key);
    const pool = createReadModel(database.url, { max: 1 });
    await commit(pool.pool, { key: keyOf('FR') });
    await pool.close();
    notifier = await started();
    await disabled(of);
    expect(areas(receiver)).not.toContain('FR');
  });

  it('whose sink consents later', async () => {
    const { key, receiver, of } = await waiting({});
    const callback = new URL(String(receiver.asked.at(-1)?.['webhook-request-callback'])).pathname;
    revoke(key);
    expect((await notifier.call('GET', callback)).status).toBe(200);
    await disabled(of);
    expect(receiver.received).toEqual([]);
  });

  it('whose subscription an operator enables', async () => {
    const { key, receiver, of } = await waiting({});
    revoke(key);
    receiver.consent = { 'webhook-allowed-origin': '*' };
    await as(operator, 'POST', `/v1/subscriptions/${of}/enable`);
    await disabled(of);
    expect(receiver.received).toEqual([]);
  });

  it('nor before the keys are known, while nothing is disabled', async () => {
    const { receiver, of } = await waiting({ 'webhook-allowed-origin': '*' });
    await eventually(() => receiver.received.length > 0);
    await notifier.stop();
    table.age = Infinity;
    notifier = await started();
    await commit(notifier.pool, { key: keyOf('DE') });
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(areas(receiver)).not.toContain('DE');
    table.age = 0;
    await eventually(() => areas(receiver).includes('DE'));
    expect((await shown(of)).status).toBe('active');
  });
});
