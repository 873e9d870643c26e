import type { StateDocument } from '@silkgauge/contract';
import { parseAtomFeed } from 'feedsmith';
import { readRevisedChanges } from '@silkgauge/read-model';
import { testDatabase } from '@silkgauge/testing';
import { commit, documentOf, seriesOf, startApi, tellNotice, type TestApi } from '../growth-api.fixture.ts';

const CHINA = seriesOf({ area: 'CN' });
const BRITAIN = seriesOf({ area: 'GB', flow: 'X' });
const ATOM = 'application/atom+xml; charset=utf-8';

const level = (value: string): Pick<StateDocument, 'level'> => ({ level: documentOf(value).level });
const because = (
  reason: StateDocument['change']['reason'],
  previous: StateDocument['change']['previous'],
): Pick<StateDocument, 'change'> => ({ change: { reason, previous, causes: [] } });

let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  const write = (key: string, value: string, document: Partial<StateDocument>, knownAt: string) =>
    commit(api.pool, { key, period: '2020-S1', value, knownAt, document });
  await write(CHINA, '119.43', {}, '2024-01-01T00:00:00Z');
  await write(CHINA, '119.50', because('reported', level('119.43')), '2024-01-02T00:00:00Z');
  await write(CHINA, '120', because('sales', level('119.50')), '2024-01-03T00:00:00Z');
  await write(CHINA, '121', because('rebuilt', level('120')), '2024-01-04T00:00:00Z');
  await write(BRITAIN, '5', { flags: ['conflicting-prints'] }, '2024-01-05T00:00:00Z');
  await write(
    BRITAIN,
    '6',
    {
      level: { ...documentOf('6').level, verdict: 'conflicts' },
      flags: ['conflicting-prints'],
      ...because('restated', level('5')),
    },
    '2024-01-06T00:00:00Z',
  );
  await write(
    BRITAIN,
    '6',
    { level: { verdict: 'unchecked', gap: null }, ...because('withdrawn', level('6')) },
    '2024-01-07T00:00:00Z',
  );
});
afterAll(() => api.end());

async function feed(query = '', headers: Record<string, string> = {}) {
  const response = await api.get(`/v1/revisions.atom${query}`, headers);
  const text = await response.text();
  expect([response.status, response.headers.get('content-type')]).toEqual([200, ATOM]);
  return { response, text, ...parseAtomFeed(text) };
}

const idsIn = async (query: string): Promise<readonly string[]> =>
  ((await feed(query)).entries ?? []).map(({ id }) => id?.replace('urn:silkgauge:change:', '') ?? '');
const termsIn = async (query: string) =>
  ((await feed(query)).entries ?? []).map(({ categories = [] }) =>
    categories.map(({ term }) => term).join(' '),
  );

