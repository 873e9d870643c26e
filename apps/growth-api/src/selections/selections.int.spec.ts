import type { GrowthState, Page, Selection } from '@silkgauge/contract';
import { SseClient, testDatabase } from '@silkgauge/testing';
import { commit, documentOf, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

const CHINA = seriesOf({ area: 'CN' });
const ZONE = seriesOf({ area: 'CN-Z-ZAEZ', reporter: 'ZAEZ' });
const SHOP = seriesOf({ reporter: 'SHOP', area: 'GB', flow: 'X' });

let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  const inConflict = (value: string) => ({
    level: { ...documentOf(value).level, verdict: 'conflicts' as const },
  });
  await commit(
    api.pool,
    { key: CHINA, period: '2019', value: '1' }, // 1
    { key: CHINA, period: '2020', value: '2', document: inConflict('2') }, // 2
    { key: ZONE, period: '2020', value: '3' }, // 3
    { key: SHOP, period: '2020', value: '4', domain: 'platform' }, // 4
    { key: SHOP, period: '2021', value: '5', domain: 'platform', document: inConflict('5') }, // 5
  );
});
afterAll(() => api.end());

const post = (body: string, type = 'application/json') =>
  fetch(`${api.url}/v1/selections`, { method: 'POST', body, headers: { 'content-type': type } });

async function made(...sets: object[]): Promise<string> {
  const response = await post(JSON.stringify({ sets }));
  expect(response.status).toBe(201);
  const { id } = (await response.json()) as Selection;
  expect(response.headers.get('location')).toBe(`/v1/selections/${id}`);
  return id;
}

const keys = async (path: string) => (await api.json<Page<GrowthState>>(path)).items.map(({ key }) => key);

describe('a selection', () => {
  it('is told by its id, by any process, and never changes', async () => {
    const id = await made({ verdict: ['conflicts'], area: 'CN' }, { within: ['CN-HA'] });
    const told = await api.json<Selection>(`/v1/selections/${id}`);
    expect(told).toEqual({ id, sets: [{ area: ['CN'], verdict: ['conflicts'] }, { within: ['CN-HA'] }] });
    expect(await made(...[...told.sets].reverse())).toBe(id);
  });

  it('is a filter of lists, in pages, and of tables', async () => {
    const id = await made(
      { verdict: ['conflicts'], area: 'CN' },
      { within: ['CN-HA'] },
      { reporter: ['Z*', 'SH*'] },
    );
    const all = [`${CHINA}/2020`, `${SHOP}/2020`, `${SHOP}/2021`, `${ZONE}/2020`];
    expect(await keys(`/v1/growth?selection=${id}`)).toEqual(all);
    expect(await keys(`/v1/growth?selection=${id}&asOf=3`)).toEqual([`${CHINA}/2020`, `${ZONE}/2020`]);
    expect(await keys(`/v1/growth?selection=${id}&verdict=conflicts`)).toEqual([all[0], all[2]]);
    expect(await keys(`/v1/growth?selection=${id}&sort=period:desc&period=2020,2021`)).toEqual([
      ...[`${SHOP}/2021`, `${ZONE}/2020`, `${SHOP}/2020`, `${CHINA}/2020`],
    ]);
    const paged: string[] = [];
    for (let cursor = ''; ;) {
      const page: Page<GrowthState> = await api.json(`/v1/growth?selection=${id}&limit=1${cursor}`);
      paged.push(...page.items.map(({ key }) => key));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(paged).toEqual(all);
    const table = await api.get(`/v1/growth.csv?selection=${id}`);
    expect((await table.text()).trim().split('\n')).toHaveLength(1 + all.length);
    expect(table.headers.get('link')).toContain(`selection=${id}`);
    const metadata = await api.json<{ notes: { filter: object; states: number }[] }>(
      `/v1/growth.metadata.json?selection=${id}`,
    );
    expect(metadata.notes[0]).toMatchObject({ filter: { selection: id }, states: 4 });
  });

  it('is a filter of changes and of the stream', async () => {
    const id = await made({ verdict: ['conflicts'] }, { area: ['CN-*'] });
    const log = await api.json<Page<GrowthState>>(`/v1/changes?selection=${id}`);
    expect(log.items.map(({ sequence }) => sequence)).toEqual(['2', '3', '5']);
    expect(await keys(`/v1/changes?selection=${id}&domain=platform`)).toEqual([`${SHOP}/2021`]);
    const client = await SseClient.open(`${api.url}/v1/stream?selection=${id}&after=0`);
    expect((await client.until(3)).map((event) => event.id)).toEqual(['2', '3', '5']);
    const last = await commit(
      api.pool,
      { key: CHINA, period: '2022', value: '6' },
      { key: ZONE, period: '2022', value: '7' },
    );
    expect((await client.until(4)).map((event) => event.id).at(-1)).toBe(last);
    client.drop();
  });

  it('is refused with every fault, its place and what to write', async () => {
    const response = await post('{"sets":[{"aera":"CN"},{"verdict":["conflict"]}]}');
    const problem = (await response.json()) as { errors: { parameter: string; fix: string }[] };
    expect([response.status, response.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json',
    ]);
    expect(problem.errors.map(({ parameter }) => parameter)).toEqual(['/sets/0/aera', '/sets/1/verdict']);
    expect(problem.errors[1]?.fix).toContain('conflicts');
    expect((await post('{')).status).toBe(400);
    expect((await post('')).status).toBe(400);
    expect((await post('{}', 'text/plain')).status).toBe(415);
    expect((await post(JSON.stringify({ sets: ['x'.repeat(100_000)] }))).status).toBe(413);
    expect((await api.get('/v1/selections')).status).toBe(405);
    expect((await api.get('/v1/selections/abc')).status).toBe(404);
    expect((await api.get('/v1/growth?selection=abc')).status).toBe(400);
    expect((await api.get('/v1/availability?selection=abc')).status).toBe(400);
  });
});
