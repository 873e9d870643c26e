import type { ServerResponse } from 'node:http';
import { ask, eventually, testDatabase, type TestDatabase } from '@silkgauge/testing';
import { commit, keyOf, startNotifier, startSink, type Sink, type TestNotifier } from './notifier.fixture.ts';
import { signature } from './sign/signature.ts';

let database: TestDatabase;
let notifier: TestNotifier;
let sink: Sink;
beforeAll(async () => {
  database = await testDatabase();
  notifier = await startNotifier(database.url);
});
afterAll(async () => {
  await notifier.stop();
  await database.drop();
});
beforeEach(async () => {
  sink = await startSink();
});
afterEach(async () => {
  const { items } = await notifier.list();
  for (const { id } of items) await notifier.call('DELETE', `/v1/subscriptions/${id}`);
  await sink.stop();
});

const write = (area: string, value?: string) =>
  commit(notifier.pool, { key: keyOf(area), ...(value && { value }) });
/** The gauge of how long changes wait in the log, in seconds. */
const behind = async (): Promise<number> => {
  const text = await (await notifier.call('GET', '/metrics')).text();
  return Number(/^silkgauge_webhook_behind_seconds (\S+)$/m.exec(text)?.[1]);
};
const deliveriesOf = async (id: string, query = '') => {
  const response = await notifier.call('GET', `/v1/subscriptions/${id}/deliveries${query}`);
  return (await response.json()) as { items: Record<string, unknown>[]; next: string | null };
};

it('a change is delivered in structured mode, signed, with its codes and the entry of the log', async () => {
  const { secret = '' } = await notifier.subscribe({
    sink: sink.url,
    protocolsettings: { headers: { 'x-team': 'trade' } },
    sinkcredential: { credentialtype: 'ACCESSTOKEN', accesstoken: 'abc' },
  });
  const sequence = await write('CN-HA', '4720000000');
  const { headers, body, event } = await eventually(() => sink.received[0]);
  expect(event).toMatchObject({
    ...{ specversion: '1.0', id: String(sequence), source: '/silkgauge/aggregation' },
    ...{ type: 'silkgauge.growth.updated.v1', time: '2024-01-01T00:00:00.000Z' },
    ...{ subject: `${keyOf('CN-HA')}/2020`, datacontenttype: 'application/json' },
    ...{
      reporter: 'GACC',
      area: 'CN-HA',
      indicator: 'CBEC',
      coverage: 'FULL',
      flow: '_T',
      mode: '_T',
      product: '_T',
    },
    ...{ counterpart: '_T', currency: 'CNY', period: '2020', domain: 'customs', reason: 'reported' },
    data: {
      key: `${keyOf('CN-HA')}/2020`,
      version: 1,
      sequence: String(sequence),
      change: { reason: 'reported' },
    },
  });
  expect(headers).toMatchObject({
    ...{
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': `sg_${String(sequence)}`,
    },
    ...{ 'user-agent': 'silkgauge-notifier/0.1.0', 'webhook-request-origin': 'silkgauge.example.org' },
    ...{ 'x-team': 'trade', authorization: 'Bearer abc' },
  });
  const timestamp = Number(headers['webhook-timestamp']);
  expect(Math.abs(timestamp - Date.now() / 1_000)).toBeLessThan(60);
  expect(headers['webhook-signature']).toBe(
    signature({ id: `sg_${String(sequence)}`, timestamp, body }, [secret]),
  );
});

it('data of more than 20,000 bytes are named by dataref', async () => {
  await notifier.subscribe({ sink: sink.url });
  const document = { growth: {}, other: {}, flags: Array<'small-base'>(2_000).fill('small-base') };
  const sequence = await commit(notifier.pool, { key: keyOf('CN'), period: '2020-01-01/P5M', document });
  const { event } = await eventually(() => sink.received[0]);
  expect(event).not.toHaveProperty('data');
  expect(event).toMatchObject({
    dataref: `https://api.example.org/v1/growth/${keyOf('CN')}/2020-01-01%2FP5M?asOf=${String(sequence)}`,
  });
});

