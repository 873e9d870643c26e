import { Ajv2020 } from 'ajv/dist/2020.js';
import { appendRegistered, claimPosition, insertEvents, upsertJobs } from '@silkgauge/read-model';
import { alertRule, bulletinPlan, figure, printedSentence, testDatabase } from '@silkgauge/testing';
import { alert, ordered, SERIES } from '../alerts/alerts.fixture.ts';
import { releaseVersion } from '../releases/releases.fixture.ts';
import { readSelection } from '@silkgauge/contract';
import { startNotifier, type StubNotifier } from '../subscriptions/notifier.fixture.ts';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

interface Parameter {
  in: string;
  name: string;
}

interface Described {
  openapi: string;
  paths: Record<string, Record<string, { responses: Record<string, unknown>; parameters?: Parameter[] }>>;
}

const KEY = seriesOf({ area: 'CN' });
/** A notifier that makes one subscription. */
let notifier: StubNotifier;
let api: TestApi;
let described: Described;

beforeAll(async () => {
  notifier = await startNotifier();
  api = await startApi(await testDatabase(), {
    ...{ topicPrefix: 'here.', brokers: ['broker.example:9092'] },
    notifierUrl: notifier.url,
  });
  described = await api.json<Described>('/openapi.json');
  await commit(api.pool, { key: KEY, period: '2020', value: '1' });
  await commit(api.pool, { key: KEY, period: '2020', value: '2' });
  await claimPosition(api.pool, 'customs.figures', 0);
  await insertEvents(api.pool, [
    {
      source: '/x',
      id: '1',
      type: 'silkgauge.figure.reported.v1',
      topic: 'customs.figures',
      partition: 0,
      offset: 0n,
      knownAt: new Date(0),
      outcome: 'rejected',
      rule: 'domain',
      reason: 'the series belongs to another domain',
      digest: null,
      time: null,
      data: '{}',
    },
  ]);
  const { data: plan } = bulletinPlan('one', `${KEY}/2020`);
  const order = JSON.stringify({ source: '/x', id: '2', dropped: false, version: 1, data: plan });
  await appendRegistered(api.pool, [
    { kind: 'order', key: 'bulletin/one', version: 1, knownAt: new Date(0), document: order },
  ]);
});
beforeAll(() => appendRegistered(api.pool, [ordered(1, alertRule('over')), alert('over', 1, 'firing')]));
beforeAll(() => appendRegistered(api.pool, [releaseVersion('H1', 1)]));
beforeAll(() =>
  appendRegistered(api.pool, [ordered(1, printedSentence('wire')), alert('_printed', 1, 'firing')]),
);
beforeAll(() =>
  upsertJobs(api.pool, [
    {
      ...{ job: JOB, source: '/spec', file: 'f', sha256: '0'.repeat(64), sequence: 1, state: 'done' },
      ...{
        reason: null,
        faults: '[{"line":1,"rule":"one-of"}]',
        startedAt: new Date(0),
        updatedAt: new Date(0),
      },
      counts: '{"lines":1,"taken":0,"repeated":0,"refused":1}',
    },
  ]),
);
afterAll(async () => {
  await api.end();
  notifier.close();
});

const NOT_JSON = [
  ...['/v1/stream', '/v1/growth.csv', '/v1/growth.ndjson', '/v1/growth.parquet', '/v1/revisions.atom'],
  '/v1/releases.ics',
  ...['/v1/bulletins/{bulletin}.md', '/v1/bulletins/{bulletin}.txt'],
  ...['/v1/bulletins.atom', '/v1/alerts.atom'],
];

/** What query parameters of SDMX are asked with. */
const SDMX_VALUES: Readonly<Record<string, readonly [name: string, value: string]>> = {
  'c[COMPONENT]': ['c[FREQ]', 'A'],
  asOf: ['asOf', '1'],
  publishedBy: ['publishedBy', '2020'],
  updatedAfter: ['updatedAfter', '1'],
  includeHistory: ['includeHistory', 'true'],
  firstNObservations: ['firstNObservations', '1'],
  lastNObservations: ['lastNObservations', '1'],
  dimensionAtObservation: ['dimensionAtObservation', 'AllDimensions'],
  offset: ['offset', '0'],
  limit: ['limit', '1'],
  attributes: ['attributes', 'dsd'],
  measures: ['measures', 'all'],
  sort: ['sort', 'TIME_PERIOD:desc'],
  startPeriod: ['startPeriod', '2019'],
  endPeriod: ['endPeriod', '2021'],
  detail: ['detail', 'full'],
  mode: ['mode', 'available'],
  references: ['references', 'none'],
};

const JOB = '0'.repeat(32);
const made = readSelection({ sets: [{ area: 'CN' }] });
const SELECTION = 'value' in made ? made.value.id : '';

const { type, data } = figure(KEY, '2020', { value: '3' });

