import type { GrowthState, JoinedState, NoticeState } from '@silkgauge/contract';
import { beginIncarnation, thisServer } from '@silkgauge/read-model';
import { SseClient, testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, tellNotice, type TestApi } from '../growth-api.fixture.ts';

const CHINA = seriesOf({});
const DISTRICT = seriesOf({ area: 'CN-D46' });
const ABROAD = seriesOf({ area: 'US' });
const NOTICE = { notice: 'N-1', scope: { areas: ['CN-D46'] }, effectiveFrom: '2020-07-01' };

let api: TestApi;

beforeEach(async () => {
  api = await startApi(await testDatabase());
});
afterEach(() => api.end());

const states = ['2020-06', '2020-07', '_U'].flatMap((period) =>
  [CHINA, DISTRICT, ABROAD].map((key) => ({ key, period, value: '5' })),
);

/** Marks of each state that has marks. */
async function marks(query = ''): Promise<Record<string, string[]>> {
  const { items } = await api.json<{ items: JoinedState[] }>(`/v1/growth?limit=1000${query}`);
  return Object.fromEntries(
    items.flatMap(({ key, notices }) =>
      notices.length > 0 ? [[key, notices.map(({ notice, scope }) => `${notice} ${scope}`)]] : [],
    ),
  );
}

const MARKED = { [`${DISTRICT}/2020-07`]: ['N-1 whole'], [`${CHINA}/2020-07`]: ['N-1 part'] };

describe('notices', () => {
  it('are joined to earlier and later states while they stand; no state gets a version for a notice', async () => {
    await commit(api.pool, ...states.slice(0, -1));
    expect(await marks()).toEqual({});
    await tellNotice(api.pool, NOTICE);
    expect(await marks()).toEqual(MARKED);
    await commit(api.pool, { key: DISTRICT, period: '2020-08', value: '6' });
    expect(await marks()).toEqual({ ...MARKED, [`${DISTRICT}/2020-08`]: ['N-1 whole'] });
    await tellNotice(api.pool, { ...NOTICE, effectiveTo: '2020-07' });
    expect(await marks()).toEqual(MARKED);
    await tellNotice(api.pool, NOTICE, { withdrawn: true });
    expect(await marks()).toEqual({});
    const { items } = await api.json<{ items: GrowthState[] }>('/v1/changes');
    expect(items.every(({ version }) => version === 1)).toBe(true);
    expect(items.some((state) => 'notices' in state)).toBe(false);
  });

  it('follow the clock of the answer: up to a sequence, or an instant inclusively', async () => {
    const before = await commit(api.pool, ...states);
    const told = await tellNotice(api.pool, NOTICE, { knownAt: '2024-02-01T00:00:00Z' });
    const withdrawn = await tellNotice(api.pool, NOTICE, {
      withdrawn: true,
      knownAt: '2024-03-01T00:00:00Z',
    });
    expect(await marks(`&asOf=${before}`)).toEqual({});
    expect(await marks(`&asOf=${told}`)).toEqual(MARKED);
    expect(await marks(`&asOf=${withdrawn}`)).toEqual({});
    expect(await marks('&asOf=2024-01-31T23:59:59Z')).toEqual({});
    expect(await marks('&asOf=2024-02-01T00:00:00Z')).toEqual(MARKED);
    expect(await marks('&asOf=2024-02-29T00:00:00Z')).toEqual(MARKED);
    expect(await marks('&asOf=2024-03-01T00:00:00Z')).toEqual({});
    const path = `/v1/growth/${DISTRICT}/2020-07`;
    expect((await api.json<JoinedState>(`${path}?asOf=${told}`)).notices).toHaveLength(1);
    expect(
      (await api.json<{ state: JoinedState }>(`${path}/explain?asOf=${told}`)).state.notices,
    ).toHaveLength(1);
  });

  it.each(['before', 'once'])(
    'that a restored database has lost leave no marks, %s it is recovered',
    async (when) => {
      await commit(api.pool, ...states);
      await tellNotice(api.pool, NOTICE);
      const lost = await tellNotice(api.pool, { ...NOTICE, notice: 'N-2', scope: {} });
      expect(await marks()).not.toEqual(MARKED);
      const [after, until] = [BigInt(lost) - 1n, BigInt(lost) + 9n];
      await api.pool.query('delete from register_version where sequence = $1', [lost]);
      await api.pool.query('update change_cursor set last = $1', [after]);
      if (when === 'before') expect(await marks()).toEqual(MARKED);
      const recovered = { server: await thisServer(api.pool), reason: 'spec', actor: 'spec' };
      await beginIncarnation(api.pool, { ...recovered, after, until });
      await api.pool.query('update change_cursor set last = $1', [until]);
      expect(await marks()).toEqual(MARKED);
      await tellNotice(api.pool, NOTICE, { withdrawn: true });
      expect(await marks()).toEqual({});
    },
  );

  it('change the tags of the answers with their marks, and no other tag', async () => {
    await commit(api.pool, ...states);
    const tag = async (path: string) => (await api.get(path)).headers.get('etag');
    const paths = [DISTRICT, CHINA, ABROAD].map((key) => `/v1/growth/${key}/2020-07`);
    const [district, china, abroad] = await Promise.all(paths.map(tag));
    const list = await tag('/v1/growth');
    await tellNotice(api.pool, NOTICE);
    expect(await tag(paths[0] ?? '')).not.toBe(district);
    expect(await tag(paths[1] ?? '')).not.toBe(china);
    expect(await tag(paths[2] ?? '')).toBe(abroad);
    expect(await tag('/v1/growth')).not.toBe(list);
    const known = await api.get(paths[0] ?? '', { 'if-none-match': district ?? '' });
    expect(known.status).toBe(200);
  });

  it('have a column in the table', async () => {
    await commit(api.pool, ...states);
    await tellNotice(api.pool, NOTICE);
    await tellNotice(api.pool, { ...NOTICE, notice: 'N-0', scope: {} });
    const answer = await api.get('/v1/growth.csv?period=2020-07&columns=key,notices');
    const [head, ...rows] = (await answer.text()).trim().split('\r\n');
    expect(head).toBe('key,notices');
    expect(Object.fromEntries(rows.map((row) => row.split(',')))).toEqual({
      [`${CHINA}/2020-07`]: 'N-0 N-1',
      [`${DISTRICT}/2020-07`]: 'N-0 N-1',
      [`${ABROAD}/2020-07`]: 'N-0',
    });
  });
});