it('a subscription gets what its filters are true for, from its sequence on', async () => {
  const first = await write('GB', '1');
  const second = await write('GB', '2');
  await write('FR');
  await notifier.subscribe({
    sink: sink.url,
    filters: [{ exact: { area: 'GB' } }],
    config: { from: String(first - 1) },
  });
  const third = await write('GB', '3');
  await eventually(() => sink.received.length === 3);
  expect(sink.sequences).toEqual([first, second, third]);
});

it('a failed delivery is tried again with the same id and body, and its key waits while others go on', async () => {
  const { id } = await notifier.subscribe({ sink: sink.url, protocolsettings: { retry: [1, 1, 1] } });
  sink.answer = (_request, response) => {
    const isFirst = sink.received.length === 1;
    response.writeHead(isFirst ? 503 : 200, { location: '/elsewhere' }).end('not kept');
  };
  const a = await write('CN-A', '1');
  await eventually(() => sink.received.length === 1);
  const [b, c] = [await write('CN-A', '2'), await write('CN-B')];
  await eventually(() => sink.received.length === 4);
  expect(sink.sequences).toEqual([a, c, a, b]);
  const [before, , again] = sink.received;
  expect(again?.body).toBe(before?.body);
  expect(again?.headers['webhook-id']).toBe(before?.headers['webhook-id']);
  const { items } = await eventually(async () => {
    const list = await deliveriesOf(id);
    return list.items.length === 4 && list;
  });
  expect(items.at(-1)).toMatchObject({
    ...{ sequence: String(a), attempt: 1, outcome: 'failed', status: 503, error: 'status' },
    nextAt: expect.any(String),
  });
  expect(items[1]).toMatchObject({ sequence: String(a), attempt: 2, outcome: 'delivered', status: 200 });
  expect((await deliveriesOf(id, '?outcome=failed&limit=1')).items).toHaveLength(1);
});

it('a receiver that nobody listens at is backing off, and gets all in order once it is back', async () => {
  await sink.stop();
  const { port } = new URL(sink.url);
  const { id } = await notifier.subscribe({
    sink: sink.url,
    protocolsettings: { retry: [1, 1, 1, 1, 1, 60] },
  });
  expect((await notifier.get(id)).status).toBe('pending');
  sink = await startSink(Number(port));
  expect((await notifier.call('POST', `/v1/subscriptions/${id}/enable`)).status).toBe(200);
  await sink.stop();
  const sequences = [];
  for (let at = 0; at < 5; at += 1) sequences.push(await write(`CN-${String(at)}`));
  await eventually(async () => (await notifier.get(id)).status === 'backing-off');
  await eventually(async () => (await notifier.get(id)).waiting === 5);
  expect((await notifier.get(id)).position).toBe(String(sequences[0]! - 1));
  sink = await startSink(Number(port));
  await eventually(() => sink.received.length === 5);
  expect([...sink.sequences].sort((a, b) => a - b)).toEqual(sequences);
  await eventually(async () => (await notifier.get(id)).status === 'active');
});

it('enable lets what waits of a sink that was backing off go at once', async () => {
  const { id } = await notifier.subscribe({ sink: sink.url, protocolsettings: { retry: [3_600] } });
  const { port } = new URL(sink.url);
  await sink.stop();
  for (const area of ['CN-A', 'CN-B', 'CN-C']) await write(area);
  await eventually(async () => (await notifier.get(id)).status === 'backing-off');
  sink = await startSink(Number(port));
  await notifier.call('POST', `/v1/subscriptions/${id}/enable`);
  await eventually(() => sink.received.length === 3, { within: 10_000 });
});

