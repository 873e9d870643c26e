import type { ApiIndex } from '@silkgauge/contract';
import { markChanges } from '@silkgauge/read-model';
import { eventually, testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

const KEY = seriesOf({ area: 'CN' });
const PERIODS = ['2018', '2019', '2020'];
let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await commit(api.pool, ...PERIODS.map((period) => ({ key: KEY, period, value: period })));
});
afterAll(() => api.end());

const linksOf = (response: Response): Record<string, string> =>
  Object.fromEntries(
    (response.headers.get('link') ?? '')
      .split(', ')
      .map((link) => /^<([^>]+)>; rel="([\w-]+)"/.exec(link))
      .map((found) => [found?.[2] ?? '', found?.[1] ?? '']),
  );
const ask = async (path: string, headers: Record<string, string> = {}) => {
  const response = await api.get(path, headers);
  return { response, status: response.status, text: await response.text(), links: linksOf(response) };
};

describe('links', () => {
  it('lead from page to page of a list, and end with it', async () => {
    const seen: string[] = [];
    for (let path = '/v1/growth?limit=1&area=CN'; path !== '';) {
      const { text, links } = await ask(path);
      seen.push(...(JSON.parse(text) as { items: { period: string }[] }).items.map(({ period }) => period));
      path = links['next'] ?? '';
    }
    expect(seen).toEqual(PERIODS);
  });

  it('lead on from a compressed page, too', async () => {
    const { response, links } = await ask('/v1/codes/area?limit=50', { 'accept-encoding': 'gzip' });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(links['next']).toContain('cursor=');
  });

  it('go on in the change log after a sequence', async () => {
    const { links } = await ask('/v1/changes?limit=2');
    expect(links['next']).toBe('/v1/changes?limit=2&after=2');
    const since = await ask('/v1/changes?since=2000-01-01T00:00:00Z&limit=2');
    expect(since.links['next']).toBe('/v1/changes?since=2000-01-01T00%3A00%3A00Z&limit=2&after=2');
    expect((await ask(since.links['next'] ?? '')).status).toBe(200);
    expect((await ask('/v1/changes?after=2&limit=2')).links).not.toHaveProperty('next');
  });

  it('name the description on every answer', async () => {
    for (const path of [
      '/',
      '/v1',
      '/v1/growth',
      `/v1/growth/${KEY}/2020`,
      '/v1/growth.csv',
      '/v1/codes/area',
    ])
      expect((await ask(path)).links['service-desc']).toBe('/openapi.json');
    expect((await ask('/openapi.json')).response.headers.get('content-type')).toContain('application/json');
  });
});

it('links name the terms of a source where it is the only one', async () => {
  const key = seriesOf({ reporter: 'USCENSUS', area: 'US' });
  await commit(api.pool, { key, period: '2020', value: '1' });
  const terms = 'https://www.usa.gov/government-copyright';
  for (const path of [
    `/v1/growth/${key}/2020`,
    '/v1/growth?reporter=USCENSUS',
    '/v1/growth.csv?reporter=USCENSUS',
  ])
    expect([path, (await ask(path)).links['license']]).toEqual([path, terms]);
  for (const path of ['/v1/growth', '/v1/growth?reporter=USCENSUS,GACC', '/v1/growth?reporter=GACC'])
    expect((await ask(path)).links).not.toHaveProperty('license');
});

describe('GET /v1', () => {
  it('lists the calls that are described, each of which is served', async () => {
    const index = await api.json<ApiIndex>('/v1');
    const { paths } = await api.json<{ paths: Record<string, unknown> }>('/openapi.json');
    // A path may take more than one method.
    expect([...new Set(index.calls.map(({ path }) => path))]).toEqual(Object.keys(paths));
    expect(new Set(index.calls.map(({ method, path }) => `${method} ${path}`)).size).toBe(index.calls.length);
    expect(index.calls.find(({ name }) => name === 'table')).toMatchObject({
      path: '/v1/growth.csv',
      parameters: expect.arrayContaining(['reporter', 'columns']) as string[],
      types: ['text/csv'],
    });
    for (const path of [index.description, index.topics, index.page])
      expect((await ask(path)).status).toBe(200);
    expect((await ask('/v1?x=1')).status).toBe(400);
  });
});

