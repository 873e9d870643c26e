import { parse } from 'csv-parse/sync';
import type { TableMetadata } from '@silkgauge/contract';
import {
  appendChanges,
  claimPosition,
  inTransaction,
  insertEvents,
  registerSeries,
} from '@silkgauge/read-model';
import { testDatabase } from '@silkgauge/testing';
import { commit, documentOf, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

const CHINA = seriesOf({ area: 'CN' });
let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await commit(
    api.pool,
    { key: CHINA, period: '2020-S1', value: '4720000000', growth: '-26.20' },
    { key: CHINA, period: '2020-01-01/P5M', value: '7' },
    { key: seriesOf({ area: 'CN-Z-NOWHERE', reporter: 'NOBODY' }), period: '_U', value: '1' },
  );
});
afterAll(() => api.end());

const table = async (query: string, headers: Record<string, string> = {}) => {
  const response = await api.get(`/v1/growth.csv${query}`, headers);
  const rows = parse(await response.text(), { columns: true }) as Record<string, string>[];
  return { response, rows };
};

describe('the columns of a table', () => {
  it('are those asked for, in their order, and so is its metadata', async () => {
    const query = '?columns=value,period,reporter&area=CN';
    const text = await (await api.get(`/v1/growth.csv${query}`)).text();
    expect(text).toBe(
      'value,period,reporter\r\n7,2020-01-01/P5M,GACC\r\n4720000000,2020-S1,GACC\r\n-26.20,2020-S1,GACC\r\n',
    );
    const { url, tableSchema } = await api.json<TableMetadata>(`/v1/growth.metadata.json${query}`);
    expect([url, tableSchema.columns.map(({ name }) => name)]).toEqual([
      `growth.csv${query}`,
      ['value', 'period', 'reporter'],
    ]);
  });

  it('tell the first and the last day of a period', async () => {
    const { rows } = await table('?columns=period,periodStart,periodEnd,measure&to=2021');
    expect(rows.filter(({ measure }) => measure === 'level')).toEqual([
      { period: '2020-01-01/P5M', periodStart: '2020-01-01', periodEnd: '2020-05-31', measure: 'level' },
      { period: '2020-S1', periodStart: '2020-01-01', periodEnd: '2020-06-30', measure: 'level' },
    ]);
    expect((await table('?columns=periodStart,periodEnd&period=_U')).rows).toEqual([
      { periodStart: '', periodEnd: '' },
    ]);
  });

  it('of an unknown name are 400 with the nearest', async () => {
    const response = await api.get('/v1/growth.csv?columns=vlaue');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ parameter: 'columns', fix: expect.stringContaining('did you mean value?') as string }],
    });
  });
});

describe('the names of codes', () => {
  const namesIn = async (query: string, headers: Record<string, string> = {}) => {
    const { response, rows } = await table(`?columns=areaName,flowName&reporter=GACC${query}`, headers);
    return [response.headers.get('content-language'), rows[0]?.['areaName']];
  };

  it('are in the language of the query, else of the client, else English', async () => {
    expect(await namesIn('')).toEqual(['en', "People's Republic of China"]);
    expect(await namesIn('', { 'accept-language': 'zh-CN, en;q=0.5' })).toEqual(['zh', '中国']);
    expect(await namesIn('&lang=en', { 'accept-language': 'zh' })).toEqual([
      'en',
      "People's Republic of China",
    ]);
    expect(await namesIn('&lang=zh')).toEqual(['zh', '中国']);
  });

  it('are empty where no register knows the code', async () => {
    const { rows } = await table('?columns=areaName,reporterName,indicatorName&reporter=NOBODY');
    expect(rows).toMatchObject([{ areaName: '', reporterName: '' }]);
  });

  it('vary by language for caches, and a table of codes alone does not', async () => {
    const varies = async (query: string) => (await table(query)).response.headers.get('vary') ?? '';
    expect(await varies('')).toContain('accept-language');
    expect(await varies('?lang=zh')).not.toContain('accept-language');
    expect(await varies('?columns=value')).not.toContain('accept-language');
  });
});

describe('the validators of a table', () => {
  it('are one tag for each table, language, coding and place in the log', async () => {
    const tagOf = async (query: string, headers: Record<string, string> = {}) =>
      (await table(query, { 'accept-encoding': 'identity', ...headers })).response.headers.get('etag') ?? '';
    const tags = [
      await tagOf(''),
      await tagOf('?area=CN'),
      await tagOf('?columns=value'),
      await tagOf('', { 'accept-language': 'zh' }),
      await tagOf('', { 'accept-encoding': 'gzip' }),
      await tagOf('?publishedBy=2024'),
    ];
    expect(new Set(tags).size).toBe(tags.length);
    expect(await tagOf('')).toBe(tags[0]);
    for (const path of ['/v1/growth.csv', '/v1/growth.ndjson']) {
      const etag = (await api.get(path)).headers.get('etag') ?? '';
      const again = await api.get(path, { 'if-none-match': etag });
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
      await commit(api.pool, { key: CHINA, period: '2021', value: etag.length.toString() });
      expect((await api.get(path, { 'if-none-match': etag })).status).toBe(200);
    }
  });

  it('are on HEAD as on GET', async () => {
    for (const path of ['/v1/growth.csv', '/v1/growth.ndjson']) {
      const head = await fetch(api.url + path, { method: 'HEAD' });
      const get = await api.get(path);
      for (const name of ['etag', 'content-type', 'content-encoding', 'vary', 'accept-ranges'])
        expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
    }
  });
});