it('a redirect is a failure, and is not followed', async () => {
  const other = await startSink();
  sink.answer = (_request, response) => response.writeHead(307, { location: other.url }).end();
  const { id } = await notifier.subscribe({ sink: sink.url });
  const tested = await (await notifier.call('POST', `/v1/subscriptions/${id}/test`)).json();
  expect(tested).toEqual({ status: 307, error: 'status', ms: expect.any(Number) });
  expect(other.received).toEqual([]);
  await other.stop();
});

it('410 disables at once, and the alert sink is told', async () => {
  const alerts = await startSink();
  sink.answer = (_request, response) => response.writeHead(410).end();
  const { id } = await notifier.subscribe({ sink: sink.url, config: { alertSink: alerts.url } });
  const sequence = await write('CN');
  const { event } = await eventually(() => alerts.received[0]);
  expect(event).toMatchObject({
    type: 'silkgauge.subscription.disabled.v1',
    data: { subscription: id, because: 'gone', position: String(sequence - 1) },
  });
  await eventually(async () => (await notifier.get(id)).status === 'disabled');
  expect((await notifier.get(id)).position).toBe(String(sequence - 1));
  expect(await notifier.get(id)).toMatchObject({ because: 'gone', waiting: 1 });
  sink.answer = (_request, response) => response.writeHead(200).end();
  await notifier.call('POST', `/v1/subscriptions/${id}/enable`);
  await eventually(() => sink.received.length === 2);
  expect(new Set(sink.sequences).size).toBe(1);
  await alerts.stop();
});

it('an alert sink without consent is not told, and enable asks it again', async () => {
  const alerts = await startSink();
  alerts.consent = {};
  sink.answer = (_request, response) => response.writeHead(410).end();
  const { id } = await notifier.subscribe({ sink: sink.url, config: { alertSink: alerts.url } });
  await write('CN');
  await eventually(async () => (await notifier.get(id)).status === 'disabled');
  alerts.consent = { 'webhook-allowed-origin': '*' };
  await notifier.call('POST', `/v1/subscriptions/${id}/enable`);
  await eventually(() => alerts.received.length > 0, { within: 10_000 });
  await eventually(async () => (await notifier.get(id)).status === 'disabled');
  expect(sink.received).toHaveLength(2);
  expect(alerts.received).toHaveLength(1);
  await alerts.stop();
});

it('a refused delivery is parked at the end of its schedule, its key goes on, and it can be sent again', async () => {
  const { id } = await notifier.subscribe({ sink: sink.url, protocolsettings: { retry: [1] } });
  let isRefusing = true;
  sink.answer = (_request, response) => {
    const { subject, data } = sink.received.at(-1)!.event;
    const isRefused = isRefusing && subject.startsWith(keyOf('CN-P')) && data.version === 1;
    response.writeHead(isRefused ? 422 : 200).end();
  };
  const refused = await write('CN-P', '1');
  const next = await write('CN-P', '2');
  const other = await write('CN-B');
  await eventually(() => sink.sequences.includes(next));
  expect(sink.sequences.filter((one) => one === refused)).toHaveLength(2);
  expect(sink.sequences.indexOf(next)).toBeGreaterThan(sink.sequences.lastIndexOf(refused));
  expect(sink.sequences).toContain(other);
  await eventually(async () => (await deliveriesOf(id, '?outcome=parked')).items.length === 1);
  isRefusing = false;
  const path = `/v1/subscriptions/${id}/deliveries/${String(refused)}/redeliver`;
  expect((await notifier.call('POST', path)).status).toBe(202);
  await eventually(() => sink.sequences.at(-1) === refused);
});

