import type { JoinedState, Page, Transformation } from '@silkgauge/contract';
import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

const KEY = seriesOf({});

const OVER_ZERO = { GY: { comparedWith: '2020', verdict: 'not-comparable', gap: null } } as const;

let api: TestApi;
let before: string;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await commit(
    api.pool,
    { key: KEY, period: '2019', value: '100' },
    { key: KEY, period: '2020', value: '0' },
    // Over the month before alone.
    { key: KEY, period: '2020-06', value: '5', document: { flags: ['small-base'] } },
    { key: KEY, period: '2021', value: '144', document: { flags: ['small-base'], growth: OVER_ZERO } },
  );
  before = (await api.json<JoinedState>(`/v1/growth/${KEY}/2021`)).sequence;
  await commit(api.pool, {
    key: KEY,
    period: '2021',
    value: '169',
    document: { flags: ['small-base'], growth: OVER_ZERO },
  });
});
afterAll(() => api.end());

const averages = async (query: string) => {
  const { twoYearAverage } = await api.json<JoinedState>(`/v1/growth/${KEY}/2021${query}`);
  const { items } = await api.json<Page<Transformation>>(twoYearAverage ?? '/none');
  return items.map(({ period, value }) => [period, value]);
};

it('a state over a base of zero points to its two-year average, as of the same clock', async () => {
  expect(await averages('')).toEqual([['2021', '30.0000']]);
  expect(await averages(`?asOf=${before}`)).toEqual([['2021', '20.0000']]);
  const { items } = await api.json<Page<JoinedState>>(`/v1/growth?reporter=GACC`);
  expect(items.filter((one) => 'twoYearAverage' in one).map(({ period }) => period)).toEqual(['2021']);
});