it('llms.txt names each call but those of SDMX, and the method of those that are no GET', async () => {
  const { text } = await ask('/llms.txt');
  const { calls } = await api.json<ApiIndex>('/v1');
  for (const { path, summary, method } of calls.filter((call) => !call.path.startsWith('/sdmx/')))
    expect(text).toContain(`- [${summary}${method === 'GET' ? '' : ` (${method})`}](${path})`);
});

it('the API catalog leads a crawler to the description, a text and the status, each of which is served', async () => {
  const { response, text } = await ask('/.well-known/api-catalog');
  expect(response.headers.get('content-type')).toBe(
    'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
  );
  const { linkset } = JSON.parse(text) as { linkset: Record<string, unknown>[] };
  const [{ anchor, ...relations } = {}, ...others] = linkset;
  expect([anchor, others]).toEqual([`${api.url}/v1`, []]);
  expect(relations).toEqual({
    'service-desc': [{ href: `${api.url}/openapi.json`, type: 'application/vnd.oai.openapi+json' }],
    'service-doc': [{ href: `${api.url}/llms.txt`, type: 'text/plain' }],
    status: [{ href: `${api.url}/readyz`, type: 'application/json' }],
  });
  for (const path of ['/v1', '/openapi.json', '/llms.txt', '/readyz'])
    expect([path, (await ask(path)).status]).toEqual([path, 200]);
});

it('the API catalog is named where only its headers are asked for', async () => {
  const { status, headers } = await fetch(`${api.url}/.well-known/api-catalog`, { method: 'HEAD' });
  expect([status, headers.get('link')]).toEqual([
    200,
    expect.stringContaining('</.well-known/api-catalog>; rel="api-catalog"'),
  ]);
});

it('robots.txt keeps crawlers to the page', async () => {
  const { response, text } = await ask('/robots.txt');
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(text).toContain('Disallow: /v1/\n');
});

