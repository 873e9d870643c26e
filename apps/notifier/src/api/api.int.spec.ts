import { eventually, testDatabase, type TestDatabase } from '@silkgauge/testing';
import type { Subscription } from '@silkgauge/contract';
import {
  commit,
  keyOf,
  startNotifier,
  startSink,
  type Sink,
  type TestNotifier,
} from '../notifier.fixture.ts';
import { signature } from '../sign/signature.ts';

let database: TestDatabase;
let notifier: TestNotifier;
/** Of the test that runs; subscriptions of earlier tests still deliver to theirs. */
let sink: Sink;
const sinks: Sink[] = [];
beforeAll(async () => {
  database = await testDatabase();
  const resolve = (name: string) =>
    Promise.resolve(
      name === 'rebound.example'
        ? [{ address: rebound.shift() ?? '10.0.0.1', family: 4 }]
        : name === 'private.example'
          ? [{ address: '10.0.0.1', family: 4 }]
          : [],
    );
  notifier = await startNotifier(database.url, {}, { resolve });
});
beforeEach(async () => {
  sink = await startSink();
  sinks.push(sink);
});
afterAll(async () => {
  await notifier.stop();
  await Promise.all(sinks.map((one) => one.stop()));
  await database.drop();
});
/** Addresses of `rebound.example`, one a look-up; then a private one. */
let rebound: string[] = [];

const problemOf = async (response: Promise<Response>) => {
  const answer = await response;
  const { status, headers } = answer;
  const body = (await answer.json()) as {
    type: string;
    errors?: { pointer: string; rule: string; message: string; fix: string }[];
  };
  return { status, type: body.type.replace('urn:silkgauge:problem:', ''), errors: body.errors, headers };
};
const made = (members = {}) => notifier.subscribe({ sink: sink.url, ...members });

it('201 has Location, ETag, every default and the secret, which no later answer has', async () => {
  const response = await notifier.call('POST', '/v1/subscriptions', { sink: sink.url, protocol: 'HTTP' });
  expect(response.status).toBe(201);
  const body = (await response.json()) as Subscription;
  expect(response.headers.get('location')).toBe(`/v1/subscriptions/${body.id}`);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(body).toMatchObject({
    ...{ id: expect.stringMatching(/^sub_\w{20}$/), sink: sink.url, protocol: 'HTTP', status: 'active' },
    ...{
      types: ['silkgauge.growth.updated.v1'],
      filters: [],
      secret: expect.stringMatching(/^whsec_/),
      position: '0',
    },
    protocolsettings: { timeout: 15, inFlight: 8 },
  });
  const { secret, ...shown } = body;
  expect(await notifier.get(body.id)).toEqual(shown);
  const rows = JSON.stringify((await notifier.pool.query('select * from notifier.subscription')).rows);
  expect(rows).not.toContain(secret);
});

it('the sink is asked for its consent, and without one the subscription is pending until the callback', async () => {
  sink.consent = { 'webhook-allowed-origin': 'someone.else' };
  const { id, status } = await made();
  sink.consent = { 'webhook-allowed-origin': '*' };
  expect(status).toBe('pending');
  const asked = sink.asked.at(-1);
  expect(asked).toMatchObject({
    'webhook-request-origin': 'silkgauge.example.org',
    'webhook-request-rate': '600',
  });
  await commit(notifier.pool, { key: keyOf('CN') });
  const callback = new URL(String(asked?.['webhook-request-callback'])).pathname;
  expect(sink.received).toEqual([]);
  expect((await notifier.call('GET', `${callback}x`)).status).toBe(404);
  expect((await notifier.call('GET', callback)).status).toBe(200);
  expect((await notifier.get(id)).status).toBe('active');
  expect((await notifier.call('POST', callback)).status).toBe(404);
  await eventually(() => sink.received.length === 1);
});

it('an alert sink may consent later, by a token of its own', async () => {
  const alerts = await startSink();
  sinks.push(alerts);
  alerts.consent = {};
  const { id } = await made({ config: { alertSink: alerts.url } });
  expect(alerts.asked[0]).toMatchObject({ 'webhook-request-origin': 'silkgauge.example.org' });
  const callback = new URL(String(alerts.asked[0]?.['webhook-request-callback'])).pathname;
  expect((await notifier.call('GET', `${callback}x`)).status).toBe(404);
  const granted = await notifier.call('GET', callback);
  expect([granted.status, await granted.json()]).toEqual([200, { status: 'active' }]);
  expect((await notifier.call('POST', callback)).status).toBe(404);
  sink.answer = (_request, response) => response.writeHead(410).end();
  await commit(notifier.pool, { key: keyOf('CN') });
  const { event } = await eventually(() => alerts.received[0]);
  expect(event).toMatchObject({ data: { subscription: id, because: 'gone' } });
});

