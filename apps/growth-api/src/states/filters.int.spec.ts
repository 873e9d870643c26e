import type { GrowthState, Page, StateDocument } from '@silkgauge/contract';
import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, tellNotice, type TestApi } from '../growth-api.fixture.ts';

type Verdict = StateDocument['level']['verdict'];

const CHINA = seriesOf({ area: 'CN' });
const HENAN = seriesOf({ area: 'CN-HA', reporter: 'ZAEZ' });
const ZONE = seriesOf({ area: 'CN-Z-ZAEZ', reporter: 'ZAEZ' });
const ZHUMADIAN = seriesOf({ area: 'CN-C-4117', reporter: 'ZAEZ', product: 'HS8418' });
const SHOP = 'SHOP.GB.SALES.OWN.X._T.HS84._T.GBP';

let api: TestApi;

const said = (verdict: Verdict, flags: StateDocument['flags'] = [], growth: Verdict = 'unchecked') => ({
  level: { verdict, gap: null },
  growth: { GY: { comparedWith: '2019', verdict: growth, gap: null } },
  flags,
});
const because = (reason: StateDocument['change']['reason']) => ({
  change: { reason, previous: null, causes: [] },
});
const month = {
  counts: { events: '1', units: '1' },
  flags: [],
  change: { reason: 'sales', previous: null, causes: [] },
} satisfies Partial<StateDocument>;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  const knownAt = '2021-01-10T00:00:00.000Z';
  await commit(
    api.pool,
    { key: CHINA, period: '2020', value: '1', knownAt, document: said('conflicts') }, // 1
    { key: CHINA, period: '2020-Q1', value: '2', knownAt, document: said('agrees', ['small-base']) }, // 2
    { key: HENAN, period: '2020', value: '3', knownAt, document: said('unchecked', [], 'conflicts') }, // 3
    { key: ZONE, period: '_U', value: '4', knownAt, document: said('unchecked', ['unknown-period']) }, // 4
    { key: ZHUMADIAN, period: '2019-S1', value: '5', knownAt: '2021-02-01T00:00:00.000Z' }, // 5
    ...['2024-01', '2024-02'].map((period) => ({
      ...{ key: SHOP, period, value: '6', domain: 'platform' as const, document: month }, // 6, 7
      knownAt: '2024-03-01T00:00:00.000Z',
    })),
  );
  // China agrees by now, and is no longer in conflict.
  await commit(api.pool, {
    ...{ key: CHINA, period: '2020', value: '8', knownAt: '2022-01-01T00:00:00.000Z' }, // 8
    document: { ...said('within-rounding', ['small-base']), ...because('restated') },
  });
  await api.pool.query(
    `insert into sale_month (platform, month, sequence, known_at)
     values ('SHOP', '2024-01', 6, '2024-03-01'), ('SHOP', '2024-02', 7, '2024-03-01')`,
  );
  await tellNotice(api.pool, {
    notice: 'N1',
    scope: { areas: ['CN-HA'] },
    effectiveFrom: '2020-01-01',
  });
});
afterAll(() => api.end());

const keys = (page: Page<GrowthState>) => page.items.map(({ key }) => key);
const list = async (query: string) => keys(await api.json<Page<GrowthState>>(`/v1/growth${query}`));
const state = (key: string, period: string) => `${key}/${period}`;

/** All pages of an address, with what happens between two of them. */
async function pagesOf(address: string, between: () => Promise<unknown> = () => Promise.resolve()) {
  const found: GrowthState[] = [];
  for (let cursor = ''; ;) {
    const page: Page<GrowthState> = await api.json(`${address}&limit=2${cursor}`);
    found.push(...page.items);
    if (page.next === null) return found;
    cursor = `&cursor=${page.next}`;
    await between();
  }
}

async function refusal(path: string) {
  const response = await api.get(path);
  const problem = (await response.json()) as { errors: { parameter: string; rule: string; fix: string }[] };
  expect([path, response.status]).toEqual([path, 400]);
  expect(problem.errors[0]?.fix).not.toBe('');
  return [problem.errors[0]?.parameter, problem.errors[0]?.rule];
}

