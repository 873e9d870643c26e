import { nearestName, type Page, type Transformation } from '@silkgauge/contract';
import { TRANSFORMS } from '@silkgauge/growth';
import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

interface Problem {
  status: number;
  detail: string;
  errors: { parameter: string; rule: string; message: string; fix: string }[];
}

const TOTAL = seriesOf({ area: 'CN' });
const EXPORTS = seriesOf({ area: 'CN', flow: 'X' });
const IMPORTS = seriesOf({ area: 'CN', flow: 'M' });
const FOOD = seriesOf({ area: 'CN', flow: 'X', product: 'FOOD' });
const SHOP = seriesOf({ reporter: 'SHOP', area: 'GB', flow: 'X' });

let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await commit(
    api.pool,
    { key: TOTAL, period: '2019-01', value: '10', knownAt: '2020-01-10T00:00:00Z' }, // 1
    { key: TOTAL, period: '2019-02', value: '10', knownAt: '2020-01-10T00:00:00Z' }, // 2
    { key: TOTAL, period: '2020-01', value: '12', knownAt: '2020-03-10T00:00:00Z' }, // 3
    { key: TOTAL, period: '2020-02', value: '13', knownAt: '2020-03-10T00:00:00Z' }, // 4
  );
  await commit(api.pool, { key: TOTAL, period: '2020-02', value: '15', knownAt: '2020-04-10T00:00:00Z' }); // 5
  await commit(
    api.pool,
    { key: TOTAL, period: '2019', value: '200', growth: '20' }, // 6
    { key: TOTAL, period: '2020', value: '260', growth: '30' }, // 7
    { key: EXPORTS, period: '2019', value: '100', growth: '0' }, // 8
    { key: EXPORTS, period: '2020', value: '140', growth: '40' }, // 9
    { key: IMPORTS, period: '2019', value: '100', growth: '50' }, // 10
    { key: IMPORTS, period: '2020', value: '120', growth: '20' }, // 11
    { key: FOOD, period: '2019', value: '0' }, // 12
    { key: FOOD, period: '2020', value: '5' }, // 13
    { key: SHOP, period: '2020-01', value: '7.25', domain: 'platform' }, // 14
    { key: SHOP, period: '2020-02', value: '2.50', domain: 'platform' }, // 15
  );
});

afterAll(() => api.end());

const path = (key: string, query: string) => `/v1/transformations/${key}?transform=${query}`;
const items = async (key: string, query: string) =>
  (await api.json<Page<Transformation>>(path(key, query))).items;
const values = async (key: string, query: string) =>
  (await items(key, query)).map(({ period, value }) => `${period} ${String(value)}`);

async function refused(key: string, query: string, status = 400): Promise<Problem> {
  const response = await api.get(`/v1/transformations/${key}?${query}`);
  const problem = (await response.json()) as Problem;
  expect({ query, status: response.status }).toEqual({ query, status });
  return problem;
}