it('a replay sends what was delivered once more, in order, and what is new behind that', async () => {
  const { id } = await notifier.subscribe({ sink: sink.url });
  const first = await write('CN-A', '1');
  const [second, third] = [await write('CN-A', '2'), await write('CN-B')];
  await eventually(() => sink.received.length === 3);
  await eventually(async () => (await notifier.get(id)).position === String(third));
  expect(
    (await notifier.call('POST', `/v1/subscriptions/${id}/replay`, { from: String(first - 1) })).status,
  ).toBe(202);
  const fourth = await write('CN-A', '3');
  await eventually(() => sink.received.length === 7);
  const ofA = sink.sequences.slice(3).filter((one) => one !== third);
  expect(ofA).toEqual([first, second, fourth]);
  expect(new Set(sink.received.map(({ headers }) => headers['webhook-id'])).size).toBe(4);
});

it('a replay with until ends there, and what is new waits behind it per key', async () => {
  const { id } = await notifier.subscribe({ sink: sink.url });
  const first = await write('CN-A', '1');
  const [other, until, behind] = [await write('CN-B'), await write('CN-A', '2'), await write('CN-A', '3')];
  await eventually(async () => (await notifier.get(id)).position === String(behind));
  const delivered = sink.received.length;
  const held: ServerResponse[] = [];
  sink.answer = (_request, response) => held.push(response);
  const asked = { from: String(first - 1), until: String(until) };
  const replayed = await notifier.call('POST', `/v1/subscriptions/${id}/replay`, asked);
  expect([replayed.status, await replayed.json()]).toEqual([202, asked]);
  await eventually(() => held.length === 2);
  const newer = await write('CN-A', '4');
  const ofNewKey = await write('CN-C');
  await eventually(() => held.length === 3);
  expect(sink.sequences.slice(delivered).sort((a, b) => a - b)).toEqual([first, other, ofNewKey]);
  sink.answer = (_request, response) => response.writeHead(204).end();
  for (const response of held) response.writeHead(204).end();
  await eventually(async () => (await notifier.get(id)).position === String(ofNewKey));
  const again = sink.sequences.slice(delivered);
  expect(again.filter((one) => one !== other && one !== ofNewKey)).toEqual([first, until, newer]);
  expect(again).toHaveLength(5);
});

it('nothing begins after a subscription is disabled or deleted, and enable goes on from its position', async () => {
  const { id } = await notifier.subscribe({ sink: sink.url });
  await notifier.call('POST', `/v1/subscriptions/${id}/disable`);
  expect(await notifier.get(id)).toMatchObject({ status: 'disabled', because: 'owner' });
  const sequence = await write('CN');
  await eventually(async () => (await notifier.get(id)).waiting === 1);
  expect(sink.received).toEqual([]);
  await notifier.call('POST', `/v1/subscriptions/${id}/enable`);
  await eventually(() => sink.sequences[0] === sequence);
});

it('a list tells as much that waits as each of its subscriptions does', async () => {
  const all = await notifier.subscribe({ sink: sink.url });
  const some = await notifier.subscribe({ sink: sink.url, filters: [{ exact: { area: 'GB' } }] });
  const live = await notifier.subscribe({ sink: sink.url });
  await notifier.call('POST', `/v1/subscriptions/${all.id}/disable`);
  await write('GB', '1');
  await notifier.call('POST', `/v1/subscriptions/${some.id}/disable`);
  const last = await commit(notifier.pool, ...['CN', 'FR', 'GB'].map((area) => ({ key: keyOf(area) })));
  await eventually(async () => (await notifier.get(live.id)).position === String(last));
  await eventually(async () => (await notifier.get(live.id)).waiting === 0);
  const { items } = await notifier.list();
  const listed = new Map(items.map(({ id, waiting }) => [id, waiting]));
  for (const [{ id }, waiting] of [
    [all, 4],
    [some, 1],
    [live, 0],
  ] as const)
    expect([listed.get(id), (await notifier.get(id)).waiting]).toEqual([waiting, waiting]);
});