describe('GET /v1/revisions.atom', () => {
  it('has an entry for each change that alters or takes away a number, or brings a contradiction, newest first', async () => {
    expect(await idsIn('')).toEqual(['7', '6', '5', '2']);
    expect(await termsIn('')).toEqual(['revision', 'revision conflict', 'conflict', 'revision']);
  });

  it('has entries of one kind where one is asked for', async () => {
    expect(await idsIn('?kind=revision')).toEqual(['7', '6', '2']);
    expect(await idsIn('?kind=conflict')).toEqual(['6', '5']);
  });

  it('a query for conflicts reads no later version without one, nor one for revisions a first version', async () => {
    const range = { from: '1', before: '8', limit: 10, reasons: ['reported', 'restated', 'withdrawn'] };
    const sequences = async (later: boolean, texts: readonly string[]) =>
      (await readRevisedChanges(api.pool, {}, { ...range, later, texts })).map(({ sequence }) => sequence);
    expect(await sequences(false, ['"conflicting-prints"'])).toEqual(['6', '5']);
    expect(await sequences(true, [])).toEqual(['7', '6', '2']);
  });

  it('takes the filters of the list, as of the present', async () => {
    expect(await idsIn('?area=CN')).toEqual(['2']);
    expect(await idsIn('?flow=X&period=2020-S1')).toEqual(['7', '6', '5']);
    expect(await idsIn('?verdict=conflicts')).toEqual(['6']);
    expect(await idsIn('?area=G*')).toEqual(['7', '6', '5']);
    await tellNotice(api.pool, {
      ...{ notice: 'GACC-2020-75', effectiveFrom: '2020-01-01', effectiveTo: '2020-12-31' },
      scope: { areas: ['CN'] },
    });
    expect(await idsIn('?notice=GACC-2020-75')).toEqual(['2']);
  });

  it('tells of each change what it was, when it became known, and where its state is', async () => {
    const { entries, updated } = await feed('?area=CN');
    expect(entries).toMatchObject([
      {
        title: {
          value: expect.stringMatching(/, 2020-S1: level, reported: 119\.43 → 119\.50 CNY$/) as string,
        },
        summary: { value: `${CHINA}/2020-S1: level, reported: 119.43 → 119.50 CNY` },
        updated: '2024-01-02T00:00:00.000Z',
        links: [{ href: `${api.url}/v1/growth/${CHINA}/2020-S1?asOf=2` }],
      },
    ]);
    expect(updated).toBe('2024-01-02T00:00:00.000Z');
    const [link] = entries?.[0]?.links ?? [];
    const state = await api.json<{ sequence: string }>(String(link?.href).slice(api.url.length));
    expect(state.sequence).toBe('2');
  });

  it('speaks the language of the query, else of the client, else English', async () => {
    const chinese = await feed('?area=CN', { 'accept-language': 'zh-CN' });
    expect(chinese.response.headers.get('content-language')).toBe('zh');
    expect(chinese.response.headers.get('vary')).toContain('accept-language');
    expect(chinese.entries?.[0]).toMatchObject({
      summary: { value: `${CHINA}/2020-S1：金额，公布：119.43 → 119.50 CNY` },
    });
    expect(chinese.text).toContain('修订');
    const { response } = await feed('?area=CN&lang=en', { 'accept-language': 'zh-CN' });
    expect(response.headers.get('content-language')).toBe('en');
  });

  it('pages by the sequence before which the next page begins', async () => {
    const found: string[] = [];
    let query: string | null = '?limit=1&area=GB';
    for (let pages = 0; query !== null; pages += 1) {
      expect(pages).toBeLessThan(5);
      const { entries, links } = await feed(query);
      found.push(...(entries ?? []).map(({ id }) => String(id)));
      const next = links?.find(({ rel }) => rel === 'next')?.href;
      if (next) expect(new URL(next).searchParams.get('before')).toBe(found.at(-1)?.split(':').at(-1));
      query = next ? new URL(next).search : null;
    }
    expect(found).toEqual(['7', '6', '5'].map((sequence) => `urn:silkgauge:change:${sequence}`));
    const { links } = await feed('?before=5&limit=2');
    expect(links?.find(({ rel }) => rel === 'self')?.href).toContain('before=5');
    expect(await idsIn('?before=6')).toEqual(['5', '2']);
  });

  it('without entries is an empty feed', async () => {
    const { entries = [], updated, title } = await feed('?area=FR');
    expect(entries).toEqual([]);
    expect([updated, title?.value]).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      expect.stringContaining('Silkgauge'),
    ]);
  });

  it('holds text that XML and HTML would read as their own', async () => {
    const key = seriesOf({ area: 'JP' });
    const stores = (value: string) => ({
      level: { ...documentOf(value).level, reported: { ...measured(value), unit: '<b>&]]>\u0001"' } },
    });
    await commit(
      api.pool,
      { key, period: '2020', value: '1' },
      { key, period: '2020', value: '2', document: { ...stores('2'), ...because('reported', stores('1')) } },
    );
    const { entries, text } = await feed('?area=JP');
    expect(text).not.toContain('\u0001');
    expect(entries?.[0]?.summary).toEqual({
      type: 'html',
      value: `${key}/2020: level, reported: 1 → 2 &lt;b&gt;&amp;]]&gt;\uFFFD&quot;`,
    });
  });

  it('has a tag, 304, gzip, HEAD, and the sequence that it tells of', async () => {
    const { response } = await feed('', { 'accept-encoding': 'gzip' });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('x-silkgauge-sequence')).toMatch(/^\d+$/);
    const etag = response.headers.get('etag') ?? '';
    const again = await api.get('/v1/revisions.atom', { 'accept-encoding': 'gzip', 'if-none-match': etag });
    expect(again.status).toBe(304);
    const head = await fetch(`${api.url}/v1/revisions.atom`, { method: 'HEAD' });
    expect([head.status, await head.text(), head.headers.get('content-type')]).toEqual([200, '', ATOM]);
  });

  it.each([
    ['?kind=revisions', 'kind', 'one-of'],
    ['?kinds=revision', 'kinds', 'unknown-parameter'],
    ['?limit=0', 'limit', 'limit'],
    ['?limit=501', 'limit', 'limit'],
    ['?before=x', 'before', 'sequence'],
    ['?before=99999999', 'before', 'ahead-of-log'],
    ['?asOf=1', 'asOf', 'not-of-feed'],
  ])('refuses %s', async (query, parameter, rule) => {
    const response = await api.get(`/v1/revisions.atom${query}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json',
    ]);
    expect(await response.json()).toMatchObject({ errors: [{ parameter, rule }] });
  });
});

const measured = (value: string) =>
  ({ value, unit: 'CNY', low: value, high: value, status: 'P', formula: 'reported@1' }) as const;
