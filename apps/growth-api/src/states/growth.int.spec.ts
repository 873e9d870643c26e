import type { GrowthState, Page } from '@silkgauge/contract';
import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

interface Problem {
  type: string;
  status: number;
  detail: string;
  errors: { parameter: string; rule: string; message: string; fix: string }[];
}

const CHINA = seriesOf({ area: 'CN' });
const EXPORTS = seriesOf({ area: 'CN', flow: 'X' });
const HENAN = seriesOf({ area: 'CN-HA', reporter: 'ZAEZ' });
const SHOP = seriesOf({ reporter: 'SHOP', area: 'GB', flow: 'X' });
const QUARTER = '2024-03-01/P3M';

let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await commit(api.pool, { key: CHINA, period: '2019', value: '1', knownAt: '2020-01-10T00:00:00.000Z' }); // 1
  await commit(
    api.pool,
    { key: CHINA, period: '2020', value: '2', knownAt: '2021-01-10T00:00:00.000Z' }, // 2
    { key: CHINA, period: '2020-S1', value: '3', knownAt: '2021-01-10T00:00:00.000Z' }, // 3
    { key: EXPORTS, period: '2020-S1', value: '4', knownAt: '2021-01-10T00:00:00.000Z' }, // 4
    { key: CHINA, period: '_U', value: '5', knownAt: '2021-01-10T00:00:00.000Z' }, // 5
  );
  await commit(api.pool, { key: HENAN, period: QUARTER, value: '6', knownAt: '2024-06-02T00:00:00.500Z' }); // 6
  await commit(api.pool, {
    key: SHOP,
    period: '2020-06',
    value: '7',
    domain: 'platform',
    knownAt: '2024-06-03T00:00:00Z',
  }); // 7
  await commit(api.pool, { key: CHINA, period: '2019', value: '1.1', knownAt: '2024-06-04T00:00:00Z' }); // 8
});

afterAll(() => api.end());

const values = (page: Page<GrowthState>) => page.items.map((state) => state.level.reported?.value);
const list = async (query: string) => values(await api.json<Page<GrowthState>>(`/v1/growth${query}`));

async function refused(path: string, headers: Record<string, string> = {}): Promise<Problem> {
  const response = await api.get(path, headers);
  const problem = (await response.json()) as Problem;
  expect({ path, status: response.status, body: problem.status }).toEqual({ path, status: 400, body: 400 });
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return problem;
}

