import { AuditCheck, AuditWriter, readAuditEntry } from '@silkgauge/access';
import type { AuditEntry } from '@silkgauge/contract';
import { ask, eventually, testDatabase, type TestDatabase } from '@silkgauge/testing';
import {
  commit,
  keyOf,
  startNotifier,
  startSink,
  type Sink,
  type TestNotifier,
} from '../notifier.fixture.ts';

/** What the topic of the audit has; the broker takes nothing while `isAway`. */
const topic = { values: [] as string[], isAway: false };
const entries = (): AuditEntry[] => topic.values.flatMap((value) => readAuditEntry(Buffer.from(value)) ?? []);
const of = (id: string) => entries().filter(({ target }) => target === `subscription/${id}`);

let database: TestDatabase;
let notifier: TestNotifier;
let sink: Sink;
beforeAll(async () => {
  database = await testDatabase();
  const audit = new AuditWriter(({ value }) => {
    if (topic.isAway) return Promise.reject(new Error('no broker'));
    topic.values.push(String(value));
    return Promise.resolve();
  });
  notifier = await startNotifier(database.url, {}, { audit });
});
afterAll(async () => {
  await notifier.stop();
  await database.drop();
});
beforeEach(async () => {
  sink = await startSink();
});
afterEach(async () => {
  topic.isAway = false;
  await sink.stop();
});

const stored = () =>
  ask<{ row: string }>(
    database.url,
    `select to_jsonb(s)::text as row from notifier.subscription s union all select to_jsonb(r)::text from notifier.request r order by 1`,
  );

it('each act stands in the audit with who asked, and no credential does', async () => {
  const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const asked = (method: string, path: string, body?: unknown, headers = {}) =>
    notifier.call(method, path, body, { traceparent: trace, ...headers });
  const settings = { protocolsettings: { headers: { 'x-api-key': 'word-of-the-sink' }, timeout: 5 } };
  const body = { sink: `${sink.url}/path-of-the-sink`, protocol: 'HTTP', ...settings };
  const made = await asked('POST', '/v1/subscriptions', body);
  const { id, secret } = (await made.json()) as { id: string; secret: string };
  const path = `/v1/subscriptions/${id}`;
  const sequence = await commit(notifier.pool, { key: keyOf('CN') });
  await eventually(async () => {
    const answer = await asked('POST', `${path}/deliveries/${String(sequence)}/redeliver`);
    return answer.status === 202;
  });
  const changed = { ...body, filters: [{ exact: { area: 'GB' } }] };
  expect((await asked('PUT', path, changed, { 'if-match': '"0.x"' })).status).toBe(412);
  expect((await asked('PUT', path, changed, { 'if-match': '*' })).status).toBe(200);
  for (const [rest, given] of [
    ['/disable'],
    ['/enable'],
    ['/rotate', { overlapSeconds: 60 }],
    ['/replay', { from: '0' }],
  ] as const)
    expect((await asked('POST', path + rest, given)).ok).toBe(true);
  expect((await asked('DELETE', path)).status).toBe(200);

  expect(of(id).map(({ action }) => action.replace('subscription.', ''))).toEqual([
    ...['created', 'redelivered', 'changed', 'disabled', 'enabled', 'rotated', 'replayed', 'deleted'],
  ]);
  for (const entry of of(id)) expect(entry).toMatchObject({ actor: { address: '127.0.0.1' }, trace });
  const [created, redelivered, change, disabled, enabled, rotated, replayed, deleted] = of(id);
  expect(created?.after).toMatchObject({
    ...{ owner: 'anonymous', status: 'active', sink: new URL(sink.url).origin },
    ...{ types: ['silkgauge.growth.updated.v1'], filters: [] },
    protocolsettings: { headers: ['x-api-key'], timeout: 5 },
  });
  expect(redelivered?.after).toEqual({ sequence: String(sequence) });
  expect([change?.before, change?.after]).toMatchObject([{ filters: [] }, { filters: changed.filters }]);
  expect(disabled?.reason).toBe('owner');
  expect([enabled?.before, enabled?.after]).toEqual([{ status: 'disabled' }, { status: 'active' }]);
  expect(rotated?.after).toEqual({ overlapSeconds: 60 });
  expect(replayed?.after).toEqual({ from: '0', until: String(sequence) });
  expect(deleted?.before).toMatchObject({ filters: changed.filters });
  const text = topic.values.join();
  for (const word of [secret, 'word-of-the-sink', 'path-of-the-sink']) expect(text).not.toContain(word);
});