it('a consent to alerts counts for the alert sink that gave it', async () => {
  const [asked, other] = [await startSink(), await startSink()];
  sinks.push(asked, other);
  [asked.consent, other.consent] = [{}, {}];
  const { id } = await made({ config: { alertSink: asked.url } });
  const body = { sink: sink.url, protocol: 'HTTP', config: { alertSink: other.url } };
  const path = `/v1/subscriptions/${id}`;
  expect((await notifier.call('PUT', path, body, { 'if-match': '*' })).status).toBe(200);
  const callbackOf = (one: Sink) => new URL(String(one.asked[0]?.['webhook-request-callback'])).pathname;
  expect((await notifier.call('POST', callbackOf(asked))).status).toBe(404);
  expect((await notifier.call('POST', callbackOf(other))).status).toBe(200);
});

it('pings without consent are six an hour', async () => {
  sink.consent = {};
  const { id } = await made();
  sink.consent = { 'webhook-allowed-origin': 'silkgauge.example.org' };
  const statuses = [];
  for (let at = 0; at < 7; at += 1)
    statuses.push((await notifier.call('POST', `/v1/subscriptions/${id}/test`)).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
  expect(sink.received.at(-1)?.event.type).toBe('silkgauge.subscription.ping.v1');
});

it('PUT needs If-Match, keeps id, secret and position, and asks another sink for consent', async () => {
  const { id, position } = await made();
  const path = `/v1/subscriptions/${id}`;
  const tag = (await notifier.call('GET', path)).headers.get('etag') ?? '';
  const body = {
    sink: sink.url,
    protocol: 'HTTP',
    id: 'other',
    filters: [{ exact: { area: 'GB' } }],
    config: { name: 'new' },
  };
  expect(await problemOf(notifier.call('PUT', path, body))).toMatchObject({
    status: 428,
    type: 'precondition-required',
  });
  expect(await problemOf(notifier.call('PUT', path, body, { 'if-match': '"9.x"' }))).toMatchObject({
    status: 412,
  });
  const replaced = await notifier.call('PUT', path, body, { 'if-match': tag });
  expect(replaced.status).toBe(200);
  expect(await replaced.json()).toMatchObject({
    id,
    position,
    config: { name: 'new' },
    filters: body.filters,
  });
  expect((await notifier.call('PUT', path, body, { 'if-match': tag })).status).toBe(412);
  sink.consent = {};
  const other = { ...body, sink: `${sink.url}/other` };
  const moved = await notifier.call('PUT', path, other, { 'if-match': '*' });
  sink.consent = { 'webhook-allowed-origin': '*' };
  expect(await moved.json()).toMatchObject({ status: 'pending', sink: other.sink });
});

it('a consent counts for the sink that gave it: enable is 412 where another one is set meanwhile', async () => {
  const { id } = await made();
  const path = `/v1/subscriptions/${id}`;
  await notifier.call('POST', `${path}/disable`);
  let consents: () => void = () => undefined;
  sink.consenting = new Promise((resolve) => {
    consents = resolve;
  });
  const enabled = notifier.call('POST', `${path}/enable`);
  await eventually(() => sink.asked.length === 2);
  const other = await startSink();
  sinks.push(other);
  other.consent = {};
  const body = { sink: other.url, protocol: 'HTTP' };
  expect((await notifier.call('PUT', path, body, { 'if-match': '*' })).status).toBe(200);
  consents();
  expect((await enabled).status).toBe(412);
  expect(await notifier.get(id)).toMatchObject({ status: 'disabled', sink: other.url });
});

it('enable on a sink that no longer consents leaves the subscription pending', async () => {
  const { id } = await made();
  sink.consent = {};
  const enabled = await notifier.call('POST', `/v1/subscriptions/${id}/enable`);
  expect(await enabled.json()).toMatchObject({ status: 'pending' });
  await commit(notifier.pool, { key: keyOf('CN') });
  await eventually(async () => (await notifier.get(id)).waiting > 0);
  expect(sink.received).toEqual([]);
});

it('PUT keeps the secret, by which deliveries are signed', async () => {
  const { id, secret = '' } = await made();
  const path = `/v1/subscriptions/${id}`;
  const body = { sink: sink.url, protocol: 'HTTP', config: { name: 'new' } };
  expect((await notifier.call('PUT', path, body, { 'if-match': '*' })).status).toBe(200);
  await notifier.call('POST', `${path}/test`);
  const [ping] = sink.received;
  const signed = {
    id: String(ping?.headers['webhook-id']),
    timestamp: Number(ping?.headers['webhook-timestamp']),
    body: ping?.body ?? '',
  };
  expect(ping?.headers['webhook-signature']).toBe(signature(signed, [secret]));
});

it('the overlap of a rotation ends by time', async () => {
  const { id } = await made();
  await notifier.call('POST', `/v1/subscriptions/${id}/rotate`, { overlapSeconds: 1 });
  const signatures = async () => {
    await notifier.call('POST', `/v1/subscriptions/${id}/test`);
    return String(sink.received.at(-1)?.headers['webhook-signature']).split(' ').length;
  };
  expect(await signatures()).toBe(2);
  await eventually(async () => (await signatures()) === 1, { within: 5_000, every: 200 });
});

it('after a rotation deliveries have both signatures, newest first, until the overlap ends', async () => {
  const { id } = await made();
  const rotated = await notifier.call('POST', `/v1/subscriptions/${id}/rotate`, { overlapSeconds: 60 });
  expect(rotated.headers.get('cache-control')).toBe('no-store');
  expect(await rotated.json()).toEqual({ secret: expect.stringMatching(/^whsec_/) });
  await notifier.call('POST', `/v1/subscriptions/${id}/test`);
  expect(sink.received.at(-1)?.headers['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44}$/);
  await notifier.call('POST', `/v1/subscriptions/${id}/rotate`, { overlapSeconds: 0 });
  await notifier.call('POST', `/v1/subscriptions/${id}/test`);
  expect(sink.received.at(-1)?.headers['webhook-signature']).toMatch(/^v1,\S{44}$/);
  const wrong = await problemOf(
    notifier.call('POST', `/v1/subscriptions/${id}/rotate`, { overlapSeconds: 604_801 }),
  );
  expect(wrong).toMatchObject({ status: 422, errors: [{ pointer: '/overlapSeconds', rule: 'bounds' }] });
});

it('no attempt begins after DELETE', async () => {
  const { id } = await made();
  const other = await startSink();
  sinks.push(other);
  await notifier.call('DELETE', `/v1/subscriptions/${id}`);
  const { id: next } = await notifier.subscribe({ sink: other.url });
  const sequence = await commit(notifier.pool, { key: keyOf('CN-D') });
  await eventually(() => other.sequences.includes(sequence));
  await eventually(async () => (await notifier.get(next)).position === String(sequence));
  expect(sink.received).toEqual([]);
});

it('DELETE answers with the subscription as it was, and then there is none', async () => {
  const { id } = await made();
  const gone = await notifier.call('DELETE', `/v1/subscriptions/${id}`);
  expect(await gone.json()).toMatchObject({ id, status: 'active' });
  expect((await notifier.call('GET', `/v1/subscriptions/${id}`)).status).toBe(404);
  expect((await notifier.call('DELETE', `/v1/subscriptions/${id}`)).status).toBe(404);
});

it('without a key a subscription is of whoever knows its id, and no list tells it', async () => {
  const { id } = await made();
  expect(await (await notifier.call('GET', '/v1/subscriptions')).json()).toEqual({ items: [], next: null });
  expect((await notifier.list()).items.map((one) => one.id)).toContain(id);
  expect((await notifier.call('GET', `/v1/subscriptions/${id}`)).status).toBe(200);
});

it('lists have pages', async () => {
  for (let at = 0; at < 3; at += 1) await made();
  const ids: string[] = [];
  for (let next: string | null = ''; next !== null;) {
    const page = await notifier.list(`?limit=2${next && `&after=${next}`}`);
    expect(page.items.length).toBeLessThanOrEqual(2);
    ids.push(...page.items.map(({ id }) => id));
    next = page.next;
  }
  expect(ids.length).toBeGreaterThanOrEqual(3);
  expect(ids).toEqual([...new Set(ids)].sort());
  expect((await notifier.call('GET', '/v1/subscriptions?limit=x&aftr=1')).status).toBe(400);
});

it.each([
  ['a private address', 'http://10.0.0.1/'],
  ['a private name', 'https://private.example/'],
  ['an unknown name', 'https://unknown.example/'],
  ['a port of the product', 'http://127.0.0.1:4100/v1/growth'],
  ['plain HTTP elsewhere', 'http://93.184.215.14/'],
])('%s is no sink, in one wording', async (_name, address) => {
  const { status, errors } = await problemOf(
    notifier.call('POST', '/v1/subscriptions', { sink: address, protocol: 'HTTP' }),
  );
  expect(status).toBe(422);
  expect(errors).toEqual([
    {
      ...{ pointer: '/sink', rule: 'sink-address' },
      message: 'The address may not be called, or its name is not found.',
      fix: expect.stringContaining('https:'),
    },
  ]);
});

it('a name that leads to another address by the time of the connection is refused, and nothing is told', async () => {
  rebound = ['93.184.215.14'];
  const { id, status } = await made({
    sink: 'https://rebound.example/growth',
    protocolsettings: { timeout: 2 },
  });
  expect(status).toBe('pending');
  rebound = ['10.0.0.1', '169.254.169.254'];
  for (let at = 0; at < 2; at += 1)
    expect(await (await notifier.call('POST', `/v1/subscriptions/${id}/test`)).json()).toEqual({
      error: 'refused-address',
      ms: expect.any(Number),
    });
});

it('what is ahead of the log is refused', async () => {
  const faults = async (path: string, body: unknown) =>
    (await problemOf(notifier.call('POST', path, body))).errors?.map(({ pointer }) => pointer);
  const { id } = await made();
  expect(
    await faults('/v1/subscriptions', { sink: sink.url, protocol: 'HTTP', config: { from: '99999' } }),
  ).toEqual(['/config/from']);
  expect(await faults(`/v1/subscriptions/${id}/replay`, { from: '99999' })).toEqual(['/from']);
  expect(await faults(`/v1/subscriptions/${id}/replay`, { from: '1', until: '0' })).toEqual(['/until']);
  expect(await faults(`/v1/subscriptions/${id}/replay`, { form: '1' })).toEqual(['/from', '/form']);
});

it('a hundred replays of a subscription wait at most, and another one is 409', async () => {
  const { id } = await made();
  const path = `/v1/subscriptions/${id}`;
  await notifier.call('POST', `${path}/disable`);
  const replay = () => notifier.call('POST', `${path}/replay`, { from: '0' });
  const statuses = [];
  for (let at = 0; at < 101; at += 1) statuses.push((await replay()).status);
  expect(statuses).toEqual([...Array<number>(100).fill(202), 409]);
  expect(await problemOf(replay())).toMatchObject({ status: 409, type: 'too-many-replays' });
  await notifier.call('POST', `${path}/enable`);
  await eventually(async () => (await replay()).status === 202);
});

it('a body that is no JSON, too large or of another type is 400, 413 or 415', async () => {
  const post = (body: string, type = 'application/json') =>
    fetch(`${notifier.url}/v1/subscriptions`, { method: 'POST', headers: { 'content-type': type }, body });
  expect((await post('{')).status).toBe(400);
  expect((await post(JSON.stringify('x'.repeat(70_000)))).status).toBe(413);
  expect((await post('{}', 'text/plain')).status).toBe(415);
  expect((await problemOf(post('{}'))).errors?.map(({ rule }) => rule)).toEqual(['required', 'required']);
});

it('OPTIONS tells the methods', async () => {
  expect((await notifier.call('OPTIONS', '/v1/subscriptions')).headers.get('allow')).toBe(
    'GET, HEAD, OPTIONS, POST',
  );
  expect((await notifier.call('OPTIONS', '/v1/subscriptions/sub_1')).headers.get('allow')).toBe(
    'DELETE, GET, HEAD, OPTIONS, PUT',
  );
});

it('a key has 100 subscriptions at most', async () => {
  const { rows } = await notifier.pool.query<{ count: number }>(
    'select count(*)::int from notifier.subscription',
  );
  const left = 100 - (rows[0]?.count ?? 0);
  await notifier.pool.query(
    `insert into notifier.subscription (id, owner, slot, request, secrets, status)
     select 'sub_filler' || n, owner, slot, request, secrets, 'disabled' from notifier.subscription, generate_series(1, $1) n
     where id = (select min(id) from notifier.subscription)`,
    [left],
  );
  expect(
    await problemOf(notifier.call('POST', '/v1/subscriptions', { sink: sink.url, protocol: 'HTTP' })),
  ).toMatchObject({
    ...{ status: 409, type: 'too-many-subscriptions' },
  });
});

it('there are 10,000 subscriptions in all at most, of whatever keys', async () => {
  const others = "owner like 'other-%'";
  await notifier.pool.query(`delete from notifier.subscription where id like 'sub_filler%'`);
  await notifier.pool.query(
    `insert into notifier.subscription (id, owner, slot, request, secrets, status)
     select 'sub_other' || n, 'other-' || n % 200, 0, '{}', '[]', 'disabled'
     from generate_series(1, 10000 - (select count(*)::int from notifier.subscription)) n`,
  );
  const last = `delete from notifier.subscription where id = 'sub_other1'`;
  const post = () => notifier.call('POST', '/v1/subscriptions', { sink: sink.url, protocol: 'HTTP' });
  try {
    expect(await problemOf(post())).toMatchObject({ status: 409, type: 'too-many-subscriptions' });
    await notifier.pool.query(last);
    expect((await post()).status).toBe(201);
    expect((await post()).status).toBe(409);
  } finally {
    await notifier.pool.query(`delete from notifier.subscription where ${others}`);
  }
});
