import type { Flag } from '@silkgauge/codelists';
import type { Explanation, JoinedState } from '@silkgauge/contract';
import { salesBody } from '@silkgauge/growth';
import { announce, commitBatch, registerSeries } from '@silkgauge/read-model';
import { SseClient, testDatabase } from '@silkgauge/testing';
import { startApi, type TestApi } from '../growth-api.fixture.ts';

const keyOf = (platform: string, buyer: string) => `${platform}.CN.SALES.OWN.X._T._T.${buyer}.USD`;

let api: TestApi;

beforeEach(async () => {
  api = await startApi(await testDatabase());
});
afterEach(() => api.end());

/** Writes the first sale of a month, appended at noon of a day of January 2024; returns its sequence. */
async function sell(
  key: string,
  month: string,
  day: number,
  flags: readonly Flag[] = [],
  before: readonly string[] = [],
): Promise<string> {
  const [row] = await registerSeries(api.pool, 'platform', [key]);
  const seriesId = row?.series_id ?? '';
  const total = { total: '10.00', events: '1', units: '1', last: `${month}-09T12:50:00Z` };
  const isKnown = (of: string) => of === month || before.includes(of);
  const body = salesBody((of) => (isKnown(of) ? total : undefined), {
    period: month,
    isInChina: false,
    currency: 'USD',
  });
  const change = { reason: 'sales', previous: null, causes: [] };
  const last = await commitBatch(api.pool, {
    advances: [],
    registered: [],
    sales: {
      turn: '',
      seen: [],
      totals: [{ seriesId, period: month, ...total, before: null }],
      firsts: [{ platform: key.split('.')[0] ?? '', month, place: 1 }],
    },
    changes: [
      {
        seriesId,
        period: month,
        version: 1,
        knownAt: new Date(Date.UTC(2024, 0, day, 12)),
        document: JSON.stringify({ ...body, flags, change }),
      },
    ],
  });
  await announce(api.pool, [String(last)]);
  return String(last);
}

const FRANCE = keyOf('SHOP', 'FR');
const ITALY = keyOf('SHOP', 'IT');
const OTHER = keyOf('OTHER', 'FR');

const flagsIn = (items: readonly Pick<JoinedState, 'key' | 'flags'>[]) =>
  Object.fromEntries(items.map(({ key, flags }) => [key, flags]));
const flags = async (query = '') =>
  flagsIn((await api.json<{ items: JoinedState[] }>(`/v1/growth${query}`)).items);

