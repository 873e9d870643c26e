import { Ajv2020 } from 'ajv/dist/2020.js';
import { type GrowthState, type StateDocument, COLUMNS } from '@silkgauge/contract';
import { appendChanges, inTransaction, registerSeries } from '@silkgauge/read-model';
import { testDatabase } from '@silkgauge/testing';
import { commit, documentOf, documentWith, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { keepPrints, level, rate } from '../published/published.fixture.ts';

const CHINA = seriesOf({ area: 'CN' });
const READINGS = seriesOf({ area: 'CN-HA', reporter: 'ZAEZ' });
const EVIL = seriesOf({ area: 'GB', reporter: '@SUM-1' });

const measured = (value: string | null, unit: string, more: object = {}) =>
  ({ value, unit, low: value, high: value, status: 'P', formula: 'reported@1', ...more }) as const;

const PRINT = { source: '/zaez', id: 'O7', document: 'https://example.org/7', publishedAt: '2020-07' };

const TWO_READINGS: StateDocument = documentWith(documentOf('0'), {
  level: { verdict: 'unchecked', gap: null },
  growth: {
    '2018-S1': {
      comparedWith: '2018-S1',
      reported: measured(null, 'percent', {
        readings: [
          { reading: 'up-by-times', value: '450', low: '445', high: '455' },
          { reading: 'to-times', value: null, low: '345', high: '355' },
        ],
      }),
      computed: measured('-4.5000', 'percent', { low: '-4.6', high: '-4.4', formula: 'growth@1' }),
      verdict: 'conflicts',
      gap: '-454.50',
    },
  },
  other: {
    share: { reported: measured('12.30', 'percent', { from: PRINT }), verdict: 'unchecked', gap: null },
    contribution: {
      reported: measured(null, 'points', { absence: 'confidential' }),
      verdict: 'unchecked',
      gap: null,
    },
  },
  flags: ['ambiguous-wording', 'small-base'],
});
const EMPTIED: StateDocument = { ...documentOf('0'), level: { verdict: 'unchecked', gap: null } };

let api: TestApi;

async function write(key: string, period: string, ...documents: readonly StateDocument[]): Promise<void> {
  await inTransaction(api.pool, async (tx) => {
    const [row] = await registerSeries(tx, 'customs', [key]);
    const of = { seriesId: row?.series_id ?? '', period, knownAt: new Date('2024-02-01T00:00:00Z') };
    await appendChanges(
      tx,
      documents.map((document, at) => ({ ...of, version: at + 1, document: JSON.stringify(document) })),
    );
  });
}

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await commit(api.pool, { key: CHINA, period: '2020', value: '4720000000', growth: '-26.20' });
  await write(READINGS, '2020-S1', TWO_READINGS);
  await write(EVIL, '2020', documentOf('1'));
  await write(CHINA, '2019', documentOf('1'), EMPTIED);
});
afterAll(() => api.end());

type Row = Record<string, string>;

/** Parses CSV (RFC 4180). */
function rowsOf(text: string): Row[] {
  expect(text.endsWith('\r\n')).toBe(true);
  const records = text
    .slice(0, -2)
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
  const [header = [], ...rest] = records;
  for (const record of rest) expect(record).toHaveLength(header.length);
  return rest.map((record) => Object.fromEntries(header.map((name, at) => [name, record[at] ?? ''])));
}

const table = async (query: string) => rowsOf(await (await api.get(`/v1/growth.csv${query}`)).text());

interface Metadata {
  url: string;
  tableSchema: { columns: { name: string; titles: { en: string; zh: string }; datatype: string }[] };
  notes: { filter: object; asOf: string | null; publishedBy: string | null; states: number | null }[];
}
const metadata = (query: string) => api.json<Metadata>(`/v1/growth.metadata.json${query}`);

/** Targets of a `Link` header by relation. */
const linksOf = (response: Response): Record<string, string> =>
  Object.fromEntries(
    (response.headers.get('link') ?? '')
      .split(', ')
      .map((link) => /^<([^>]+)>; rel="(\w+)"/.exec(link))
      .map((found) => [found?.[2] ?? '', found?.[1] ?? '']),
  );
const pathOf = (relative: string): string => {
  const { pathname, search } = new URL(relative, `${api.url}/v1/growth.csv`);
  return pathname + search;
};