describe('GET /v1/growth', () => {
  it('lists the present states in order of key and period', async () => {
    expect(await list('')).toEqual(['4', '1.1', '2', '3', '5', '7', '6']);
  });

  it.each([
    ['?area=CN-HA', ['6']],
    ['?area=CN-HA,GB', ['7', '6']],
    ['?flow=X', ['4', '7']],
    ['?flow=X&domain=platform', ['7']],
    ['?reporter=NOBODY', []],
    ['?period=2020-S1', ['4', '3']],
    ['?period=2020-01-01/P6M', ['4', '3']],
    ['?period=2019,_U', ['1.1', '5']],
    ['?from=2020&to=2020', ['4', '2', '3', '7']],
    ['?from=2020-02', ['7', '6']],
    ['?to=2019', ['1.1']],
    ['?from=2020-06-01&to=2020-06-30', ['7']],
    ['?from=2020-06-02&to=2020-06-30', []],
  ])('keeps the states of the filter %s', async (query, expected) => {
    expect(await list(query)).toEqual(expected);
  });

  it('keeps periods that lie wholly between from and to, both included, so never _U', async () => {
    expect(await list('?from=0001&to=9999')).not.toContain('5');
    expect(await list('?from=2020-S1&to=2020-S1')).toEqual(['4', '3', '7']);
  });

  it('answers as of an instant with the versions known by it, inclusively', async () => {
    expect(await list('?asOf=2021-01-09T23:59:59Z')).toEqual(['1']);
    expect(await list('?asOf=2021-01-10T00:00:00Z')).toEqual(['4', '1', '2', '3', '5']);
    expect(await list('?asOf=2021-01-10T08:00:00%2B08:00')).toEqual(['4', '1', '2', '3', '5']);
    expect(await list('?asOf=2024-06-02T00:00:00.499Z')).not.toContain('6');
    expect(await list('?asOf=2024-06-02T00:00:00.5Z')).toContain('6');
    expect(await list('?asOf=9999-12-31T23:59:59Z')).toEqual(await list(''));
    expect(await list('?asOf=0001-01-01T00:00:00Z')).toEqual([]);
  });

  it('answers as of a sequence with the states after that change', async () => {
    expect(await list('?asOf=0')).toEqual([]);
    expect(await list('?asOf=3')).toEqual(['1', '2', '3']);
    expect(await list('?asOf=7')).toEqual(['4', '1', '2', '3', '5', '7', '6']);
    expect(await list('?asOf=8')).toEqual(await list(''));
  });

  it('pages by key, so a page survives a revision in between', async () => {
    const pages: (string | null | undefined)[] = [];
    let cursor: string | null = null;
    do {
      const after: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page: Page<GrowthState> = await api.json(`/v1/growth?limit=2${after}`);
      pages.push(...page.items.map((state) => state.key));
      cursor = page.next;
      // All states outside the page get a new version between two pages.
      await commit(
        api.pool,
        { key: CHINA, period: '2019', value: '1.1', knownAt: '2024-07-01T00:00:00Z' },
        { key: HENAN, period: QUARTER, value: '6', knownAt: '2024-07-01T00:00:00Z' },
      );
    } while (cursor !== null);
    const whole = await api.json<Page<GrowthState>>('/v1/growth');
    expect(pages).toEqual(whole.items.map((state) => state.key));
    expect(whole.next).toBeNull();
  });

  it('names the nearest known parameter for an unknown one, and all faults at once', async () => {
    const problem = await refused('/v1/growth?reproter=GACC&flow=E&limit=0&asOf=yesterday&period=2020-13');
    expect(problem.errors.map(({ parameter }) => parameter)).toEqual([
      'reproter',
      'flow',
      'limit',
      'asOf',
      'period',
    ]);
    expect(problem.errors[0]?.rule).toBe('unknown-parameter');
    expect(problem.errors[0]?.fix).toContain('did you mean reporter?');
    expect(problem.detail).toContain('did you mean reporter?');
  });

  it.each([
    ['?area=CN&area=GB', 'area', 'repeated'],
    ['?area=', 'area', 'empty'],
    ['?area=CN,,GB', 'area', 'empty'],
    ['?area=ZZ', 'area', 'code'],
    ['?currency=RMB', 'currency', 'code'],
    ['?product=a%20b', 'product', 'code'],
    ['?product=%00', 'product', 'text'],
    ['?domain=custom', 'domain', 'one-of'],
    ['?from=_U', 'from', 'period'],
    ['?to=2020-02-30', 'to', 'period'],
    ['?limit=1001', 'limit', 'limit'],
    ['?limit=1e2', 'limit', 'limit'],
    ['?asOf=2020-07-16', 'asOf', 'as-of'],
    ['?asOf=9999999', 'asOf', 'ahead-of-log'],
    ['?asOf=99999999999999999999', 'asOf', 'sequence'],
    ['?cursor=abc', 'cursor', 'cursor'],
    ['?after=3', 'after', 'unknown-parameter'],
    ['?publishedBy=16.7.2020', 'publishedBy', 'published-by'],
    ['?publishedBy=2020-07-16&asOf=1', 'publishedBy', 'two-clocks'],
  ])('refuses %s with a fix', async (query, parameter, rule) => {
    const { errors } = await refused(`/v1/growth${query}`);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ parameter, rule });
    expect(errors[0]?.fix).not.toBe('');
  });

  it('refuses the cursor of another list', async () => {
    const { next } = await api.json<Page<unknown>>('/v1/series?limit=1');
    expect((await refused(`/v1/growth?cursor=${next ?? ''}`)).errors[0]?.rule).toBe('cursor');
  });

  it('takes an alias of an area, and names the address of the code that it took', async () => {
    const answered = async (call: string) => {
      const response = await api.get(call);
      return [response.headers.get('content-location'), await response.text()];
    };
    for (const [given, taken] of [
      ['/v1/growth?area=CN-41,GB', '/v1/growth?area=CN-HA,GB'],
      ['/v1/growth.csv?area=CN-41', '/v1/growth.csv?area=CN-HA'],
      ['/v1/series?area=CN-41', '/v1/series?area=CN-HA'],
      [`/v1/growth/${HENAN.replace('CN-HA', 'CN-41')}/${QUARTER}`, `/v1/growth/${HENAN}/${QUARTER}`],
    ] as const) {
      const [address, body] = await answered(given);
      expect(address).toBe(taken);
      expect(await answered(taken)).toEqual([null, body]);
      expect(body).toContain('CN-HA');
    }
  });

  it('takes an unencoded plus sign of an offset', async () => {
    expect(await list('?asOf=2021-01-10T08:00:00+08:00')).toEqual(['4', '1', '2', '3', '5']);
  });
});