describe('a list of states', () => {
  it.each([
    ['?verdict=conflicts', [state(HENAN, '2020')]],
    ['?verdict=conflicts,within-rounding', [state(CHINA, '2020'), state(HENAN, '2020')]],
    ['?verdict=agrees&flag=small-base', [state(CHINA, '2020-Q1')]],
    ['?verdict=conflicts&flag=small-base', []],
    ['?flag=small-base', [state(CHINA, '2020'), state(CHINA, '2020-Q1')]],
    ['?flag=unknown-period,small-base&area=CN-*', [state(ZONE, '_U')]],
    ['?flag=partial-period', [state(SHOP, '2024-02')]],
    ['?flag=partial-period,unknown-period', [state(SHOP, '2024-02'), state(ZONE, '_U')]],
    ['?flag=partial-period&asOf=6', [state(SHOP, '2024-01')]],
    ['?area=CN-*', [state(ZHUMADIAN, '2019-S1'), state(HENAN, '2020'), state(ZONE, '_U')]],
    ['?area=CN-C-*,GB', [state(SHOP, '2024-01'), state(SHOP, '2024-02'), state(ZHUMADIAN, '2019-S1')]],
    ['?product=HS84*&reporter=Z*', [state(ZHUMADIAN, '2019-S1')]],
    ['?area=C_*', []],
    ['?within=CN-HA', [state(ZHUMADIAN, '2019-S1'), state(HENAN, '2020'), state(ZONE, '_U')]],
    ['?within=CN-HA&area=CN-Z-*,CN', [state(ZONE, '_U')]],
    ['?within=GB,CN-C-4117', [state(SHOP, '2024-01'), state(SHOP, '2024-02'), state(ZHUMADIAN, '2019-S1')]],
    ['?verdict=conflicts&asOf=7', [state(CHINA, '2020'), state(HENAN, '2020')]],
    ['?verdict=conflicts&asOf=2021-12-31T00:00:00Z', [state(CHINA, '2020'), state(HENAN, '2020')]],
    ['?verdict=conflicts&notice=N1', [state(HENAN, '2020')]],
    ['?verdict=agrees&notice=N1', [state(CHINA, '2020-Q1')]],
    ['?flag=unknown-period&notice=N1', []],
  ])('keeps what %s asks for', async (query, expected) => {
    expect(await list(query)).toEqual(expected);
  });

  it('is ordered as asked, _U before all periods', async () => {
    const byPeriod = [
      state(ZONE, '_U'),
      state(ZHUMADIAN, '2019-S1'),
      state(CHINA, '2020'),
      state(HENAN, '2020'),
      state(CHINA, '2020-Q1'),
      state(SHOP, '2024-01'),
      state(SHOP, '2024-02'),
    ];
    expect(await list('?sort=period:asc')).toEqual(byPeriod);
    expect(await list('?sort=period:desc')).toEqual([...byPeriod].reverse());
    expect(await list('?sort=key:desc')).toEqual((await list('')).reverse());
    expect((await list('?sort=knownAt:desc')).slice(0, 3)).toEqual([
      state(SHOP, '2024-02'),
      state(SHOP, '2024-01'),
      state(CHINA, '2020'),
    ]);
    expect(await list('?sort=knownAt:asc&verdict=conflicts,agrees')).toEqual([
      state(CHINA, '2020-Q1'),
      state(HENAN, '2020'),
    ]);
    expect(await list('?sort=period:desc&notice=N1')).toEqual(
      (await list('?notice=N1&sort=period:asc')).reverse(),
    );
  });

  it.each(['key:asc', 'key:desc', 'period:asc', 'period:desc', 'knownAt:asc', 'knownAt:desc'])(
    'has whole pages in order of %s, whatever is revised between two of them',
    async (sort) => {
      const whole = await list(`?sort=${sort}`);
      const marked = await list(`?sort=${sort}&notice=N1`);
      let at = 0;
      const revise = () =>
        commit(api.pool, {
          ...{ key: HENAN, period: '2020', value: String(++at) },
          ...{ knownAt: new Date().toISOString(), document: said('unchecked', [], 'conflicts') },
        });
      expect((await pagesOf(`/v1/growth?sort=${sort}`, revise)).map(({ key }) => key)).toEqual(whole);
      expect(at).toBe(3);
      const ofNotice = await pagesOf(`/v1/growth?sort=${sort}&notice=N1`, revise);
      expect(ofNotice.map(({ key }) => key).sort()).toEqual(marked.sort());
    },
  );

  it.each([
    ['?area=*', 'area', 'prefix'],
    ['?flow=X*', 'flow', 'prefix'],
    ['?within=ZZ', 'within', 'code'],
    ['?verdict=conflict', 'verdict', 'one-of'],
    ['?flag=small', 'flag', 'one-of'],
    ['?sort=value', 'sort', 'one-of'],
    ['?sort=knownAt:desc&publishedBy=2022', 'sort', 'no-known-at'],
    ['?reason=sales', 'reason', 'unknown-parameter'],
  ])('refuses %s with a fix', async (query, parameter, rule) => {
    expect(await refusal(`/v1/growth${query}`)).toEqual([parameter, rule]);
  });
});