describe('GET /v1/growth.csv', () => {
  it.each([
    '',
    '?reporter=GACC',
    '?period=2020-01-01/P1Y&area=CN',
    '?area=CN&asOf=2&flow=_T',
    '?asOf=2024-02-01T00:00:00%2B01:00',
  ])('links from %s to metadata that names the requested address', async (query) => {
    const response = await api.get(`/v1/growth.csv${query}`);
    await response.body?.cancel();
    expect(response.headers.get('link')).toContain('; rel="describedby"; type="application/csvm+json"');
    const found = pathOf(linksOf(response).describedby ?? '');
    const { url } = await api.json<Metadata>(found);
    expect(new URL(url, api.url + found).href).toBe(`${api.url}/v1/growth.csv${query}`);
  });

  it('is a CSV file with a header row and a link to its metadata', async () => {
    const response = await api.get('/v1/growth.csv?area=CN&period=2020');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="growth.csv"',
      'x-content-type-options': 'nosniff',
    });
    const { describedby = '' } = linksOf(response);
    const [header] = (await response.text()).split('\r\n');
    const { tableSchema } = await api.json<Metadata>(pathOf(describedby));
    expect(header).toBe(tableSchema.columns.map(({ name }) => name).join(','));
  });

  it('has a row with all columns for each measurement', async () => {
    const [of, growth] = await table('?area=CN&period=2020');
    expect(of).toEqual({
      ...{ key: `${CHINA}/2020`, reporter: 'GACC', area: 'CN', indicator: 'CBEC', coverage: 'FULL' },
      ...{ flow: '_T', mode: '_T', product: '_T', counterpart: '_T', currency: 'CNY', period: '2020' },
      ...{ reporterName: 'General Administration of Customs of China' },
      ...{ areaName: "People's Republic of China", indicatorName: 'Cross-border e-commerce trade, value' },
      coverageName: "Full scope: customs' estimate (preliminary) and survey (final)",
      ...{ flowName: 'Export and import', modeName: 'Total', productName: 'Total', counterpartName: 'Total' },
      ...{ currencyName: 'Chinese Yuan', periodStart: '2020-01-01', periodEnd: '2020-12-31' },
      ...{ measure: 'level', comparison: '', comparedWith: '', side: 'reported', reading: '', more: '' },
      ...{ value: '4720000000', low: '4720000000', high: '4720000000', absence: '' },
      ...{ unit: 'CNY', status: 'P' },
      ...{ source: '', id: '', document: '', publishedAt: '', quote: '' },
      ...{ kind: '', publisher: '', chain: '' },
      ...{
        formula: 'reported@1',
        verdict: 'unchecked',
        gap: '',
        flags: '',
        notices: '',
        events: '',
        units: '',
        last: '',
      },
      ...{ version: '1', sequence: '1', knownAt: '2024-01-01T00:00:00.000Z', publishedBy: '' },
    });
    expect(growth).toMatchObject({ measure: 'growth', comparison: 'GY', value: '-26.20', unit: 'percent' });
  });

  it('has two rows for a figure of two readings, and none with a single number', async () => {
    const rows = await table('?reporter=ZAEZ');
    expect(rows).toMatchObject([
      { side: 'reported', reading: 'up-by-times', value: '450', low: '445', high: '455' },
      { side: 'reported', reading: 'to-times', value: '', low: '345', high: '355' },
      { side: 'computed', reading: '', value: '-4.5000', low: '-4.6', high: '-4.4', formula: 'growth@1' },
      { measure: 'share', comparison: '', value: '12.30', ...PRINT, absence: '' },
      { measure: 'contribution', value: '', low: '', high: '', absence: 'confidential' },
    ]);
    for (const row of rows) expect(row).toMatchObject({ flags: 'ambiguous-wording small-base', events: '' });
    expect(rows[0]).toMatchObject({ comparison: '2018-S1', comparedWith: '2018-S1', verdict: 'conflicts' });
    expect(rows[0]?.gap).toBe('-454.50');
  });

  it('disarms formulas, and keeps negative numbers', async () => {
    const text = await (await api.get('/v1/growth.csv?area=GB')).text();
    expect(text).toContain(`"'${EVIL}/2020","'@SUM-1",GB,`);
    expect(await (await api.get('/v1/growth.csv?area=CN&period=2020')).text()).toContain(',-26.20,');
  });

  it('has no row for an empty state', async () => {
    expect(await table('?area=CN&period=2019')).toEqual([]);
    expect(await table('?area=CN&period=2019&asOf=4')).toHaveLength(1);
    expect(await table('?reporter=NOBODY')).toEqual([]);
  });

  it('holds all pages as of one sequence while the log grows', async () => {
    const periods = Array.from({ length: 1_201 }, (_, at) => String(at + 1).padStart(4, '0'));
    const key = seriesOf({ area: 'CN', reporter: 'MANY' });
    await commit(api.pool, ...periods.map((period) => ({ key, period, value: '1' })));
    const response = await api.get('/v1/growth.csv?reporter=MANY');
    await commit(api.pool, ...periods.map((period) => ({ key, period, value: '2' })));
    const rows = rowsOf(await response.text());
    expect(rows.map(({ period }) => period)).toEqual(periods);
    expect(new Set(rows.map(({ value }) => value))).toEqual(new Set(['1']));
    const { canonical = '' } = linksOf(response);
    expect(canonical).toMatch(/asOf=\d+$/);
    expect(rowsOf(await (await api.get(pathOf(canonical))).text())).toEqual(rows);
    expect((await table('?reporter=MANY')).every(({ value }) => value === '2')).toBe(true);
  });

  it('has the states of the list', async () => {
    const { items } = await api.json<{ items: GrowthState[] }>('/v1/growth?limit=1000&to=0900');
    const rows = await table('?to=0900');
    expect(rows.map(({ key, sequence }) => `${key ?? ''} ${sequence ?? ''}`)).toEqual(
      items.map(({ key, sequence }) => `${key} ${sequence}`),
    );
  });

  it('with publishedBy has published states without a sequence', async () => {
    const key = seriesOf({ area: 'US', reporter: 'USCB' });
    await keepPrints(api.pool, [
      level(key, '2020', '100', '2021-01-10'),
      rate(key, '2020', '5', '2021-02-10'),
      level(key, '2020', '110', '2021-03-10'),
    ]);
    const rows = await table('?reporter=USCB&publishedBy=2021-02-28');
    const none = { version: '', sequence: '', knownAt: '', publishedBy: '2021-02-28T23:59:59.999Z' };
    expect(rows.filter(({ side, period }) => side === 'reported' && period === '2020')).toMatchObject([
      { measure: 'level', value: '100', ...none },
      { measure: 'growth', value: '5', ...none },
    ]);
    expect(await table('?reporter=USCB&publishedBy=2020')).toEqual([]);
  });

  it.each([
    ['?limit=1', 'limit', 'not-of-table'],
    ['?cursor=x', 'cursor', 'not-of-table'],
    ['?areaa=CN', 'areaa', 'unknown-parameter'],
    ['?asOf=99999999', 'asOf', 'ahead-of-log'],
    ['?asOf=1&publishedBy=2020', 'publishedBy', 'two-clocks'],
  ])('and its metadata refuse %s', async (query, parameter, rule) => {
    for (const path of ['/v1/growth.csv', '/v1/growth.metadata.json']) {
      const response = await api.get(path + query);
      expect([response.status, response.headers.get('content-type')]).toEqual([
        400,
        'application/problem+json',
      ]);
      expect(await response.json()).toMatchObject({ errors: [{ parameter, rule }] });
    }
  });

  it('answers HEAD without a body and without reading states', async () => {
    const response = await fetch(`${api.url}/v1/growth.csv`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(response.headers.get('content-type')).toContain('text/csv');
  });

  it('survives a client that disconnects', async () => {
    const leaving = new AbortController();
    const response = await fetch(`${api.url}/v1/growth.csv`, { signal: leaving.signal });
    leaving.abort();
    await expect(response.text()).rejects.toThrow();
    expect((await api.get('/v1/growth?limit=1')).status).toBe(200);
  });
});

