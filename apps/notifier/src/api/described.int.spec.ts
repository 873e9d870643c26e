import { Ajv2020 } from 'ajv/dist/2020.js';
import { eventually, testDatabase, type TestDatabase } from '@silkgauge/testing';
import {
  commit,
  keyOf,
  startNotifier,
  startSink,
  type Sink,
  type TestNotifier,
} from '../notifier.fixture.ts';

interface Operation {
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly content?: object }>>;
}
interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

let database: TestDatabase;
let notifier: TestNotifier;
let sink: Sink;
let described: Description;
const ajv = new Ajv2020({ strict: false, validateFormats: false });
beforeAll(async () => {
  database = await testDatabase();
  sink = await startSink();
  notifier = await startNotifier(database.url);
  described = (await (await notifier.call('GET', '/openapi.json')).json()) as Description;
  ajv.addSchema(described, 'api');
});
afterAll(async () => {
  await notifier.stop();
  await sink.stop();
  await database.drop();
});

/** Operations that were called, by method and path of the description. */
const called = new Set<string>();

const step = (name: string): string => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
const schemaAt = (...steps: readonly string[]) => ajv.getSchema(`api#/${steps.map(step).join('/')}`);

/** Makes a call, whose answer must be as described. */
async function held(
  method: string,
  path: string,
  { id = '', body, headers = {} }: { id?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const [pattern = '', query = ''] = path.split('?');
  const address = pattern.replace('{id}', id).replace('{sequence}', String(last));
  const url = address + (query && `?${query}`);
  const response = await notifier.call(method, url, body, headers);
  const text = await response.text();
  const operation = described.paths[pattern]?.[method.toLowerCase()];
  const said = operation?.responses[String(response.status)];
  expect([method, path, response.status, said !== undefined]).toEqual([method, path, response.status, true]);
  called.add(`${method} ${pattern}`);
  if (text === '') return { status: response.status, body: {} };
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const shared = said?.$ref?.split('/').at(-1);
  const place =
    shared === undefined
      ? ['paths', pattern, method.toLowerCase(), 'responses', String(response.status)]
      : ['components', 'responses', shared];
  const validate = schemaAt(...place, 'content', type, 'schema');
  const answer = JSON.parse(text) as Record<string, unknown>;
  expect([url, validate?.(answer), validate?.errors]).toEqual([url, true, null]);
  return { status: response.status, body: answer };
}

let last = 0;
const ONE = '/v1/subscriptions/{id}';

it('each call answers as it is described', async () => {
  expect(described.openapi).toMatch(/^3\.1\./);
  const request = { sink: sink.url, protocol: 'HTTP' };
  const made = await held('POST', '/v1/subscriptions', { body: request });
  expect(made.status).toBe(201);
  const id = String(made.body['id']);
  await held('POST', '/v1/subscriptions', { body: { sink: 7 } });
  last = await commit(notifier.pool, { key: keyOf('CN') });
  await held('GET', '/v1/subscriptions?limit=1');
  await held('GET', '/v1/subscriptions?limt=1');
  const shown = await held('GET', ONE, { id });
  expect((await held('GET', ONE, { id: 'sub_0' })).status).toBe(404);
  // What is shown can be sent back.
  const headers = { 'if-match': '*' };
  expect((await held('PUT', ONE, { id, body: shown.body, headers })).status).toBe(200);
  expect((await held('PUT', ONE, { id, body: shown.body })).status).toBe(428);
  await eventually(async () => (await notifier.get(id)).position === String(last));
  for (const path of ['/disable', '/enable', '/test', '/rotate'])
    expect((await held('POST', ONE + path, { id })).status).toBe(200);
  expect((await held('POST', `${ONE}/replay`, { id, body: { from: '0' } })).status).toBe(202);
  expect((await held('POST', `${ONE}/replay`, { id, body: { from: 'x' } })).status).toBe(422);
  const listed = await held('GET', `${ONE}/deliveries?outcome=delivered`, { id });
  expect(listed.body['items']).not.toEqual([]);
  expect((await held('POST', `${ONE}/deliveries/{sequence}/redeliver`, { id })).status).toBe(202);
  expect((await held('OPTIONS', '/v1/subscriptions')).status).toBe(204);
  expect((await held('OPTIONS', ONE, { id })).status).toBe(204);
  sink.consent = {};
  await held('POST', '/v1/subscriptions', { body: request });
  const token = String(sink.asked.at(-1)?.['webhook-request-callback']).split('/').at(-1);
  const consent = schemaAt('components', 'schemas', 'GrantedConsent');
  expect(consent?.(await (await notifier.call('GET', `/v1/consents/${token ?? ''}`)).json())).toBe(true);
  expect((await held('POST', '/v1/consents/{token}')).status).toBe(404);
  expect((await held('GET', '/v1/consents/{token}')).status).toBe(404);
  expect((await held('DELETE', ONE, { id })).status).toBe(200);
  const all = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect([...called].sort()).toEqual(all.filter((one) => one.includes('/v1/')).sort());
  for (const path of ['/openapi.json', '/healthz', '/readyz', '/metrics'])
    expect([path, (await notifier.call('GET', path)).status, path in described.paths]).toEqual([
      path,
      200,
      true,
    ]);
});

it('each message is as it is described', async () => {
  const [alerts, receiver] = [await startSink(), await startSink()];
  const { id } = await notifier.subscribe({ sink: receiver.url, config: { alertSink: alerts.url } });
  const isSent = (name: string, body: string) => {
    const media = ['requestBody', 'content', 'application/cloudevents+json', 'schema'];
    const validate = schemaAt('webhooks', name, 'post', ...media);
    expect([validate?.(JSON.parse(body)), validate?.errors]).toEqual([true, null]);
  };
  await notifier.call('POST', `/v1/subscriptions/${id}/test`);
  isSent('ping', receiver.received.at(-1)?.body ?? '');
  await commit(notifier.pool, { key: keyOf('GB') });
  const change = await eventually(() => receiver.received[1]);
  isSent('state', change.body);
  await notifier.pool.query('update change_retention set thinned_until = $1', [last]);
  await notifier.subscribe({ sink: receiver.url, config: { from: '0' } });
  const resync = await eventually(() => receiver.received.find(({ event }) => event.type.includes('resync')));
  isSent('resync', resync.body);
  await notifier.pool.query('update change_retention set thinned_until = 0');
  receiver.answer = (_request, response) => response.writeHead(410).end();
  await commit(notifier.pool, { key: keyOf('FR') });
  const told = await eventually(() => alerts.received.find(({ event }) => event.type.includes('disabled')));
  isSent('disabled', told.body);
  await Promise.all([alerts.stop(), receiver.stop()]);
});