describe('the stream', () => {
  it('gives notices in log order unless a filter of series excludes them, live and from the database', async () => {
    const filters = [
      '',
      '?area=CN',
      '?area=US',
      '?area=US,CN-D46',
      '?mode=9710&period=2020-05',
      '?reporter=X',
    ];
    const live = await Promise.all(filters.map((query) => SseClient.open(`${api.url}/v1/stream${query}`)));
    await commit(api.pool, { key: ABROAD, period: '2020', value: '1' });
    await tellNotice(api.pool, NOTICE);
    await commit(api.pool, { key: ABROAD, period: '2020', value: '2' });
    const late = await Promise.all(
      filters.map((query) =>
        SseClient.open(`${api.url}/v1/stream${query}${query === '' ? '?' : '&'}after=0`),
      ),
    );
    const expected = [['1', '2n', '3'], ['2n'], ['1', '3'], ['1', '2n', '3'], [], ['2n']];
    for (const streams of [live, late]) {
      for (const [i, stream] of streams.entries()) {
        const events = await stream.until(expected[i]?.length ?? 0);
        expect(events.map(({ id, event }) => `${id}${event === 'notice-updated' ? 'n' : ''}`)).toEqual(
          expected[i],
        );
        const notice = events.find(({ event }) => event === 'notice-updated');
        if (notice)
          expect(JSON.parse(notice.data) as NoticeState).toMatchObject({
            ...{ notice: 'N-1', version: 1, sequence: '2', withdrawn: false, data: { scope: NOTICE.scope } },
          });
      }
    }
    for (const stream of [...live, ...late]) stream.drop();
  });

  it('as a filter keep the states that they are in force for, as of the clock of the answer', async () => {
    const before = await commit(api.pool, ...states);
    const told = await tellNotice(api.pool, NOTICE);
    await tellNotice(api.pool, { notice: 'N-2', scope: { areas: ['US'] }, effectiveFrom: '2020-06-01' });
    const keys = async (query: string) =>
      (await api.json<{ items: JoinedState[] }>(`/v1/growth?${query}`)).items.map(({ key }) => key);
    const district = [`${CHINA}/2020-07`, `${DISTRICT}/2020-07`];
    const abroad = [`${ABROAD}/2020-06`, `${ABROAD}/2020-07`];
    expect(await keys('notice=N-1')).toEqual([...district].sort());
    expect(await keys('notice=N-1,N-2')).toEqual([...district, ...abroad].sort());
    expect(await keys('notice=N-1,N-2&period=2020-06')).toEqual([`${ABROAD}/2020-06`]);
    expect(await keys('notice=N-9')).toEqual([]);
    expect(await keys(`notice=N-1&asOf=${before}`)).toEqual([]);
    expect(await keys(`notice=N-1,N-2&asOf=${told}`)).toEqual([...district].sort());
    const table = async (query: string) =>
      (await (await api.get(`/v1/growth.csv?${query}`)).text()).split('\r\n');
    expect((await table('notice=N-2')).slice(1, -1).map((row) => row.split(',')[0])).toEqual(abroad);
    const link = (await api.get('/v1/growth.csv?notice=N-2')).headers.get('link');
    expect(link).toContain('notice=N-2&asOf=');
    expect((await api.get('/v1/stream?notice=N-1')).status).toBe(400);
  });

  it('as a filter give pages that add up to the list', async () => {
    await commit(api.pool, ...states);
    await tellNotice(api.pool, NOTICE);
    await tellNotice(api.pool, { notice: 'N-2', scope: { areas: ['US'] }, effectiveFrom: '2020-06-01' });
    const whole = await api.json<{ items: JoinedState[] }>('/v1/growth?notice=N-1,N-2');
    const joined: JoinedState[] = [];
    let next: string | null = null;
    do {
      const cursor: string = next === null ? '' : `&cursor=${next}`;
      const page = await api.json<{ items: JoinedState[]; next: string | null }>(
        `/v1/growth?notice=N-1,N-2&limit=1${cursor}`,
      );
      expect(page.items.length).toBeLessThanOrEqual(1);
      joined.push(...page.items);
      next = page.next;
    } while (next !== null);
    expect(joined).toEqual(whole.items);
    expect(joined).toHaveLength(4);
  });
});