it('coalesce sends the newest version of what waits', async () => {
  const { id } = await notifier.subscribe({ sink: sink.url, config: { coalesce: true } });
  await notifier.call('POST', `/v1/subscriptions/${id}/disable`);
  for (let at = 1; at < 20; at += 1) await write('CN-A', String(at));
  const newest = await write('CN-A', '20');
  await notifier.call('POST', `/v1/subscriptions/${id}/enable`);
  await eventually(async () => (await notifier.get(id)).position === String(newest));
  expect(sink.sequences).toEqual([newest]);
});

it('with coalesce, a superseded version is sent again where it is asked for by itself', async () => {
  const { id } = await notifier.subscribe({ sink: sink.url, config: { coalesce: true } });
  const older = await write('CN-A', '1');
  await eventually(() => sink.sequences.includes(older));
  const newer = await write('CN-A', '2');
  await eventually(async () => (await deliveriesOf(id)).items.length === 2);
  const path = `/v1/subscriptions/${id}/deliveries/${String(older)}/redeliver`;
  expect((await notifier.call('POST', path)).status).toBe(202);
  await eventually(() => sink.received.length === 3);
  expect(sink.sequences).toEqual([older, newer, older]);
});

it('a sink that never answers delays no other one', async () => {
  const slow = await startSink();
  slow.answer = () => undefined;
  const subscribed = Array.from({ length: 20 }, () => notifier.subscribe({ sink: slow.url }));
  await Promise.all(subscribed);
  await notifier.subscribe({ sink: sink.url });
  const sequences = [];
  for (let at = 0; at < 50; at += 1) sequences.push(await write(`CN-${String(at % 7)}`, String(at)));
  await eventually(() => sink.received.length === 50);
  expect([...sink.sequences].sort((a, b) => a - b)).toEqual(sequences);
  await slow.stop();
});

it('how long changes wait in the log that nobody has tried to deliver is told, until none does', async () => {
  await notifier.subscribe({ sink: sink.url });
  const held: ServerResponse[] = [];
  sink.answer = (_request, response) => held.push(response);
  // More keys than a queue has room for.
  await commit(
    notifier.pool,
    ...Array.from({ length: 300 }, (_, at) => ({ key: keyOf(`CN-${String(at)}`) })),
  );
  await eventually(async () => (await behind()) > 3);
  sink.answer = (_request, response) => response.writeHead(204).end();
  for (const response of held) response.writeHead(204).end();
  await eventually(async () => (await behind()) < 2);
  await eventually(() => sink.received.length === 300);
});

it('metrics tell attempts, subscriptions and what waits, and name no subscription', async () => {
  const { id } = await notifier.subscribe({ sink: sink.url });
  await write('CN');
  await eventually(() => sink.received.length === 1);
  const text = await (await notifier.call('GET', '/metrics')).text();
  expect(text).toMatch(/silkgauge_webhook_attempts_total\{outcome="delivered"\} [1-9]/);
  expect(text).toContain('silkgauge_webhook_subscriptions{status="active"} 1');
  expect(text).toMatch(/silkgauge_webhook_commit_to_delivery_seconds_count [1-9]/);
  for (const name of ['waiting', 'oldest_waiting_seconds', 'disabled_total'])
    expect(text).toContain(`silkgauge_webhook_${name}`);
  expect(text).not.toContain(id);
});

it('without the database calls are 503 with Retry-After, the log is told to be unread, and deliveries go on once it is back', async () => {
  await notifier.subscribe({ sink: sink.url });
  const name = new URL(database.url).pathname.slice(1);
  const server = new URL(database.url);
  server.pathname = '/postgres';
  const close = (isClosed: boolean) =>
    ask(server.href, `alter database ${name} with allow_connections ${String(!isClosed)}`);
  await close(true);
  await ask(server.href, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  const response = await notifier.call('GET', '/v1/subscriptions/sub_any');
  await eventually(async () => (await behind()) > 3);
  await close(false);
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
  const sequence = await eventually(() => write('CN'));
  await eventually(() => sink.sequences.includes(sequence));
  await eventually(async () => (await behind()) < 2);
});