it('a consent that comes later, and what the notifier disables by itself, stand in the audit', async () => {
  sink.consent = {};
  const { id, status } = await notifier.subscribe({ sink: sink.url });
  expect(status).toBe('pending');
  const callback = new URL(String(sink.asked.at(-1)?.['webhook-request-callback'])).pathname;
  sink.answer = (_request, response) => response.writeHead(410).end();
  expect((await notifier.call('GET', callback)).status).toBe(200);
  await commit(notifier.pool, { key: keyOf('CN') });
  await eventually(async () => (await notifier.get(id)).status === 'disabled');
  expect(of(id).slice(1)).toMatchObject([
    { action: 'subscription.consented', actor: { address: '127.0.0.1' } },
    { action: 'subscription.disabled', actor: {}, reason: 'gone' },
  ]);
});

it('while the audit takes nothing, nothing is done', async () => {
  const { id } = await notifier.subscribe({ sink: sink.url });
  const sequence = await commit(notifier.pool, { key: keyOf('CN') });
  await eventually(async () => (await notifier.get(id)).position === String(sequence));
  sink.consent = {};
  await notifier.subscribe({ sink: sink.url });
  const callback = new URL(String(sink.asked.at(-1)?.['webhook-request-callback'])).pathname;
  sink.consent = { 'webhook-allowed-origin': '*' };
  const path = `/v1/subscriptions/${id}`;
  const body = { sink: sink.url, protocol: 'HTTP' };
  const before = await stored();
  topic.isAway = true;
  const answers = await Promise.all([
    notifier.call('POST', '/v1/subscriptions', body),
    notifier.call('PUT', path, { ...body, config: { name: 'new' } }, { 'if-match': '*' }),
    notifier.call('POST', `${path}/disable`),
    notifier.call('POST', `${path}/enable`),
    notifier.call('POST', `${path}/rotate`),
    notifier.call('POST', `${path}/replay`, { from: '0' }),
    notifier.call('POST', `${path}/deliveries/${String(sequence)}/redeliver`),
    notifier.call('DELETE', path),
    notifier.call('GET', callback),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(Array(9).fill(503));
  for (const { headers } of answers) expect(headers.get('retry-after')).toBe('2');
  expect(await stored()).toEqual(before);
  topic.isAway = false;
  expect((await notifier.call('POST', `${path}/disable`)).status).toBe(200);
});

it('a sink that is gone gets nothing more while the audit is away, and is disabled once it is back', async () => {
  const { id } = await notifier.subscribe({ sink: sink.url });
  sink.answer = (_request, response) => response.writeHead(410).end();
  topic.isAway = true;
  await commit(notifier.pool, { key: keyOf('CN') });
  await eventually(() => sink.received.length === 1);
  await commit(notifier.pool, { key: keyOf('GB') });
  expect((await notifier.get(id)).status).toBe('active');
  topic.isAway = false;
  await eventually(async () => (await notifier.get(id)).status === 'disabled');
  expect(sink.received).toHaveLength(1);
  expect(of(id).at(-1)).toMatchObject({ action: 'subscription.disabled', reason: 'gone' });
});

it('the entries prove to be whole', () => {
  const check = new AuditCheck();
  for (const entry of entries()) check.add(entry);
  expect(entries().length).toBeGreaterThan(15);
  expect(check.report()).toMatchObject({ entries: entries().length, fault: null });
});