it('metadata is found where tools look that start from the table', async () => {
  const convention = await api.json<TableMetadata>('/v1/growth.csv-metadata.json?area=CN');
  expect(convention).toEqual(await api.json<TableMetadata>('/v1/growth.metadata.json?area=CN'));
  expect(new URL(convention.url, `${api.url}/v1/`).href).toBe(`${api.url}/v1/growth.csv?area=CN`);
});

it('metadata states the terms of each source, as it describes itself or as the release has them', async () => {
  await commit(api.pool, { key: seriesOf({ reporter: 'USCENSUS', area: 'US' }), period: '2020', value: '1' });
  const read = () => api.json<TableMetadata>('/v1/growth.metadata.json?reporter=USCENSUS,GACC,NOBODY');
  const terms = await read();
  expect(terms['dc:rights']).toEqual([
    expect.stringMatching(/^GACC: None is stated/) as string,
    'NOBODY: Not known here',
    'USCENSUS: Public domain: a work of the United States government',
  ]);
  expect(terms['dc:license']).toEqual([{ '@id': 'https://www.usa.gov/government-copyright' }]);
  await claimPosition(api.pool, 'customs.figures', 1);
  const data = { reporter: 'NOBODY', name: { en: 'N', zh: 'N' }, kind: 'other', licence: 'CC BY 4.0' };
  await insertEvents(api.pool, [
    {
      ...{ source: '/nobody', id: 'me', type: 'silkgauge.reporter.described.v1', topic: 'customs.figures' },
      ...{ partition: 1, offset: 0n, knownAt: new Date(0), outcome: 'applied', rule: null, reason: null },
      ...{ digest: null, time: null, data: JSON.stringify(data) },
    },
  ]);
  expect((await read())['dc:rights']).toContain('NOBODY: CC BY 4.0');
});

it('a print is quoted beside its number, in the words of its event', async () => {
  const key = seriesOf({ area: 'FR' });
  const print = { source: '/gacc', id: 'Q1', document: 'https://example.org/q', publishedAt: '2020' };
  const { level, change, ...rest } = documentOf('1');
  // The change is a document's last member.
  const document = { ...rest, level: { ...level, reported: { ...level.reported, from: print } }, change };
  await inTransaction(api.pool, async (tx) => {
    const [row] = await registerSeries(tx, 'customs', [key]);
    const of = { seriesId: row?.series_id ?? '', period: '2020', version: 1, knownAt: new Date(0) };
    await appendChanges(tx, [{ ...of, document: JSON.stringify(document) }]);
    await claimPosition(tx, 'customs.figures', 0);
    await insertEvents(tx, [
      {
        ...{
          source: print.source,
          id: print.id,
          type: 'silkgauge.figure.reported.v1',
          topic: 'customs.figures',
        },
        ...{ partition: 0, offset: 0n, knownAt: new Date(0), outcome: 'applied', rule: null, reason: null },
        ...{ digest: null, time: null, data: JSON.stringify({ evidence: { quote: 'one, "exactly"' } }) },
      },
    ]);
  });
  expect((await table('?columns=value,quote,document&area=FR')).rows).toEqual([
    { value: '1', quote: 'one, "exactly"', document: print.document },
  ]);
});

it('an instant is the sequence of then, in every form', async () => {
  const key = seriesOf({ area: 'IS' });
  const then = await commit(api.pool, { key, period: '2020', value: '1', knownAt: '2030-01-01T00:00:00Z' });
  await commit(api.pool, { key, period: '2020', value: '2', knownAt: '2030-03-01T00:00:00Z' });
  for (const form of ['csv', 'ndjson', 'parquet', 'jsonstat']) {
    const path = `/v1/growth.${form}?area=IS`;
    const told = async (asOf: string) => {
      const response = await api.get(`${path}&asOf=${asOf}`);
      const body = Buffer.from(await response.arrayBuffer()).toString('hex');
      return [...['x-silkgauge-sequence', 'etag'].map((name) => response.headers.get(name)), body];
    };
    const ofInstant = await told('2030-02-01T00:00:00Z');
    expect(ofInstant[0]).toBe(then);
    expect(ofInstant).toEqual(await told(then));
  }
  await commit(api.pool, { key, period: '2021', value: '3', knownAt: '2030-01-15T00:00:00Z' });
  const crossed = await api.get('/v1/growth.csv?area=IS&columns=period,value&asOf=2030-02-01T00:00:00Z');
  expect(crossed.headers.has('x-silkgauge-sequence')).toBe(false);
  expect(await crossed.text()).toBe('period,value\r\n2020,1\r\n2021,3\r\n');
});
