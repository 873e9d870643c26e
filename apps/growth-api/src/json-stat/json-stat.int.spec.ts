import { createRequire } from 'node:module';
import type { JsonStat, StateDocument } from '@silkgauge/contract';
import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { keepPrints, level } from '../published/published.fixture.ts';

const CHINA = seriesOf({ area: 'CN' });
const NINGBO = seriesOf({ area: 'CN-ZJ', reporter: 'NINGBO' });

/** What is used of the toolkit, which has no types. */
interface Dataset {
  readonly class: string;
  readonly id: readonly string[];
  readonly role: object;
  Data(codes: Readonly<Record<string, string>>): unknown;
}
const JSONstat = createRequire(import.meta.url)('jsonstat-toolkit') as (cube: unknown) => Dataset;

let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await commit(
    api.pool,
    {
      key: CHINA,
      period: '2020-S1',
      value: '4720000000.10',
      growth: '-26.20',
      knownAt: '2024-01-02T00:00:00Z',
    },
    { key: CHINA, period: '2019', value: '7' },
    { key: CHINA, period: '_U', value: '1' },
    { key: NINGBO, period: '2020-01-01/P5M', value: '0', document: TWO_READINGS },
  );
});
afterAll(() => api.end());

const TWO_READINGS: Partial<StateDocument> = {
  level: { verdict: 'unchecked', gap: null },
  growth: {
    GY: {
      comparedWith: '2019-01-01/P5M',
      reported: {
        ...{ value: null, unit: 'percent', low: null, high: null, status: '_U', formula: 'reported@1' },
        readings: [
          { reading: 'up-by-times', value: '450', low: '445', high: '455' },
          { reading: 'to-times', value: '350', low: '345', high: '355' },
        ],
        from: {
          ...{ source: '/seed', id: 'S08', document: 'https://en.imsilkroad.com/p/314906.html' },
          ...{ publishedAt: '2020-07-16', kind: 'agency' },
        },
      },
      verdict: 'unchecked',
      gap: null,
    },
  },
};

async function cube(query = '', headers: Record<string, string> = {}) {
  const response = await api.get(`/v1/growth.jsonstat${query}`, headers);
  const text = await response.text();
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'application/json; charset=utf-8',
  ]);
  const told = JSON.parse(text) as JsonStat;
  // The toolkit changes what it is given.
  return { response, text, told, dataset: JSONstat(JSON.parse(text)) };
}

/** The cell of a figure, by a stock client. */
const cellOf = ({ dataset }: Awaited<ReturnType<typeof cube>>, codes: Readonly<Record<string, string>>) =>
  dataset.Data({ ...codes }) as { readonly value: number | null; readonly status: string | null };

const OF_CHINA = { reporter: 'GACC', area: 'CN', side: 'reported', reading: '_Z' };