describe('GET /v1/transformations/{series key}', () => {
  it.each([
    [TOTAL, 'year-to-date', ['2019-01 10', '2019-01-01/P2M 20', '2020-01 12', '2020-01-01/P2M 27']],
    [TOTAL, 'year-to-date-growth', ['2020-01 20.0000', '2020-01-01/P2M 35.0000']],
    [TOTAL, 'january-february', ['2019-01-01/P2M 20', '2020-01-01/P2M 35.0000', '2020-01-01/P2M 27']],
    [TOTAL, 'year-on-year', ['2020 30.0000', '2020-01 20.0000', '2020-02 50.0000']],
    [TOTAL, 'period-on-period', ['2019-02 0.0000', '2020 30.0000', '2020-02 25.0000']],
    [
      TOTAL,
      'index&base=2019-01',
      ['2019-01 100', '2019-02 100', '2020-01 120', '2020-02 150'].map(fourDigits),
    ],
    [TOTAL, 'two-year-average', ['2020 24.9000']],
    [TOTAL, 'contribution', ['2019 20.0000', '2019 0.0000', '2020 10.0000', '2020 20.0000']],
    [EXPORTS, 'contribution', ['2019 0.0000', '2020 20.0000']],
    [EXPORTS, 'growth-gap', ['2019 -20.0000', '2020 10.0000']],
    [SHOP, 'year-to-date', ['2020-01 7.25', '2020-01-01/P2M 9.75']],
    [FOOD, 'year-on-year', ['2020 null']],
    [FOOD, 'two-year-average', []],
  ])('computes from %s the %s', async (key, query, expected) => {
    expect(await values(key, query)).toEqual(expected);
  });

  it('names the sides that are the inputs of each number', async () => {
    expect(await items(EXPORTS, 'contribution&from=2020')).toEqual([
      {
        series: EXPORTS,
        period: '2020',
        transform: 'contribution',
        measure: 'contribution',
        value: '20.0000',
        low: '20.0000',
        high: '20.0000',
        unit: 'points',
        formula: 'level-contribution@1',
        flags: [],
        inputs: [
          { key: EXPORTS, period: '2020', side: 'level.reported' },
          { key: EXPORTS, period: '2019', side: 'level.reported' },
          { key: TOTAL, period: '2019', side: 'level.reported' },
        ],
      },
    ]);
  });

  it('gives the reason for a missing number', async () => {
    expect(await items(FOOD, 'year-on-year')).toMatchObject([
      { value: null, low: null, high: null, flags: ['small-base'] },
    ]);
  });

  it('keeps the periods between from and to, even with a base outside', async () => {
    expect(await values(TOTAL, 'year-on-year&from=2020-02')).toEqual(['2020-02 50.0000']);
    expect(await values(TOTAL, 'year-on-year&from=2020&to=2020-01')).toEqual(['2020-01 20.0000']);
    expect(await values(TOTAL, 'index&base=2019-01&from=2020-02')).toEqual(['2020-02 150.0000']);
  });

  it('uses the states as of an instant or a sequence', async () => {
    expect(await values(TOTAL, 'year-to-date&from=2020&asOf=4')).toEqual(['2020-01 12', '2020-01-01/P2M 25']);
    expect(await values(TOTAL, 'year-to-date&from=2020&asOf=2020-04-10T00:00:00Z')).toEqual([
      '2020-01 12',
      '2020-01-01/P2M 27',
    ]);
    expect(await values(TOTAL, 'year-to-date&asOf=0')).toEqual([]);
  });

  it('gives pages that add up to the list', async () => {
    const whole = await items(TOTAL, 'january-february');
    const turned: Transformation[] = [];
    let cursor = '';
    do {
      const page: Page<Transformation> = await api.json(path(TOTAL, `january-february&limit=1${cursor}`));
      expect(page.items).toHaveLength(1);
      turned.push(...page.items);
      cursor = page.next === null ? '' : `&cursor=${page.next}`;
    } while (cursor !== '');
    expect(turned).toEqual(whole);
  });

  it('carries an ETag, and If-None-Match gets 304', async () => {
    const tag = (await api.get(path(TOTAL, 'year-to-date'))).headers.get('etag') ?? '';
    expect((await api.get(path(TOTAL, 'year-to-date'), { 'if-none-match': tag })).status).toBe(304);
  });
});

describe('an invalid transformation', () => {
  it('gets the nearest name as a hint', async () => {
    const { errors } = await refused(TOTAL, 'transform=year-on-yaer');
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ parameter: 'transform', rule: 'one-of' });
    expect(errors[0]?.fix).toContain(`did you mean ${nearestName('year-on-yaer', TRANSFORMS) ?? ''}?`);
    expect(errors[0]?.fix).toContain('year-on-year');
  });

  it.each([
    ['', 'transform', 'missing', 'year-to-date'],
    ['transform=index', 'base', 'missing', 'base=2019'],
    ['transform=index&base=_U', 'base', 'period', 'stated period'],
    ['transform=index&base=2020-13', 'base', 'period', '2020-S1'],
    ['transform=year-on-year&base=2019', 'base', 'misplaced', 'transform=index'],
    ['transform=growth-gap', 'transform', 'no-whole', 'flow X or M'],
    ['transform=index&bsae=2019', 'bsae', 'unknown-parameter', 'did you mean base?'],
    ['transform=year-on-year&asOf=9999', 'asOf', 'ahead-of-log', 'sequence'],
    ['transform=year-on-year&cursor=abc', 'cursor', 'cursor', 'next'],
  ])('asked by ?%s is refused with the fix', async (query, parameter, rule, fix) => {
    const { errors } = await refused(TOTAL, query);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ parameter, rule });
    expect(errors[0]?.fix).toContain(fix);
  });

  it('is 404 for an unknown series, and 400 for an invalid key', async () => {
    const nobody = seriesOf({ area: 'FR' });
    expect((await refused(nobody, 'transform=year-on-year', 404)).detail).toContain(nobody);
    expect((await refused('GACC.CN', 'transform=year-on-year')).errors[0]?.rule).toBe('series-key');
  });
});

function fourDigits(item: string): string {
  return `${item}.0000`;
}
