import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Kafka, logLevel } from 'kafkajs';
import type { GrowthState } from '@silkgauge/contract';
import { TRANSFORMS } from '@silkgauge/growth';
import { connect } from '@silkgauge/read-model';
import { eventually } from '../services/index.ts';
import { Described } from './described.ts';
import { allStates, caughtUp, get, load, pushPart, startStack, type Stack } from './stack.ts';

let stack: Stack;
let api: Described;

beforeAll(async () => {
  stack = await startStack();
  await load(stack, 'seed', 'cbec', 'policies');
  // The part of the large American set with all shapes: not comparable, revised, doubled, summed.
  await pushPart(stack, 'us-census', /^[^/]+\/[^/]+\/(00|85)\//);
  await caughtUp(stack);
  api = await Described.at(stack.api.url);
}, 600_000);

afterAll(async () => {
  await stack?.stop();
});

const MESSAGES = {
  'growth-updated.customs': 'GrowthUpdated',
  'growth-updated.platform': 'GrowthUpdated',
  'notice-updated': 'NoticeUpdated',
  'claim-updated': 'ClaimUpdated',
  'bulletin-updated': 'BulletinUpdated',
  'growth-alerts': 'AlertUpdated',
  'releases-updated': 'ReleaseUpdated',
} as const;

it('every published record matches AsyncAPI', async () => {
  const { components } = await get<{ components: object }>(stack, '/asyncapi.json');
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ components }, 'topics');
  const checks = new Map(
    Object.entries(MESSAGES).map(([topic, message]) => {
      const schema = (part: string) =>
        ajv.getSchema(`topics#/components/messages/${message}/${part}`) as ValidateFunction;
      return [stack.prefix + topic, { isHeaders: schema('headers'), isState: schema('payload') }];
    }),
  );
  const newest = await get<{ items: GrowthState[] }>(stack, '/v1/changes?latest=1');
  const versions = Number(newest.items[0]?.sequence);
  const quiet = await withoutTopic(versions);
  const seen = new Set<string>();
  const faults: unknown[] = [];
  const consumer = new Kafka({ brokers: stack.brokers.split(','), logLevel: logLevel.NOTHING }).consumer({
    groupId: `${stack.prefix}all`,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [...checks.keys()], fromBeginning: true });
  await consumer.run({
    eachMessage: ({ topic, message }) => {
      const { isHeaders, isState } = checks.get(topic) ?? {};
      const headers = Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]);
      const state: unknown = JSON.parse(String(message.value));
      const { key, sequence } = state as GrowthState;
      if (Number(sequence) <= versions) seen.add(sequence);
      if (!isHeaders?.(Object.fromEntries(headers))) faults.push([topic, key, isHeaders?.errors]);
      if (!isState?.(state)) faults.push([topic, key, sequence, isState?.errors]);
      return Promise.resolve();
    },
  });
  try {
    await eventually(() => seen.size === versions - quiet, { within: 120_000 });
  } finally {
    await consumer.disconnect();
  }
  expect(faults.slice(0, 5)).toEqual([]);
  expect(versions).toBeGreaterThan(1_000);
});

/** Orders and statements up to a sequence: they have a place in the log, and no topic. */
async function withoutTopic(until: number): Promise<number> {
  const session = await connect(stack.databaseUrl, 'silkgauge-spec');
  try {
    const { rows } = await session.query<{ count: number }>(
      `select count(*)::int as count from register_version where kind in ('order', 'statement') and sequence <= $1`,
      [until],
    );
    return rows[0]?.count ?? 0;
  } finally {
    await session.end();
  }
}

/** Members of a state and null members: one state represents all of the same shape. */
function shapeOf(value: unknown, path = ''): string {
  if (Array.isArray(value)) return `${path}[${value.length > 0 ? shapeOf(value[0]) : ''}]`;
  if (typeof value !== 'object') return path;
  if (value === null) return `${path}!`;
  return Object.entries(value)
    .map(([name, member]) => shapeOf(member, `${path}.${name}`))
    .join(' ');
}