describe('GET /v1/growth.jsonstat', () => {
  it('is a dataset whose cells a stock client finds by the codes of a figure', async () => {
    const found = await cube('?reporter=GACC');
    expect([found.dataset.class, found.dataset.id]).toEqual([
      'dataset',
      [
        'reporter',
        'area',
        'indicator',
        'coverage',
        'flow',
        'mode',
        'product',
        'counterpart',
        'currency',
        'period',
        'transformation',
        'side',
        'reading',
        'statistic',
      ],
    ]);
    expect(found.dataset.role).toMatchObject({ time: ['period'], geo: ['area'], metric: ['statistic'] });
    for (const [statistic, value] of [
      ['value', -26.2],
      ['low', -26.2],
      ['high', -26.2],
    ] as const)
      expect(
        cellOf(found, { ...OF_CHINA, period: '2020-S1', transformation: 'GY', statistic }),
      ).toMatchObject({ value });
    expect(
      cellOf(found, { ...OF_CHINA, period: '2020-S1', transformation: 'N', statistic: 'value' }),
    ).toEqual({
      ...{ value: 4720000000.1, status: 'P' },
    });
    expect(
      cellOf(found, { ...OF_CHINA, period: '2019', transformation: 'GY', statistic: 'value' }).value,
    ).toBeNull();
  });

  it('has the digits of the states, and _U as any other period, before them', async () => {
    const { text, told } = await cube('?reporter=GACC');
    expect(text).toContain(':4720000000.10,');
    expect(text).toContain(':-26.20');
    expect(told.dimension['period']?.category.index).toEqual(['_U', '2019', '2020-S1']);
  });

  it('never has two readings as one number', async () => {
    const found = await cube('?reporter=NINGBO');
    const cell = (reading: string, statistic: string) =>
      cellOf(found, { reading, statistic, period: '2020-01-01/P5M', transformation: 'GY' });
    expect(cell('_Z', 'value')).toEqual({ value: null, status: '_U' });
    expect([cell('_Z', 'low').value, cell('_Z', 'high').value]).toEqual([null, null]);
    expect([cell('UP-BY-TIMES', 'value').value, cell('TO-TIMES', 'value').value]).toEqual([450, 350]);
    expect([cell('TO-TIMES', 'low').value, cell('TO-TIMES', 'high').value]).toEqual([345, 355]);
  });

  it('says who printed each figure, and of what kind the document is, each pair once', async () => {
    const printers = async (query: string) => {
      const { told } = await cube(query);
      const { evidence, evidenceOf } = told.extension;
      return [evidence, Object.entries(evidenceOf), Object.keys(told.status)] as const;
    };
    const [evidence, cells, statuses] = await printers('?reporter=NINGBO');
    expect(evidence).toEqual([{ publisher: 'Xinhua', kind: 'agency' }]);
    // The figure and its two readings are of one print.
    expect(cells).toEqual(statuses.map((cell) => [cell, 0]));
    expect(cells).toHaveLength(3);
    expect((await printers('?reporter=NINGBO&lang=zh'))[0]).toEqual([
      { publisher: '新华社', kind: 'agency' },
    ]);
    expect((await printers('?reporter=GACC')).slice(0, 2)).toEqual([[], []]);
  });

  it('says its query, pinned, its sequence, and when its last figure became known', async () => {
    const { told, response } = await cube('?area=CN&period=2020-S1');
    const { query, sequence } = told.extension;
    expect(response.headers.get('x-silkgauge-sequence')).toBe(sequence);
    expect(query).toBe(`area=CN&period=2020-S1&asOf=${sequence}`);
    expect(told.updated).toBe('2024-01-02T00:00:00.000Z');
    expect((await cube(`?${query}`)).told).toEqual(told);
  });

  it('has labels in the language of the query, else of the client, else English', async () => {
    const labelOf = async (query: string, headers: Record<string, string> = {}) => {
      const { told, response } = await cube(`?area=CN${query}`, headers);
      const { label, category } = told.dimension['area'] ?? {};
      return [response.headers.get('content-language'), label, category?.label['CN']];
    };
    const [english, chinese] = [
      ['en', 'Areas', "People's Republic of China"],
      ['zh', '地区', '中国'],
    ];
    expect(await labelOf('')).toEqual(english);
    expect(await labelOf('', { 'accept-language': 'zh' })).toEqual(chinese);
    expect(await labelOf('&lang=en', { 'accept-language': 'zh' })).toEqual(english);
    expect(await labelOf('&lang=zh')).toEqual(chinese);
    const { told } = await cube('?reporter=NINGBO&lang=zh');
    for (const { label, category } of Object.values(told.dimension))
      for (const text of [label, ...Object.values(category.label)]) expect(text).not.toBe('');
  });

  it('takes the clocks of the table', async () => {
    const key = seriesOf({ area: 'US', reporter: 'USCB' });
    await keepPrints(api.pool, [
      level(key, '2020', '100', '2021-01-10'),
      level(key, '2020', '110', '2021-03-10'),
    ]);
    const { told } = await cube('?reporter=USCB&publishedBy=2021-02-28');
    expect([Object.values(told.value)[0], told.updated]).toEqual([100, '2021-02-28T23:59:59.999Z']);
    expect((await cube('?reporter=GACC&asOf=1')).told.dimension['period']?.category.index).toEqual([
      '2020-S1',
    ]);
  });

  it.each(['GET', 'HEAD'])('is 404 to %s where nothing matches', async (method) => {
    const response = await fetch(`${api.url}/v1/growth.jsonstat?reporter=NOBODY`, { method });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json',
    ]);
    expect(response.headers.has('etag')).toBe(false);
  });

  it('is 413 for more than 1,000,000 cells, and names the limit and the table', async () => {
    const series = Array.from({ length: 700 }, (_, at) =>
      seriesOf({ reporter: 'WIDE', product: `P${String(at)}` }),
    );
    await commit(api.pool, ...series.map((key, at) => ({ key, period: String(at + 1_000), value: '1' })));
    const response = await api.get('/v1/growth.jsonstat?reporter=WIDE');
    const problem = (await response.json()) as { detail: string };
    expect([response.status, response.headers.get('content-type')]).toEqual([
      413,
      'application/problem+json',
    ]);
    expect(problem.detail).toMatch(/1000000 cells.*\/v1\/growth\.csv/);
    expect((await cube('?reporter=WIDE&to=1100')).told.size).toContain(101);
  });

  it('has a tag, 304, gzip and HEAD', async () => {
    const { response } = await cube('?reporter=GACC', { 'accept-encoding': 'gzip' });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    const etag = response.headers.get('etag') ?? '';
    const again = await api.get('/v1/growth.jsonstat?reporter=GACC', {
      'accept-encoding': 'gzip',
      'if-none-match': etag,
    });
    expect([again.status, again.headers.get('etag')]).toEqual([304, etag]);
    const head = await fetch(`${api.url}/v1/growth.jsonstat?reporter=GACC`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await cube('?reporter=GACC&lang=zh')).response.headers.get('etag')).not.toBe(etag);
  });

  it.each([
    ['?limit=1', 'limit', 'not-of-table'],
    ['?areaa=CN', 'areaa', 'unknown-parameter'],
    ['?asOf=99999999', 'asOf', 'ahead-of-log'],
    ['?asOf=1&publishedBy=2020', 'publishedBy', 'two-clocks'],
  ])('refuses %s', async (query, parameter, rule) => {
    const response = await api.get(`/v1/growth.jsonstat${query}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json',
    ]);
    expect(await response.json()).toMatchObject({ errors: [{ parameter, rule }] });
  });
});