describe('GET /v1/growth/{series key}/{period}', () => {
  const path = (key: string, period: string) => `/v1/growth/${key}/${encodeURIComponent(period)}`;

  it('answers one state for any form of the period, its slash percent-encoded', async () => {
    const state = await api.json<GrowthState>(path(HENAN, QUARTER));
    expect(state).toMatchObject({ key: `${HENAN}/${QUARTER}`, period: QUARTER, series: { area: 'CN-HA' } });
    expect(await api.json(path(CHINA, '2020-01-01/P6M'))).toEqual(await api.json(path(CHINA, '2020-S1')));
  });

  it.each(['', '/history', '/explain', '/vintages', '/digits'])(
    'takes the slash of a range encoded or not: %s',
    async (part) => {
      const pasted = await api.json(`/v1/growth/${HENAN}/${QUARTER}${part}`);
      expect(pasted).toEqual(await api.json(path(HENAN, QUARTER) + part));
      const half = await api.json(`/v1/growth/${CHINA}/2020-01-01/P6M${part}`);
      expect(half).toEqual(await api.json(path(CHINA, '2020-S1') + part));
    },
  );

  it.each([
    ['histroy', 404, 'Did you mean history?'],
    ['nothing', 404, 'it has history, vintages, digits, explain, headline.'],
    ['P6X', 400, 'is not a period'],
    ['P0M', 400, 'is not a period'],
  ])('has no resource %s', async (part, status, words) => {
    const response = await api.get(`/v1/growth/${CHINA}/2020-01-01/${part}`);
    expect([response.status, ((await response.json()) as Problem).detail]).toEqual([
      status,
      expect.stringContaining(words),
    ]);
  });

  it('answers it as of an instant and as of a sequence', async () => {
    const value = async (query: string) =>
      (await api.json<GrowthState>(path(CHINA, '2019') + query)).level.reported?.value;
    expect(await value('?asOf=1')).toBe('1');
    expect(await value('?asOf=7')).toBe('1');
    expect(await value('?asOf=8')).toBe('1.1');
    expect(await value('?asOf=2024-06-03T23:59:59.999Z')).toBe('1');
    expect(await value('?asOf=2024-06-04T00:00:00Z')).toBe('1.1');
  });

  it('is 404 before the first version', async () => {
    expect((await api.get(path(CHINA, '2018'))).status).toBe(404);
    expect((await api.get(path(CHINA, '2019') + '?asOf=2020-01-09T00:00:00Z')).status).toBe(404);
    expect((await api.get(path(CHINA, '2020') + '?asOf=1')).status).toBe(404);
    expect((await api.get(path(CHINA, '2018') + '/history')).status).toBe(404);
    expect((await api.get(path(CHINA, '2018') + '/explain')).status).toBe(404);
  });

  it('names the faults of an invalid key and period', async () => {
    const { errors } = await refused('/v1/growth/GACC.CN/2020-Q5');
    expect(errors.map(({ parameter }) => parameter)).toEqual(['series key', 'period']);
  });

  it('gives history as of a point in the log', async () => {
    const versions = async (query: string) =>
      (await api.json<Page<GrowthState>>(`${path(CHINA, '2019')}/history${query}`)).items.map(
        ({ version }) => version,
      );
    expect(await versions('?asOf=7')).toEqual([1]);
    expect(await versions('?asOf=8')).toEqual([1, 2]);
    expect(await versions('?asOf=2024-06-03T23:59:59.999Z')).toEqual([1]);
    expect((await api.get(path(CHINA, '2020') + '/history?asOf=1')).status).toBe(404);
  });

  it('gives every version in history, oldest first, in pages', async () => {
    const first = await api.json<Page<GrowthState>>(path(CHINA, '2019') + '/history?limit=2');
    expect(first.items.map((state) => [state.version, state.sequence])).toEqual([
      [1, '1'],
      [2, '8'],
    ]);
    const rest = await api.json<Page<GrowthState>>(
      path(CHINA, '2019') + `/history?cursor=${first.next ?? ''}`,
    );
    expect(rest.items.map((state) => state.version)).toEqual(rest.items.map((_, index) => index + 3));
    expect(rest.next).toBeNull();
  });
});