describe('GET /v1/growth/{series key}', () => {
  it('lists all periods of one series, in order of period', async () => {
    const whole = await api.json<Page<GrowthState>>(`/v1/growth/${CHINA}`);
    expect(keys(whole)).toEqual([state(CHINA, '2020'), state(CHINA, '2020-Q1')]);
    expect(whole.items[0]).toEqual(await api.json(`/v1/growth/${CHINA}/2020`));
    expect(keys(await api.json(`/v1/growth/${SHOP}?sort=period:desc&flag=partial-period`))).toEqual([
      state(SHOP, '2024-02'),
    ]);
    expect(keys(await api.json(`/v1/growth/${CHINA}?from=2020-01&to=2020-06`))).toEqual([
      state(CHINA, '2020-Q1'),
    ]);
    expect(keys(await api.json(`/v1/growth/${CHINA}?asOf=0`))).toEqual([]);
  });

  it('has pages, and refuses what it cannot do', async () => {
    const first = await api.json<Page<GrowthState>>(`/v1/growth/${CHINA}?limit=1`);
    const rest = await api.json<Page<GrowthState>>(`/v1/growth/${CHINA}?cursor=${first.next ?? ''}`);
    expect([...keys(first), ...keys(rest)]).toEqual([state(CHINA, '2020'), state(CHINA, '2020-Q1')]);
    expect(await refusal(`/v1/growth/${HENAN}?cursor=${first.next ?? ''}`)).toEqual(['cursor', 'cursor']);
    expect(await refusal(`/v1/growth/${HENAN}?area=CN`)).toEqual(['area', 'unknown-parameter']);
    expect(await refusal('/v1/growth/GACC.CN')).toEqual(['series key', 'series-key']);
    expect((await api.get(`/v1/growth/${seriesOf({ area: 'FR' })}`)).status).toBe(404);
  });
});

describe('the change log with filters', () => {
  const sequences = async (query: string) =>
    (await api.json<Page<GrowthState>>(`/v1/changes${query}`)).items.map(({ sequence }) => sequence);

  it.each([
    ['?verdict=conflicts&limit=2', ['1', '3']],
    ['?flag=small-base', ['2', '8']],
    ['?reason=restated', ['8']],
    ['?reason=sales,restated', ['6', '7', '8']],
    ['?reason=sales&period=2024-02', ['7']],
    ['?area=CN&after=1', ['2', '8']],
    ['?within=CN-HA&to=2019', ['5']],
    ['?flag=partial-period', []],
    ['?since=2022-06-01T00:00:00Z&domain=platform', ['6', '7']],
    ['?since=2021-01-10T00:00:00Z&domain=customs&limit=2', ['5', '8']],
    ['?since=2999-01-01T00:00:00Z', []],
  ])('gives %s', async (query, expected) => {
    expect(await sequences(query)).toEqual(expected);
  });

  it('divides the log at an instant as asOf does', async () => {
    const instant = '2021-02-01T00:00:00Z';
    const later = await sequences(`?since=${instant}&limit=1000`);
    const all = await sequences('?limit=1000');
    const changed = await api.json<Page<GrowthState>>('/v1/changes?limit=1000');
    expect(later).toEqual(
      changed.items.filter(({ knownAt }) => knownAt > '2021-02-01T00:00:00.000Z').map((one) => one.sequence),
    );
    expect(all.length).toBeGreaterThan(later.length);
  });

  it('goes on after next with the same filter', async () => {
    const first = await api.json<Page<GrowthState>>('/v1/changes?flag=small-base&limit=1');
    expect([first.items.map((one) => one.sequence), first.next]).toEqual([['2'], '2']);
    const rest = await sequences(`?flag=small-base&after=${first.next ?? ''}`);
    expect(rest).toEqual(['8']);
  });

  it('refuses a filter that no change passes by mistake', async () => {
    expect(await refusal('/v1/changes?reason=sale')).toEqual(['reason', 'one-of']);
    expect(await refusal('/v1/changes?since=yesterday')).toEqual(['since', 'instant']);
    expect(await refusal('/v1/changes?notice=N1')).toEqual(['notice', 'unknown-parameter']);
  });
});