/** Bodies of the paths that are posted to. */
const BODIES = new Map([
  ['/v1/selections', '{"sets":[{"area":["CN"]}]}'],
  [
    '/v1/drafts/check',
    '{"text":"CBEC of China was 2 yuan in 2020, fell by 5 and rose because of 3 percent."}',
  ],
  ['/v1/rehearsals', JSON.stringify({ specversion: '1.0', source: '/spec', id: 'r', type, data })],
  ['/v1/subscriptions', '{"sink":"https://example.org/growth","protocol":"HTTP"}'],
]);
/** The one method of each path, with its parameters. */
const answerOf = (path: string) => {
  const body = BODIES.get(path);
  return body === undefined
    ? api.get(callOf(path))
    : fetch(api.url + callOf(path), {
        method: 'POST',
        body,
        headers: {
          'content-type': path === '/v1/rehearsals' ? 'application/cloudevents+json' : 'application/json',
        },
      });
};
/** Posts make something, but for checks. */
const CHECKS = ['/v1/drafts/check', '/v1/rehearsals'];
const statusOf = (path: string): number => (BODIES.has(path) && !CHECKS.includes(path) ? 201 : 200);
const callOf = (path: string) =>
  path
    .replace('{type}/{agency}/{id}/{version}/{item}', 'codelist/SILKGAUGE/CL_REPORTER/1.0.0/GACC')
    .replace('schema/{context}/{agency}/{id}/{version}', 'schema/dataflow/SILKGAUGE/DF_GROWTH/1.0.0')
    .replace('{context}/{agency}/{id}/{version}/{key}', 'dataflow/SILKGAUGE/DF_GROWTH/1.0.0/*')
    .replace('{flow}/{key}/{provider}', 'DF_GROWTH/all/all')
    .replace('{agency}/{id}/{version}', 'all/all/latest')
    .replace('/{component}', path.startsWith('/sdmx/3.0') ? '/*' : '/all')
    .replace('jobs/{id}', `jobs/${JOB}`)
    .replace('{id}', SELECTION)
    .replace('{series}', KEY)
    .replace('{period}', '2020')
    .replace('{bulletin}', 'one')
    .replace('{release}', 'H1')
    .replace('{printed}', 'wire')
    .replace('{dimension}', 'area') +
  (path === '/v1/rehearsals' ? '?feed=customs-feed' : '') +
  (path === '/v1/outcomes' ? '?source=/x&id=1' : '') +
  (path === '/v1/alerts/history' ? `?key=over/${SERIES}/2020-S1` : '') +
  (path.startsWith('/v1/transformations') ? '?transform=index&base=2020' : '');