describe('a month of sales', () => {
  it('is partial until its platform is known to have a sale in a later month', async () => {
    await sell(FRANCE, '2011-11', 1);
    await sell(OTHER, '2011-11', 1);
    const [november, other] = [`${FRANCE}/2011-11`, `${OTHER}/2011-11`];
    expect(await flags()).toEqual({ [november]: ['partial-period'], [other]: ['partial-period'] });
    const tag = async (key: string) => (await api.get(`/v1/growth/${key}/2011-11`)).headers.get('etag');
    const tags = [await tag(FRANCE), await tag(OTHER)];
    await sell(ITALY, '2011-12', 2);
    const december = `${ITALY}/2011-12`;
    expect(await flags()).toEqual({
      [november]: [],
      [december]: ['partial-period'],
      [other]: ['partial-period'],
    });
    expect(await tag(FRANCE)).not.toBe(tags[0]);
    expect(await tag(OTHER)).toBe(tags[1]);
    const { items } = await api.json<{ items: JoinedState[] }>('/v1/changes');
    expect(items.map(({ version }) => version)).toEqual([1, 1, 1]);
  });

  it('is compared with no whole month while it is partial, in states, tables and by publication', async () => {
    await sell(FRANCE, '2011-11', 1);
    await sell(FRANCE, '2011-12', 2, [], ['2011-11']);
    const path = `/v1/growth/${FRANCE}/2011-12`;
    const withheld = { G1: { comparedWith: '2011-11', verdict: 'not-comparable', gap: null } };
    const growth = async (query = '') => (await api.json<JoinedState>(`${path}${query}`)).growth;
    expect(await growth()).toEqual(withheld);
    const explained = await api.json<Explanation>(`${path}/explain`);
    expect(explained.state.growth).toEqual(withheld);
    expect(explained.nodes.filter(({ side }) => side.startsWith('growth'))).toEqual([]);
    const table = await (await api.get(`/v1/growth.csv?period=2011-12&columns=side,value`)).text();
    expect(table).not.toContain('growth');
    await sell(ITALY, '2012-01', 3);
    expect((await growth())['G1']).toMatchObject({ computed: { value: '0.0000' }, verdict: 'unchecked' });
  });

  it('is partial as of the clock of the answer: a sequence, or an instant inclusively', async () => {
    const first = await sell(FRANCE, '2011-11', 1);
    const second = await sell(FRANCE, '2012-01', 3);
    const november = async (asOf: string) => (await flags(`?asOf=${asOf}`))[`${FRANCE}/2011-11`];
    expect(await november(first)).toEqual(['partial-period']);
    expect(await november(second)).toEqual([]);
    expect(await november('2024-01-03T11:59:59.999Z')).toEqual(['partial-period']);
    expect(await november('2024-01-03T12:00:00Z')).toEqual([]);
    const path = `/v1/growth/${FRANCE}/2011-11`;
    expect(await api.json(`${path}?asOf=${first}`)).toMatchObject({ flags: ['partial-period'] });
    expect(await api.json(`${path}/explain?asOf=${first}`)).toMatchObject({
      state: { flags: ['partial-period'] },
      recomputed: true,
    });
    expect(await api.json(`${path}/explain`)).toMatchObject({ state: { flags: [] } });
  });

  it('is partial in transformations of the series too', async () => {
    await sell(FRANCE, '2011-11', 1);
    const path = `/v1/transformations/${FRANCE}?transform=index&base=2011-11`;
    const told = async () => (await api.json<{ items: JoinedState[] }>(path)).items;
    const before = await told();
    expect(before.some(({ flags: marks }) => marks.includes('partial-period'))).toBe(true);
    await sell(ITALY, '2011-12', 2);
    expect(await told()).not.toEqual(before);
  });

  it('is not partial if an earlier month arrives after a later one', async () => {
    await sell(FRANCE, '2011-12', 1);
    await sell(FRANCE, '2011-10', 2);
    expect(await flags()).toEqual({ [`${FRANCE}/2011-10`]: [], [`${FRANCE}/2011-12`]: ['partial-period'] });
  });

  it('has its latest order and the flag in the table, as of its place in the log', async () => {
    const first = await sell(FRANCE, '2011-11', 1);
    await sell(FRANCE, '2011-12', 2);
    const cells = async (query = '') => {
      const table = await (await api.get(`/v1/growth.csv?columns=flags,events,units,last${query}`)).text();
      const [head, ...rows] = table.trim().split('\r\n');
      expect(head).toBe('flags,events,units,last');
      return rows.map((row) => row.split(','));
    };
    expect(await cells()).toEqual([
      ['', '1', '1', '2011-11-09T12:50:00Z'],
      ['partial-period', '1', '1', '2011-12-09T12:50:00Z'],
    ]);
    expect(await cells(`&asOf=${first}`)).toEqual([['partial-period', '1', '1', '2011-11-09T12:50:00Z']]);
  });

  it('is shown without joins in the log, its history and the stream', async () => {
    const client = await SseClient.open(`${api.url}/v1/stream?after=0`);
    await sell(FRANCE, '2011-11', 1);
    const [heard] = await client.until(1);
    expect(JSON.parse(heard?.data ?? '')).toMatchObject({
      flags: [],
      counts: { events: '1', units: '1', last: '2011-11-09T12:50:00Z' },
    });
    client.drop();
    for (const path of ['/v1/changes', `/v1/growth/${FRANCE}/2011-11/history`])
      expect((await api.json<{ items: JoinedState[] }>(path)).items).toMatchObject([{ flags: [] }]);
  });

  it('of an old version with a stored flag is judged by present knowledge', async () => {
    await sell(FRANCE, '2011-11', 1, ['calendar-effect', 'partial-period']);
    expect(await flags()).toEqual({ [`${FRANCE}/2011-11`]: ['calendar-effect', 'partial-period'] });
    await sell(FRANCE, '2011-12', 1);
    expect(await flags('?period=2011-11')).toEqual({ [`${FRANCE}/2011-11`]: ['calendar-effect'] });
  });
});
