import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

const KEY = seriesOf({ area: 'CN' });
const OTHER = seriesOf({ area: 'CN-HA' });
let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await commit(api.pool, { key: KEY, period: '2020', value: '1', growth: '5' });
  await commit(api.pool, { key: KEY, period: '2021', value: '2' });
  await commit(api.pool, { key: OTHER, period: '2020', value: '3' });
});
afterAll(() => api.end());

type State = Record<string, any>;
const items = async (path: string): Promise<State[]> => (await api.json<{ items: State[] }>(path)).items;

const LISTS = [`/v1/growth`, `/v1/growth/${KEY}`];
const FIELDS = 'fields=level.reported.value,growth.GY.reported,flags';
const chosen = ({ key, level, growth, flags }: State): State => ({
  ...{ key, flags },
  level: level['reported'] ? { reported: { value: level['reported'].value } } : {},
  growth: growth['GY'] ? { GY: growth['GY'].reported ? { reported: growth['GY'].reported } : {} } : {},
});

it.each(LISTS)('%s has the key and the members that are asked for, of the same states', async (path) => {
  const whole = await items(path);
  expect(whole.length).toBeGreaterThan(1);
  expect(await items(`${path}?${FIELDS}`)).toEqual(whole.map(chosen));
});

it('pages go on with fields as without', async () => {
  const [first] = await items(`/v1/growth?limit=1`);
  const page = await api.json<{ items: State[]; next: string }>(`/v1/growth?fields=key&limit=1`);
  expect(page.items).toEqual([{ key: first?.['key'] }]);
  const rest = await items(`/v1/growth?fields=key&cursor=${page.next}`);
  expect(rest).toHaveLength((await items('/v1/growth')).length - 1);
});

it('one state, lines, an earlier state and a published one have them, too', async () => {
  const one = `/v1/growth/${KEY}/2020`;
  expect(await api.json(`${one}?${FIELDS}`)).toEqual(chosen(await api.json<State>(one)));
  expect(await api.json(`${one}?fields=version&asOf=1`)).toEqual({ key: `${KEY}/2020`, version: 1 });
  const lines = await (await api.get(`/v1/growth.ndjson?fields=period`)).text();
  expect(lines.trim().split('\n')).toEqual(
    (await items('/v1/growth')).map(({ key, period }) => JSON.stringify({ key, period })),
  );
});

it('answers with other fields are other answers', async () => {
  const tags = await Promise.all(
    ['', '?fields=key', '?fields=period'].flatMap((query) =>
      ['/v1/growth', '/v1/growth.ndjson'].map(async (path) =>
        (await api.get(path + query)).headers.get('etag'),
      ),
    ),
  );
  expect(new Set(tags).size).toBe(tags.length);
});

it('a member that no state has is 400, with the nearest', async () => {
  for (const path of [...LISTS, `/v1/growth/${KEY}/2020`, '/v1/growth.ndjson']) {
    const response = await api.get(`${path}?fields=growth.GY.reportd`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ parameter: 'fields', rule: 'field', fix: 'did you mean growth.GY.reported?' }],
    });
  }
  const explained = await api.get(`/v1/growth/${KEY}/2020/explain?fields=key`);
  expect(await explained.json()).toMatchObject({
    errors: [{ parameter: 'fields', rule: 'unknown-parameter' }],
  });
});