describe('the form of the list', () => {
  it.each([
    ['text/csv', 'text/csv; charset=utf-8; header=present'],
    ['application/x-ndjson', 'application/x-ndjson; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
    ['text/html,application/xml;q=0.9,*/*;q=0.8', 'application/json; charset=utf-8'],
  ])('for %s is %s', async (accept, type) => {
    const { response, status, text } = await ask('/v1/growth?area=CN', { accept });
    expect([status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(response.headers.get('vary')).toContain('accept');
    const direct = { 'text/csv': '/v1/growth.csv', 'application/x-ndjson': '/v1/growth.ndjson' }[accept];
    if (direct !== undefined) expect(text).toBe((await ask(`${direct}?area=CN`)).text);
  });

  it('is 406 for what is not served, and names what is', async () => {
    const { response, status, text } = await ask('/v1/growth', { accept: 'application/xml' });
    expect([status, response.headers.get('content-type')]).toEqual([406, 'application/problem+json']);
    expect(text).toContain('text/csv');
  });
});

describe('lines', () => {
  it('are the states of the list', async () => {
    const { text } = await ask('/v1/growth.ndjson?area=CN');
    const { items } = await api.json<{ items: object[] }>('/v1/growth?area=CN');
    expect(text.split('\n').map((line) => (line === '' ? null : (JSON.parse(line) as object)))).toEqual([
      ...items,
      null,
    ]);
    expect((await ask('/v1/growth.ndjson?area=FR')).text).toBe('');
    expect((await ask('/v1/growth.ndjson?limit=1')).status).toBe(400);
  });
});

describe('other origins', () => {
  const origin = 'https://notebook.example';

  it('read any answer, and see its validators and links', async () => {
    for (const path of ['/v1/growth', '/v1/growth.csv', '/openapi.json', '/nothing', '/v1/growth?x=1', '/']) {
      const { response } = await ask(path, { origin });
      expect([path, response.headers.get('access-control-allow-origin')]).toEqual([path, '*']);
      const exposed = response.headers.get('access-control-expose-headers');
      for (const name of ['ETag', 'Link', 'Last-Modified']) expect(exposed).toContain(name);
      expect(response.headers.has('access-control-allow-credentials')).toBe(false);
    }
    const leaving = new AbortController();
    const stream = await fetch(`${api.url}/v1/stream`, { headers: { origin }, signal: leaving.signal });
    expect(stream.headers.get('access-control-allow-origin')).toBe('*');
    leaving.abort();
  });

  it('are told by a preflight which methods and headers they may send', async () => {
    const response = await fetch(`${api.url}/v1/growth`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization,last-event-id',
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toBe('GET, HEAD');
    expect(response.headers.get('access-control-allow-headers')).toBe('authorization,last-event-id');
  });

  it('may be some, or none', async () => {
    const some = await startApi(await testDatabase(), { corsOrigins: [origin, 'https://other.example'] });
    const allowed = async (from: string) =>
      (await some.get('/v1/growth', { origin: from })).headers.get('access-control-allow-origin');
    expect([await allowed(origin), await allowed('https://evil.example')]).toEqual([origin, null]);
    expect((await some.get('/v1/growth', { origin })).headers.get('vary')?.toLowerCase()).toContain('origin');
    await some.end();
    const none = await startApi(await testDatabase(), { corsOrigins: ['none'] });
    expect((await none.get('/v1/growth', { origin })).headers.has('access-control-allow-origin')).toBe(false);
    const preflight = await fetch(`${none.url}/v1/growth`, { method: 'OPTIONS', headers: { origin } });
    expect([preflight.status, preflight.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    await none.end();
  });

  it('and methods that are not served are 405, unknown addresses 404', async () => {
    for (const [method, path, status] of [
      ['POST', '/v1/growth', 405],
      ['DELETE', '/v1', 405],
      ['PUT', '/robots.txt', 405],
      ['GET', '/foo', 404],
      ['POST', '/foo', 404],
    ] as const)
      expect([method, path, (await fetch(api.url + path, { method })).status]).toEqual([
        method,
        path,
        status,
      ]);
  });
});

describe('the time of the last change', () => {
  const PATHS = [
    '/v1/growth?area=CN',
    `/v1/growth/${KEY}/2020`,
    '/v1/changes',
    '/v1/growth.csv',
    '/v1/growth.ndjson',
    '/v1/growth.parquet',
    '/v1/revisions.atom',
    '/v1/bulletins.atom',
    '/v1/alerts.atom',
  ];
  const later = (date: string) => new Date(Date.parse(date) + 1_000).toUTCString();

  it('is a date that gets 304 until something changes', async () => {
    await markChanges(api.pool, 3_600_000);
    const known = await eventually(async () => {
      const { response } = await ask('/v1/growth', { 'if-modified-since': new Date().toUTCString() });
      return response.status === 304 && (response.headers.get('last-modified') ?? '');
    });
    for (const path of PATHS) {
      const { status, text, response } = await ask(path, { 'if-modified-since': known });
      expect([path, status, text, response.headers.get('last-modified')]).toEqual([path, 304, '', known]);
    }
    await commit(api.pool, { key: KEY, period: '2020', value: '1' });
    for (const path of PATHS) {
      expect([path, (await ask(path, { 'if-modified-since': later(known) })).status]).toEqual([path, 200]);
      const { response } = await ask(path);
      expect(Date.parse(response.headers.get('last-modified') ?? '')).toBeGreaterThanOrEqual(
        Date.parse(known),
      );
    }
  });

  it('is not told of what publications decide', async () => {
    await markChanges(api.pool, 3_600_000);
    const since = { 'if-modified-since': later(new Date().toUTCString()) };
    for (const path of [
      '/v1/growth?publishedBy=2024',
      '/v1/growth.csv?publishedBy=2024',
      '/v1/claims',
      '/v1/positions',
    ])
      expect([path, (await ask(path, since)).status]).toEqual([path, 200]);
  });

  it('of what is pinned to a sequence lets it be kept for ever', async () => {
    for (const path of [
      '/v1/growth?asOf=2',
      `/v1/growth/${KEY}/2018?asOf=2`,
      '/v1/growth.csv?asOf=2',
      '/v1/growth.ndjson?asOf=2',
      '/v1/growth.parquet?asOf=2',
    ]) {
      const { response } = await ask(path);
      expect([path, response.headers.get('cache-control')]).toEqual([
        path,
        'public, max-age=31536000, immutable',
      ]);
    }
    for (const path of [
      '/v1/growth',
      `/v1/growth/${KEY}/1999?asOf=2`,
      '/v1/growth?asOf=2024-01-01T00:00:00Z',
      '/v1/growth?asOf=999',
    ])
      expect((await ask(path)).response.headers.get('cache-control')).not.toContain('immutable');
  });
});
