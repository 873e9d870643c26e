import type { Page, PublishedState, PublishedVintage } from '@silkgauge/contract';
import { insertEvents, upsertNotices } from '@silkgauge/read-model';
import { testDatabase } from '@silkgauge/testing';
import { seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { keepPrints, level, rate } from './published.fixture.ts';

const AREAS = ['CN', 'CN-HA'];
const PERIODS = ['2018', '2019', '2019-S1', '2019-S2', '2020', '2020-S1'];

let api: TestApi;
/** `<series key>/<period>` of all states, and their vintages. */
const vintages = new Map<string, PublishedVintage[]>();

/** Numbers from 0 to 1 that are the same in each run. */
function* numbers(): Generator<number, never> {
  for (let seed = 7; ;) {
    seed = (seed * 48_271) % 2_147_483_647;
    yield seed / 2_147_483_647;
  }
}

beforeAll(async () => {
  api = await startApi(await testDatabase());
  const random = numbers();
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random.next().value * all.length)] as T;
  const prints = Array.from({ length: 140 }, () => {
    const key = seriesOf({ area: pick(AREAS), flow: pick(['X', 'M', '_T', '_T']) });
    const day = `202${pick(['0', '1', '2'])}-0${pick(['1', '4', '7'])}-${pick(['05', '20'])}`;
    const status = { status: pick(['preliminary', 'final', 'revised'] as const) };
    return pick([true, true, false])
      ? level(key, pick(PERIODS), String(90 + Math.floor(random.next().value * 20)), day, status)
      : rate(key, pick(PERIODS), (random.next().value * 20).toFixed(1), day, status);
  });
  await keepPrints(api.pool, prints);
  const [eventId = 0n] = await insertEvents(api.pool, [
    {
      ...{ source: '/n', id: '1', type: 'silkgauge.notice.published.v1' as const, topic: 'policy.notices' },
      ...{ partition: 0, offset: 0n, knownAt: new Date(0), outcome: 'applied' as const, rule: null },
      ...{ reason: null, digest: Buffer.from('n'), time: null, data: '{}' },
    },
  ]);
  const data = JSON.stringify({
    ...{
      notice: 'N-1',
      issuer: 'GACC',
      title: 'a notice',
      announcedOn: '2021-05',
      effectiveFrom: '2019-07-01',
    },
    ...{ scope: { areas: ['CN-HA'] }, evidence: { document: 'https://example.org', quote: 'x' } },
  });
  await upsertNotices(api.pool, [{ notice: 'N-1', eventId, withdrawn: false, data }]);
  for (const { key } of await pagesOf<{ key: string }>('/v1/growth?limit=1000'))
    vintages.set(key, await pagesOf<PublishedVintage>(`/v1/growth/${key}/vintages?limit=1000`));
});
afterAll(() => api.end());

async function pagesOf<T>(address: string): Promise<T[]> {
  const found: T[] = [];
  for (let cursor = ''; ;) {
    const page: Page<T> = await api.json(`${address}${cursor}`);
    found.push(...page.items);
    if (page.next === null) return found;
    cursor = `&cursor=${page.next}`;
  }
}

/** A vintage as a state of a list. */
function asState({ prints: _, totals: __, publishedAt: ___, ...state }: PublishedVintage): PublishedState {
  return state;
}

const expected = (nth: (all: PublishedVintage[]) => PublishedVintage | undefined) =>
  [...vintages.values()].flatMap((all) => {
    const one = nth(all);
    return one ? [asState(one)] : [];
  });

describe('a list of releases', () => {
  it.each([1, 2, 3, 5, 8])('has the vintage %d of every state that has so many', async (n) => {
    const wanted = expected((all) => all[n - 1]);
    expect(wanted.length).toBeGreaterThan(5);
    expect(await pagesOf(`/v1/growth?release=${String(n)}&limit=1000`)).toEqual(wanted);
    expect(await pagesOf(`/v1/growth?release=${String(n)}&limit=7`)).toEqual(wanted);
  });

  it('has the first and the latest by name', async () => {
    expect(await pagesOf('/v1/growth?release=first&limit=1000')).toEqual(expected((all) => all[0]));
    expect(await pagesOf('/v1/growth?release=latest&limit=1000')).toEqual(expected((all) => all.at(-1)));
    expect(await pagesOf('/v1/growth?release=10&area=FR&limit=1000')).toEqual([]);
  });

  it('counts with publishedBy what was published by then', async () => {
    const until = '2021-04-30T23:59:59.999Z';
    const by = (all: PublishedVintage[]) => all.filter(({ publishedBy }) => publishedBy <= until);
    const second = await pagesOf('/v1/growth?release=2&publishedBy=2021-04&limit=1000');
    expect(second).toEqual(expected((all) => by(all)[1]));
    const latest = await pagesOf('/v1/growth?release=latest&publishedBy=2021-04&limit=1000');
    expect(latest).toEqual(expected((all) => by(all).at(-1)));
  });

  it('is filtered by what the release says, and ordered by period', async () => {
    const first = expected((all) => all[0]);
    const inPeriod = await pagesOf<PublishedState>('/v1/growth?release=first&sort=period:desc&limit=9');
    expect(inPeriod.map(({ key }) => key).sort()).toEqual(first.map(({ key }) => key).sort());
    expect(inPeriod.map(({ period }) => period.slice(0, 4))).toEqual(
      inPeriod
        .map(({ period }) => period.slice(0, 4))
        .sort()
        .reverse(),
    );
    const verdicts = ({ level: own, growth, other }: PublishedState) =>
      [own, ...Object.values(growth), ...Object.values(other)].map(({ verdict }) => verdict);
    const inConflict = first.filter((state) => verdicts(state).includes('conflicts'));
    const latestInConflict = expected((all) => all.at(-1)).filter((one) =>
      verdicts(one).includes('conflicts'),
    );
    expect(latestInConflict.length).toBeGreaterThan(inConflict.length);
    expect(await pagesOf('/v1/growth?release=first&verdict=conflicts&limit=5')).toEqual(inConflict);
    expect(await pagesOf('/v1/growth?release=latest&verdict=conflicts&limit=5')).toEqual(latestInConflict);
    const noticed = await pagesOf<PublishedState>('/v1/growth?release=latest&notice=N-1&limit=1000');
    expect(noticed.length).toBeGreaterThan(0);
    expect(noticed.every(({ notices }) => notices.length === 1)).toBe(true);
  });

  it('is served for one series, and as a table', async () => {
    const key = seriesOf({ area: 'CN' });
    const ofSeries = await pagesOf<PublishedState>(`/v1/growth/${key}?release=first&sort=key:asc`);
    expect(ofSeries).toEqual(expected((all) => all[0]).filter((state) => state.key.startsWith(`${key}/`)));
    const table = await (await api.get('/v1/growth.csv?release=first&area=CN&flow=_T')).text();
    expect(table.split('\n').length).toBeGreaterThan(ofSeries.length);
    const metadata = await api.json<{ notes: [{ filter: object; states: null }] }>(
      '/v1/growth.metadata.json?release=first',
    );
    expect(metadata.notes[0]).toMatchObject({ filter: { release: '1' }, states: null });
  });
});
