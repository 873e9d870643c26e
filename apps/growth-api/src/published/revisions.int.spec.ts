import type { Page, RevisionRecord } from '@silkgauge/contract';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { testDatabase } from '@silkgauge/testing';
import { seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { keepPrints, level, rate } from './published.fixture.ts';

const TRILLION = { multiplier: '1000000000000' } as const;
const FINAL = { status: 'final' } as const;
const CHINA = seriesOf({ area: 'CN' });
const EXPORTS = seriesOf({ area: 'CN', flow: 'X' });
const HENAN = seriesOf({ area: 'CN-HA', reporter: 'ZAEZ' });
const REPRINT = rate(EXPORTS, '2021', '24.5', '2022-01-19');

let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await keepPrints(api.pool, [
    level(CHINA, '2021', '1.98', '2022-01-14', TRILLION),
    level(CHINA, '2021', '1.92', '2022-07-24', { ...TRILLION, ...FINAL }),
    rate(CHINA, '2021', '15', '2022-01-14'),
    rate(CHINA, '2021', '18.6', '2022-07-24', FINAL),
    rate(CHINA, '2020', '31.1', '2021-01-14'),
    rate(CHINA, '2020', '31.1', '2021-07-14', FINAL),
    rate(CHINA, '2019', '0.4', '2020-01-14'),
    rate(CHINA, '2019', '-0.2', '2020-07-13', FINAL),
    rate(EXPORTS, '2021', '24.5', '2022-01-14'),
    REPRINT,
    rate(EXPORTS, '2020-02', '3', '2020-03-01', { comparison: 'G1' }),
    level(HENAN, '2021', '5', '2022-01-01'),
    level(HENAN, '2021', '9', '_U'),
    rate(HENAN, '_U', '9', '2022-01-01'),
  ]);
});
afterAll(() => api.end());

const list = (query = '') => api.json<Page<RevisionRecord>>(`/v1/revisions${query}`);

describe('GET /v1/revisions', () => {
  it('gives the distance from first to latest print for each series and measure', async () => {
    const { items, next } = await list('?area=CN&flow=_T');
    expect(next).toBeNull();
    const common = { key: CHINA, signFlips: 0 };
    expect(items).toMatchObject([
      {
        ...common,
        series: { reporter: 'GACC', flow: '_T' },
        measure: 'level',
        comparison: null,
        unit: 'percent',
        figures: 1,
        revised: 1,
        meanRevision: '-3.0303',
        meanAbsoluteRevision: '3.0303',
        meanDays: '191.0000',
        maxDays: 191,
      },
      {
        ...common,
        measure: 'growth',
        comparison: 'GY',
        unit: 'points',
        figures: 3,
        revised: 2,
        meanRevision: '1.5000',
        meanAbsoluteRevision: '2.1000',
        signFlips: 1,
        meanDays: '186.0000',
        maxDays: 191,
      },
    ]);
    expect(items[0]).not.toHaveProperty('record');
  });

  it('counts no revision for equal digits, undated prints and prints without a place', async () => {
    expect((await list('?flow=X&period=2021')).items).toMatchObject([
      {
        key: EXPORTS,
        measure: 'growth',
        comparison: 'GY',
        figures: 1,
        revised: 0,
        meanRevision: null,
        maxDays: null,
      },
    ]);
    expect((await list('?reporter=ZAEZ')).items).toMatchObject([
      { measure: 'level', figures: 1, revised: 0 },
    ]);
  });

  it('lists the revised figures on request', async () => {
    const { items } = await list('?area=CN&flow=_T&detail=figures');
    expect(items[1]?.record).toMatchObject([
      {
        key: `${CHINA}/2019`,
        period: '2019',
        first: { value: '0.4', status: 'P', publishedAt: '2020-01-14', since: '2020-01-14T23:59:59.999Z' },
        latest: { value: '-0.2', status: 'A', publishedAt: '2020-07-13' },
        revisions: 1,
        revision: '-0.6000',
        signFlip: true,
        days: 181,
      },
      {
        period: '2021',
        first: { value: '15' },
        latest: { value: '18.6' },
        revision: '3.6000',
        signFlip: false,
      },
    ]);
    expect(items[0]?.record).toMatchObject([
      { first: { value: '1980000000000' }, latest: { value: '1920000000000' }, revision: '-3.0303' },
    ]);
  });

  it('filters by period and day of publication', async () => {
    const revised = async (query: string) =>
      (await list(`?area=CN&flow=_T&${query}`)).items.map((one) => one.revised);
    expect(await revised('from=2020&to=2021')).toEqual([1, 1]);
    expect(await revised('period=2020')).toEqual([0]);
    expect(await revised('publishedBy=2022-07-23')).toEqual([0, 1]);
    expect(await revised('publishedBy=2020-01')).toEqual([0]);
    expect(await revised('publishedBy=2019')).toEqual([]);
  });

  it('sums up all series of a reporter', async () => {
    const { items } = await list('?by=reporter');
    expect(items.map((one) => [one.reporter, one.measure, one.comparison, one.figures, one.revised])).toEqual(
      [
        ['GACC', 'level', null, 1, 1],
        ['GACC', 'growth', 'G1', 1, 0],
        ['GACC', 'growth', 'GY', 4, 2],
        ['ZAEZ', 'level', null, 1, 0],
      ],
    );
    expect(items[0]).not.toHaveProperty('key');
  });

  it('sums up all series of a reporter and indicator', async () => {
    const { items } = await list('?by=indicator&reporter=GACC');
    expect(items.map((one) => [one.reporter, one.indicator, one.measure, one.figures, one.upward])).toEqual([
      ['GACC', 'CBEC', 'level', 1, 0],
      ['GACC', 'CBEC', 'growth', 1, 0],
      ['GACC', 'CBEC', 'growth', 4, 1],
    ]);
    expect(items[2]).toMatchObject({ comparison: 'GY', medianRevision: '1.5000', meanRevision: '1.5000' });
  });

  it.each(['series', 'reporter', 'indicator'])('by %s gives pages that add up to the list', async (by) => {
    const whole = (await list(`?by=${by}`)).items;
    for (const limit of [1, 2, 3]) {
      const joined: RevisionRecord[] = [];
      let next: string | null = null;
      do {
        const page: Page<RevisionRecord> = await list(
          `?by=${by}&limit=${String(limit)}${next === null ? '' : `&cursor=${next}`}`,
        );
        joined.push(...page.items);
        next = page.next;
      } while (next !== null);
      expect(joined).toEqual(whole);
    }
  });

  it('is as described', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(await api.json<object>('/openapi.json'), 'api');
    const validate = ajv.getSchema('api#/components/schemas/RevisionRecord');
    for (const query of ['?detail=figures', '?by=reporter&detail=figures', '?by=indicator'])
      for (const one of (await list(query)).items) {
        await validate?.(one);
        expect({ one, errors: validate?.errors }).toEqual({ one, errors: null });
      }
  });

  it.each([
    ['?detail=all', 'detail', 'one-of'],
    ['?by=area', 'by', 'one-of'],
    ['?asOf=1', 'asOf', 'unknown-parameter'],
    ['?publishedBy=_U', 'publishedBy', 'published-by'],
  ])('refuses %s', async (query, parameter, rule) => {
    const response = await api.get(`/v1/revisions${query}`);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { errors: unknown[] }).errors).toMatchObject([{ parameter, rule }]);
  });
});
