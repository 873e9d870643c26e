import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

const CHINA = seriesOf({ area: 'CN' });

let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase());
});
afterAll(() => api.end());

it('a state tells since when its digits stand, which is not since its newest version', async () => {
  const told = (day: string, value: string) =>
    commit(api.pool, { key: CHINA, period: '2020', value, knownAt: `2024-07-${day}T00:00:00Z` });
  const first = await told('01', '8');
  const second = await told('02', '8.1');
  const third = await told('03', '8.1');
  const of = (query = '') => api.json(`/v1/growth/${CHINA}/2020/digits${query}`);
  const digits = { since: '2024-07-02T00:00:00.000Z', sequence: second, versions: 2, complete: true };
  expect(await of()).toEqual({ key: `${CHINA}/2020`, version: 3, sequence: third, digits });
  expect(await of(`?asOf=${second}`)).toMatchObject({ version: 2, digits });
  expect(await of('?asOf=2024-07-01T12:00:00Z')).toMatchObject({
    version: 1,
    digits: { sequence: first, versions: 1 },
  });
  expect((await api.get(`/v1/growth/${CHINA}/2021/digits`)).status).toBe(404);
});

it('a state of more versions than are looked at says that its digits may have changed more often', async () => {
  const key = seriesOf({ area: 'US' });
  const states = Array.from({ length: 2_005 }, (_, at) => ({ key, period: '2020', value: String(at % 2) }));
  await commit(api.pool, ...states);
  expect(await api.json(`/v1/growth/${key}/2020/digits`)).toMatchObject({
    version: 2_005,
    digits: { versions: 2_000, complete: false },
  });
});