describe('GET /v1/changes', () => {
  it('gives the log in order of sequence, after starts at 0', async () => {
    const sequences: string[] = [];
    let after: string | null = '0';
    while (after !== null) {
      const page: Page<GrowthState> = await api.json(`/v1/changes?after=${after}&limit=3`);
      sequences.push(...page.items.map((state) => state.sequence));
      after = page.next;
    }
    expect(sequences).toEqual(sequences.map((_, index) => String(index + 1)));
    expect(await api.json('/v1/changes')).toEqual(await api.json('/v1/changes?after=0'));
  });

  it('gives the newest changes in order of sequence', async () => {
    const { items } = await api.json<Page<GrowthState>>('/v1/changes?limit=1000');
    expect(items.length).toBeGreaterThan(3);
    expect(await api.json('/v1/changes?latest=3')).toEqual({ items: items.slice(-3), next: null });
    expect(await api.json('/v1/changes?latest=1000')).toEqual({ items, next: null });
  });

  it('is empty at the end of the log and refuses a position ahead of it', async () => {
    const { items } = await api.json<Page<GrowthState>>('/v1/changes?limit=1000');
    const last = items.at(-1)?.sequence ?? '0';
    expect(await api.json(`/v1/changes?after=${last}`)).toEqual({ items: [], next: null });
    expect((await refused(`/v1/changes?after=${String(BigInt(last) + 1n)}`)).errors[0]?.rule).toBe(
      'ahead-of-log',
    );
    expect((await refused('/v1/changes?after=-1')).errors[0]?.rule).toBe('sequence');
    expect((await refused('/v1/changes?latest=2&after=1')).errors[0]?.rule).toBe('misplaced');
    expect((await refused('/v1/changes?asOf=1')).errors[0]?.rule).toBe('unknown-parameter');
  });
});

describe('every answer', () => {
  it.each(['/v1/growth', `/v1/growth/${CHINA}/2020`, '/v1/series', '/v1/changes', '/v1/positions', '/'])(
    'of %s carries an ETag, and If-None-Match gets 304',
    async (path) => {
      const first = await api.get(path);
      const tag = first.headers.get('etag') ?? '';
      expect(tag).toMatch(/^"[\w-]+"$/);
      const again = await api.get(path, { 'if-none-match': `"other", W/${tag}` });
      expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, tag, '']);
      expect((await api.get(path, { 'if-none-match': '"other"' })).status).toBe(200);
    },
  );

  it('gets a new ETag when the state is revised', async () => {
    const path = `/v1/growth/${EXPORTS}/2020-S1`;
    const before = (await api.get(path)).headers.get('etag') ?? '';
    await commit(api.pool, { key: EXPORTS, period: '2020-S1', value: '4', knownAt: '2024-08-01T00:00:00Z' });
    expect((await api.get(path, { 'if-none-match': before })).status).toBe(200);
  });

  it.each(['/v1/growth', `/v1/growth/${CHINA}/2020`, '/v1/stream', '/v1/changes'])(
    'of %s to an unserved method is 405 and names the served methods',
    async (path) => {
      const response = await fetch(api.url + path, { method: 'POST', body: '{}' });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toContain('GET');
    },
  );

  it('to HEAD is the answer to GET without the body', async () => {
    const response = await fetch(`${api.url}/v1/growth`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(response.headers.get('etag')).toBe((await api.get('/v1/growth')).headers.get('etag'));
  });

  it('of health and metrics is 200', async () => {
    expect((await api.get('/healthz')).status).toBe(200);
    expect((await api.get('/readyz')).status).toBe(200);
    expect(await (await api.get('/metrics')).text()).toContain('silkgauge_stream_readers 0');
  });
});
