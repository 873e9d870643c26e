import {
  CHANGE_KINDS,
  type ListedBulletin,
  type LoggedChange,
  type Page,
  type ServedBulletin,
} from '@silkgauge/contract';
import {
  bulletinDrop,
  bulletinPlan,
  release,
  releaseCancellation,
  SseClient,
  testDatabase,
} from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { OrderLog, waitsFor } from './waiting.fixture.ts';

const ZONE = seriesOf({ area: 'CN-Z-ZAEZ', reporter: 'ZAEZ' });
const KEY = `${ZONE}/2020`;
const EARLY = '2020-07-14T01:59:59.999Z';
const LIFTED = '2020-07-14T02:00:00.500Z';

let api: TestApi;
let log: OrderLog;
beforeEach(async () => {
  api = await startApi(await testDatabase());
  log = new OrderLog(api.pool);
  await commit(api.pool, { key: ZONE, period: '2020', value: '4720000000', knownAt: '2020-07-10T00:00:00Z' });
  await log.append('h1', release('H1'), '2020-07-11T00:00:00Z');
  await log.append('p1', waitsFor('H1', bulletinPlan('held', KEY, 'Held')), '2020-07-12T00:00:00Z');
});
afterEach(() => api.end());

const FORMS = ['', '?lang=zh', '?asOf=2', '.md', '.txt', '/history', '/plan'];

/** Status, media type and text of all that is served of a bulletin, without its name. */
async function servedOf(name: string, query = '') {
  const paths = [...FORMS.map((form) => `/v1/bulletins/${name}${form}`), `/bulletins/${name}`];
  return Promise.all(
    paths.map(async (path) => {
      const answer = await api.get(path.includes('?') ? path : path + query);
      const text = (await answer.text()).replaceAll(name, 'NAME');
      return [answer.status, answer.headers.get('content-type'), text] as const;
    }),
  );
}

/** Names in the list, on the page and in the feed. */
async function listedNames() {
  const { items } = await api.json<Page<ListedBulletin>>('/v1/bulletins');
  const page = await (await api.get('/bulletins')).text();
  return [items.map(({ bulletin }) => bulletin), /bulletins\/held/.test(page)] as const;
}

const told = (query = '') => api.json<ServedBulletin>(`/v1/bulletins/held${query}`);

it('nothing is served of a plan before its release is lifted: each answer is that of an unknown name, byte for byte', async () => {
  const unknown = await servedOf('none');
  expect(new Set(unknown.map(([status]) => status))).toEqual(new Set([404]));
  expect(await servedOf('held')).toEqual(unknown);
  await log.tick('t0', EARLY);
  expect(await servedOf('held')).toEqual(await servedOf('none'));
  expect(await listedNames()).toEqual([[], false]);
  expect(await (await api.get('/v1/bulletins.atom?lang=en')).text()).not.toMatch(/held|Held/);
  const kinds = `kinds=${CHANGE_KINDS.join(',')}`;
  const { items } = await api.json<Page<LoggedChange>>(`/v1/changes?${kinds}`);
  expect(items.map(({ kind }) => kind)).toEqual(['state']);
  const stream = await SseClient.open(`${api.url}/v1/stream?after=0&${kinds}`);
  await commit(api.pool, { key: ZONE, period: '2021', value: '1' });
  expect((await stream.until(2)).map(({ event }) => event)).toEqual(['growth-updated', 'growth-updated']);
  stream.drop();
});

it('at the tick that lifts it all is served, and as of a place or an instant before it nothing', async () => {
  const before = await log.tick('t0', EARLY);
  const place = await log.tick('t1', LIFTED);
  const now = await told();
  expect(now).toMatchObject({ told: place, plan: { id: 'p1', version: 1 }, refused: [] });
  expect(now.en?.headline).toMatch(/4\.720* billion yuan/);
  expect((await servedOf('held')).map(([status]) => status)).toEqual([
    200, 200, 404, 200, 200, 200, 200, 200,
  ]);
  expect(await listedNames()).toEqual([['held'], true]);
  for (const asOf of [place, LIFTED]) expect(await told(`?asOf=${asOf}`)).toEqual(now);
  expect(await told(`?asOf=${now.told}`)).toEqual(now);
  for (const asOf of [before, EARLY, '2020-07-13T00:00:00Z'])
    for (const form of ['', '.md', '.txt'])
      expect((await api.get(`/v1/bulletins/held${form}?asOf=${asOf}`)).status).toBe(404);
});

it('a plan that was published stays so where its release moves or is cancelled; a new one waits, and names no word', async () => {
  await log.tick('t1', LIFTED);
  const now = await told();
  const moved = release('H1', { at: '2020-07-20T10:00:00+08:00', reason: 'a holiday' });
  const later = await log.append('h2', moved, '2020-07-15T00:00:00Z');
  expect(await told()).toEqual({ ...now, told: later });
  const last = await log.append('h3', releaseCancellation('H1'), '2020-07-16T00:00:00Z');
  expect(await told()).toEqual({ ...now, told: last });
  const again = waitsFor('H1', bulletinPlan('held', KEY, 'Secret'));
  await log.append('p2', again, '2020-07-17T00:00:00Z');
  expect(await servedOf('held')).toEqual(await servedOf('none'));
});

it('of a cancelled or an unknown release nothing is served, whatever the clock says; a drop of it says nothing, too', async () => {
  await log.append('c1', releaseCancellation('H1'), '2020-07-13T00:00:00Z');
  await log.append('p2', waitsFor('H2', bulletinPlan('other', KEY)), '2020-07-13T00:00:00Z');
  await log.tick('t1', LIFTED);
  await log.append('d2', bulletinDrop('other'), '2020-07-15T00:00:00Z');
  const unknown = await servedOf('none');
  for (const name of ['held', 'other']) expect(await servedOf(name)).toEqual(unknown);
  expect(await listedNames()).toEqual([[], false]);
});

it('an order that moves the release before the clock lifts it', async () => {
  await log.append('h2', release('H1', { at: '2020-07-20T10:00:00+08:00' }), '2020-07-13T00:00:00Z');
  await log.tick('t1', LIFTED);
  expect((await api.get('/v1/bulletins/held')).status).toBe(404);
  const place = await log.append('h3', release('H1'), '2020-07-15T00:00:00Z');
  expect(await told()).toMatchObject({ told: place });
});