it('every state and version matches OpenAPI, by either clock', async () => {
  const checked = await Promise.all(
    ['', '&asOf=1000', '&publishedBy=2021'].map((clock) => api.pages('/v1/growth', `limit=1000${clock}`)),
  );
  expect(checked[0]).toBe((await allStates(stack)).length);
  expect(checked[2]).toBeGreaterThan(500);
  let versions = 0;
  for (let after: string | null = '0'; after !== null;) {
    const page: { items: unknown[]; next: string | null } = await api.check('/v1/changes', {
      query: `after=${after}&limit=1000`,
    });
    versions += page.items.length;
    // A byte limit also ends pages.
    after = page.items.length > 0 ? page.next : null;
  }
  expect(versions).toBeGreaterThan(1_000);
});

it('every kind of answer about a state matches OpenAPI, for one state of each shape', async () => {
  const shapes = new Map(
    (await allStates(stack)).map((state) => [shapeOf({ ...state, change: null }), state]),
  );
  expect(shapes.size).toBeGreaterThan(20);
  const one = '/v1/growth/{series}/{period}';
  for (const state of [...shapes.values()].slice(0, 100)) {
    const [series = '', ...rest] = state.key.split('/');
    const path = { series, period: encodeURIComponent(rest.join('/')) };
    for (const part of ['', '/history', '/vintages', '/digits', '/explain'])
      await api.check(one + part, { path });
    for (const part of ['', '/explain'])
      await api.check(one + part, { path, query: `publishedBy=2022`, others: [404] });
  }
});

it('every other kind of answer matches OpenAPI', async () => {
  const [cbec] = await allStates(stack, 'reporter=GACC&indicator=CBEC&coverage=FULL&flow=X&period=2021');
  const series = cbec?.key.split('/')[0] ?? '';
  for (const transform of TRANSFORMS)
    await api.check('/v1/transformations/{series}', {
      path: { series },
      query: `transform=${transform}${transform === 'index' ? '&base=2020' : ''}`,
      others: [400],
    });
  for (const register of ['series', 'notices', 'claims', 'statements', 'reporters'])
    expect(await api.pages(`/v1/${register}`, 'limit=1000')).toBeGreaterThan(0);
  for (const dimension of ['reporter', 'area', 'mode', 'product', 'currency', 'period'])
    await api.check('/v1/codes/{dimension}', { path: { dimension } });
  for (const query of ['', 'by=reporter', 'detail=figures&reporter=GACC'])
    await api.pages('/v1/revisions', query);
  for (const query of ['', 'reporter=GACC', 'publishedBy=2021']) {
    await api.check('/v1/growth.metadata.json', { query });
    if (!query.includes('publishedBy')) await api.check('/v1/availability', { query });
  }
  const { source = '', id = '' } = cbec?.change.causes[0] ?? {};
  for (const query of [`source=${encodeURIComponent(source)}&id=${id}`, 'source=/x&id=unknown'])
    await api.check('/v1/outcomes', { query });
  await api.check('/v1/positions', {});
  const { items: jobs }: { items: { id: string }[] } = await api.check('/v1/jobs', {});
  expect(jobs.length).toBeGreaterThan(0);
  for (const { id } of jobs) await api.check('/v1/jobs/{id}', { path: { id } });
  await api.check('/healthz', {});
  await api.check('/readyz', {});
});

it('every refusal of the API and of the doors matches OpenAPI', async () => {
  await api.check('/v1/growth', { query: 'limt=1', others: [400] });
  await api.check('/v1/growth/{series}/{period}', { path: { series: 'x', period: 'y' }, others: [400] });
  await api.check('/v1/changes', { query: 'after=999999999', others: [400] });
  for (const { url } of [stack.customs, stack.platform, stack.policy]) {
    const door = await Described.at(url);
    const [example] = door.examples('/v1/events');
    const json = 'application/cloudevents+json';
    expect(await door.send('/v1/events', json, example)).toBe(202);
    expect(await door.send('/v1/events', 'application/cloudevents-batch+json', [example])).toBe(202);
    expect(await door.send('/v1/events', json, {})).toBe(400);
    expect(await door.send('/v1/events', json, { ...(example as object), data: {} })).toBe(422);
    expect(await door.send('/v1/events', 'text/plain', example)).toBe(415);
    expect(await door.send('/v1/events?dryRun=1', json, example)).toBe(400);
  }
});