describe('the description of the API', () => {
  it('is OpenAPI 3.1 and names exactly the paths that are served', async () => {
    expect(described.openapi).toMatch(/^3\.1\./);
    const served = [
      ...[
        '/v1/growth',
        '/v1/growth/{series}',
        '/v1/growth/{series}/{period}',
        '/v1/growth/{series}/{period}/history',
      ],
      ...[
        '/v1/growth/{series}/{period}/explain',
        '/v1/growth/{series}/{period}/vintages',
        '/v1/growth/{series}/{period}/digits',
        '/v1/growth/{series}/{period}/headline',
        '/v1/growth.csv',
        '/v1/growth.ndjson',
        '/v1/growth.parquet',
        '/v1/growth.jsonstat',
        '/v1/revisions.atom',
        '/v1/growth.metadata.json',
        '/v1/availability',
        '/v1/revisions',
        '/v1/transformations/{series}',
        '/v1/series',
        '/v1/notices',
        '/v1/claims',
        '/v1/statements',
        '/v1/reporters',
        '/v1/codes',
        '/v1/codes/{dimension}',
        '/v1/selections',
        '/v1/selections/{id}',
        '/v1/alerts',
        '/v1/alerts/history',
        '/v1/rules',
        '/v1/printed',
        '/v1/printed/{printed}',
        '/v1/releases',
        '/v1/releases.ics',
        '/v1/releases/{release}',
        '/v1/releases/{release}/history',
        '/v1/bulletins',
        '/v1/bulletins/{bulletin}',
        '/v1/bulletins/{bulletin}.md',
        '/v1/bulletins/{bulletin}.txt',
        '/v1/bulletins/{bulletin}/history',
        '/v1/bulletins/{bulletin}/plan',
        '/v1/bulletins.atom',
        '/v1/alerts.atom',
        '/v1/drafts/check',
        '/v1/rehearsals',
        '/v1/subscriptions',
      ],
      ...['/v1/changes', '/v1/stream', '/v1/jobs', '/v1/jobs/{id}', '/v1/outcomes', '/v1/positions'],
      ...['/sdmx/3.0/data/{context}/{agency}/{id}/{version}/{key}', '/sdmx/2.1/data/{flow}/{key}/{provider}'],
      '/sdmx/3.0/availability/{context}/{agency}/{id}/{version}/{key}/{component}',
      '/sdmx/2.1/availableconstraint/{flow}/{key}/{provider}/{component}',
      '/sdmx/3.0/structure/{type}/{agency}/{id}/{version}/{item}',
      ...['3.0', '2.1'].map((version) => `/sdmx/${version}/schema/{context}/{agency}/{id}/{version}`),
      ...[
        ...['agencyscheme', 'codelist', 'conceptscheme', 'contentconstraint'],
        ...['dataflow', 'datastructure', 'structure'],
      ].map((type) => `/sdmx/2.1/${type}/{agency}/{id}/{version}`),
      ...['/openapi.json', '/asyncapi.json'],
      ...['/v1', '/robots.txt', '/.well-known/api-catalog', '/', '/healthz', '/readyz', '/metrics'],
    ];
    expect(Object.keys(described.paths).sort()).toEqual(served.sort());
    for (const path of served) {
      const response = await answerOf(path);
      await response.body?.cancel();
      expect([path, response.status]).toEqual([path, statusOf(path)]);
    }
  });

  it('matches the answers', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(described, 'api');
    let validated = 0;
    for (const path of Object.keys(described.paths)) {
      if (!path.startsWith('/v1') || NOT_JSON.includes(path)) continue;
      const [method, status] = [BODIES.has(path) ? 'post' : 'get', String(statusOf(path))];
      const pointer = ['paths', path, method, 'responses', status, 'content', 'application/json', 'schema']
        .map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')))
        .join('/');
      const validate = ajv.getSchema(`api#/${pointer}`);
      void validate?.(await (await answerOf(path)).json());
      expect({ path, errors: validate?.errors }).toEqual({ path, errors: null });
      validated += 1;
    }
    expect(validated).toBe(43);
    const entry = ajv.getSchema('api#/components/schemas/LoggedChange');
    const { items } = await api.json<{ items: { kind: string }[] }>('/v1/changes?kinds=state,alert,release');
    expect(items.map(({ kind }) => kind).sort()).toEqual(['alert', 'alert', 'release', 'state', 'state']);
    for (const item of items) {
      void entry?.(item);
      expect({ item, errors: entry?.errors }).toEqual({ item, errors: null });
    }
    const refusal = ajv.getSchema('api#/components/schemas/Problem');
    for (const path of ['/v1/growth?limt=1', '/v1/growth/x/y', `/v1/growth/${KEY}/1999`, '/v1/nothing']) {
      expect(refusal?.(await (await api.get(path)).json())).toBe(true);
    }
  });

  it('tells of each answer with a tag when it last changed', async () => {
    const named = Object.keys(described.paths).filter((path) => described.paths[path]?.['get']);
    const dates = new Map<string, { readonly tag: string; readonly date: string }>();
    for (const path of named) {
      if (path === '/v1/stream' || path === '/metrics') continue;
      const { headers } = await api.get(callOf(path));
      const [tag, date] = [headers.get('etag'), headers.get('last-modified')];
      expect([path, tag === null, date === null]).toEqual([path, false, false]);
      if (tag !== null && date !== null) dates.set(path, { tag, date });
    }
    expect(dates.size).toBeGreaterThan(60);
    const since = async (path: string, date: string) => {
      const answer = await api.get(callOf(path), { 'if-modified-since': date });
      await answer.arrayBuffer();
      return answer.status;
    };
    for (const [path, { date }] of dates) expect([path, await since(path, date)]).toEqual([path, 304]);
    await commit(api.pool, { key: KEY, period: '2020', value: '3' });
    await claimPosition(api.pool, 'customs.figures', 1);
    await appendRegistered(api.pool, [ordered(2, alertRule('over')), alert('over', 2, 'resolved')]);
    let changed = 0;
    for (const [path, { tag, date }] of dates) {
      const status = await since(path, date);
      const isSame = (await api.get(callOf(path))).headers.get('etag') === tag;
      expect([path, status]).toEqual([path, isSame ? 304 : 200]);
      if (!isSame) changed += 1;
    }
    expect(changed).toBeGreaterThan(15);
    expect(dates.size - changed).toBeGreaterThan(15);
  });

  it('offers no query parameter of SDMX that is not taken', async () => {
    let asked = 0;
    for (const [path, { get }] of Object.entries(described.paths)) {
      if (!path.startsWith('/sdmx')) continue;
      const named = (get?.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name);
      const isOfData = path.includes('/data/');
      for (const name of named) {
        const [given, value] = SDMX_VALUES[name] ?? [name, isOfData ? 'csvdata' : 'structure'];
        const query = `${encodeURIComponent(given)}=${value}`;
        const response = await api.get(`${callOf(path)}?${query}`);
        await response.body?.cancel();
        const isNoMatch =
          response.status === 204 || (path.startsWith('/sdmx/2.1') && response.status === 404);
        expect([path, query, response.status === 200 || isNoMatch]).toEqual([path, query, true]);
        asked += 1;
      }
      const isOfPeriods = path.startsWith('/sdmx/2.1') && (isOfData || path.includes('constraint/{flow}'));
      expect([path, named.includes('startPeriod') && named.includes('endPeriod')]).toEqual([
        path,
        isOfPeriods,
      ]);
    }
    expect(asked).toBeGreaterThanOrEqual(60);
  });

  it('of the topics names the broker and topics of the configuration', async () => {
    const topics = JSON.stringify(await api.json('/asyncapi.json'));
    expect(topics).toContain('broker.example:9092');
    expect(topics).toContain('here.growth-updated.customs');
  });
});