describe('GET /v1/growth.metadata.json', () => {
  it('describes each column in both languages', async () => {
    const { tableSchema } = await metadata('');
    expect(tableSchema.columns.map(({ name }) => name)).toEqual(COLUMNS.map(({ name }) => name));
    for (const column of tableSchema.columns) {
      expect(column.titles.zh).toMatch(/\p{Script=Han}/u);
      expect(column.titles.en).not.toBe('');
      expect(column).toHaveProperty(['dc:description', 1, '@language'], 'zh');
    }
  });

  it('has a datatype that fits the cells of each column', async () => {
    const shape: Record<string, RegExp> = {
      decimal: /^(-?\d+(\.\d+)?)?$/,
      integer: /^\d*$/,
      dateTime: /^(\d{4}-\d\d-\d\dT[\d:.]+Z)?$/,
      date: /^(\d{4}-\d\d-\d\d)?$/,
      string: /^/,
    };
    const rows = await table('?reporter=GACC,ZAEZ');
    for (const { name, datatype } of (await metadata('')).tableSchema.columns)
      for (const row of rows) expect(row[name]).toMatch(shape[datatype] ?? /never^/);
  });

  it('counts the states, and names the place in the log', async () => {
    const query = '?area=CN,GB&flow=_T&from=2020&to=2020-12&domain=customs';
    const { url, notes } = await metadata(query);
    expect(notes).toEqual([
      {
        filter: { area: ['CN', 'GB'], flow: ['_T'], from: '2020-01-01', to: '2020-12-31', domain: 'customs' },
        asOf: expect.stringMatching(/^\d+$/) as string,
        publishedBy: null,
        states: 2,
      },
    ]);
    expect(url).toBe(`growth.csv${query}`);
    expect(await table(`${query}&asOf=${notes[0]?.asOf ?? ''}`)).toEqual(await table(query));
    expect((await metadata(`?period=2019&area=CN&reporter=GACC&asOf=3`)).notes[0]?.states).toBe(0);
    expect(
      (await metadata(`?period=2019&area=CN&reporter=GACC&asOf=2024-02-01T00:00:00Z`)).notes[0]?.states,
    ).toBe(1);
    expect((await metadata('?publishedBy=2021')).notes).toMatchObject([
      { asOf: null, publishedBy: '2021-12-31T23:59:59.999Z', states: null },
    ]);
  });

  it('is as described', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(await api.json<object>('/openapi.json'), 'api');
    const validate = ajv.getSchema('api#/components/schemas/TableMetadata');
    void validate?.(await metadata('?publishedBy=2021&area=CN'));
    expect(validate?.errors).toBeNull();
  });
});
