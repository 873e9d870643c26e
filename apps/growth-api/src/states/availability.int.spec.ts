import fc from 'fast-check';
import { DIMENSIONS, type Dimension, type GrowthState } from '@silkgauge/contract';
import { periodBounds } from '@silkgauge/growth';
import { dropPointers } from '@silkgauge/read-model';
import { testDatabase } from '@silkgauge/testing';
import { commit, startApi, type TestApi } from '../growth-api.fixture.ts';

interface Code {
  code: string;
  names: { en: string; zh: string } | null;
  also?: readonly string[];
  states: number;
  series: number;
}
interface Available {
  states: number;
  series: number;
  periods: { from: string; to: string } | null;
  dimensions: Record<Dimension, Code[]>;
}

const CODES: Record<Dimension, readonly string[]> = {
  reporter: ['GACC', 'ZHUMADIAN'],
  area: ['CN', 'CN-HA'],
  indicator: ['CBEC', 'GOODS'],
  coverage: ['FULL', '_U'],
  flow: ['X', '_T'],
  mode: ['9610', '_T'],
  product: ['HS85', '_T'],
  counterpart: ['US', '_T'],
  currency: ['CNY', 'USD'],
};
const PERIODS = ['2019', '2020', '2020-01', '2020-S1', '2020-Q4', '2021-02-15/P20D', '_U'];

let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  for (let at = 0; at < 512; at += 5) {
    const key = DIMENSIONS.map((name, bit) => CODES[name][(at >> bit) & 1] ?? '').join('.');
    const domain = at % 2 === 0 ? ('customs' as const) : ('platform' as const);
    const periods = PERIODS.filter((_, index) => (at * 7 + index) % 4 === 0);
    await commit(api.pool, ...periods.map((period) => ({ key, period, domain, value: '1' })));
  }
});
afterAll(() => api.end());

const available = (query: string) => api.json<Available>(`/v1/availability${query}`);
const inOrder = (codes: Iterable<Omit<Code, 'names' | 'also'>>) =>
  [...codes].sort((a, b) => b.states - a.states || (a.code < b.code ? -1 : 1));

async function listed(query: URLSearchParams): Promise<GrowthState[]> {
  const { items } = await api.json<{ items: GrowthState[] }>(`/v1/growth?limit=1000&${query.toString()}`);
  return items;
}

/** Availability computed from the list of all states, each dimension without its own filter. */
async function countedFromTheList(query: URLSearchParams): Promise<object> {
  const whole = await listed(query);
  const bounds = whole.flatMap(({ period }) => periodBounds(period) ?? []);
  const dimensions: Record<string, Omit<Code, 'names' | 'also'>[]> = {};
  for (const name of DIMENSIONS) {
    const others = new URLSearchParams(query);
    others.delete(name);
    const counts = new Map<string, { states: number; keys: Set<string> }>();
    for (const { key, series } of await listed(others)) {
      const count = counts.get(series[name]) ?? { states: 0, keys: new Set() };
      counts.set(series[name], count);
      count.states += 1;
      count.keys.add(key.slice(0, key.indexOf('/')));
    }
    dimensions[name] = inOrder(
      [...counts].map(([code, { states, keys }]) => ({ code, states, series: keys.size })),
    );
  }
  return {
    states: whole.length,
    series: new Set(whole.map(({ key }) => key.slice(0, key.indexOf('/')))).size,
    periods:
      bounds.length === 0
        ? null
        : {
            from: bounds.map(({ start }) => start).sort()[0] ?? '',
            to:
              bounds
                .map(({ end }) => end)
                .sort()
                .at(-1) ?? '',
          },
    dimensions,
  };
}

const some = (values: readonly string[]) =>
  fc.subarray([...values], { minLength: 1 }).map((chosen) => chosen.join(','));
const query = fc
  .record(
    {
      ...(Object.fromEntries(DIMENSIONS.map((name) => [name, some(CODES[name])])) as Record<
        Dimension,
        fc.Arbitrary<string>
      >),
      domain: fc.constantFrom('customs', 'platform'),
      period: some(PERIODS),
      from: fc.constantFrom('2019', '2020', '2020-Q3'),
      to: fc.constantFrom('2019', '2020', '2021'),
    },
    { requiredKeys: [] },
  )
  .map((given) => new URLSearchParams(given as Record<string, string>));

describe('GET /v1/availability', () => {
  it('counts the states of the list, the codes of a dimension under the filters of all others', async () => {
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        const { dimensions, periods, ...whole } = await available(`?${asked.toString()}`);
        const counts = Object.fromEntries(
          Object.entries(dimensions).map(([name, codes]) => [
            name,
            codes.map(({ names: _, also: _also, ...rest }) => rest),
          ]),
        );
        const span = periods && {
          from: periodBounds(periods.from)?.start,
          to: periodBounds(periods.to)?.end,
        };
        expect({ ...whole, periods: span, dimensions: counts }).toEqual(await countedFromTheList(asked));
      }),
      { numRuns: 60 },
    );
  });

  it('names codes as the registers do, and leaves unregistered codes unnamed', async () => {
    const { dimensions } = await available('');
    expect(Object.keys(dimensions)).toEqual(DIMENSIONS);
    expect(dimensions.area.find(({ code }) => code === 'CN')?.names?.zh).toBe('中国');
    expect(dimensions.reporter.find(({ code }) => code === 'ZHUMADIAN')?.names).toBeNull();
    const america = dimensions.counterpart.find(({ code }) => code === 'US');
    expect(america?.also).toEqual(['United States', 'USA']);
    expect(dimensions.product.find(({ code }) => code === 'HS85')).not.toHaveProperty('also');
  });

  it('gives the first and last period, the shortest among periods that begin or end together', async () => {
    expect((await available('?to=2020')).periods).toEqual({ from: '2019', to: '2020-Q4' });
    expect((await available('?period=2020,2020-01,2020-Q4')).periods).toEqual({
      from: '2020-01',
      to: '2020-Q4',
    });
    expect((await available('?period=_U')).periods).toBeNull();
  });

  it('is empty without states', async () => {
    const nothing = await available('?period=1999');
    expect(nothing).toEqual({
      states: 0,
      series: 0,
      periods: null,
      dimensions: Object.fromEntries(DIMENSIONS.map((name) => [name, []])),
    });
  });

  it('counts a state right after its commit, and once', async () => {
    const key = 'NEW.CN.CBEC.FULL._T._T._T._T.CNY';
    const of = () => available('?reporter=NEW');
    expect((await of()).states).toBe(0);
    await commit(api.pool, { key, period: '2020', value: '1' });
    expect(await of()).toMatchObject({ states: 1, series: 1, periods: { from: '2020', to: '2020' } });
    await commit(api.pool, { key, period: '2020', value: '2' }, { key, period: '2022', value: '2' });
    expect(await of()).toMatchObject({ states: 2, series: 1, periods: { from: '2020', to: '2022' } });
    const many = Array.from({ length: 8 }, (_, at) => ({ key, period: String(1900 + at), value: '1' }));
    const asked = many.map(async (state) => {
      await commit(api.pool, state);
      return (await of()).states;
    });
    expect(Math.max(...(await Promise.all(asked)))).toBe(10);
  });

  it('drops states that a rebuild removed', async () => {
    const key = 'OLD.CN.CBEC.FULL._T._T._T._T.CNY';
    await commit(api.pool, { key, period: '2020', value: '1' });
    expect((await available('?reporter=OLD')).states).toBe(1);
    const { rows } = await api.pool.query<{ series_id: string }>(
      'select series_id from series where key = $1',
      [key],
    );
    await dropPointers(api.pool, [{ seriesId: rows[0]?.series_id ?? '', period: '2020' }]);
    await api.pool.query(
      `insert into rebuild (reason, actor, begun_at, digest_before, digest, after_sequence, changes) values ('x', 'x', now(), 'a', 'b', 0, 0)`,
    );
    expect((await available('?reporter=OLD')).states).toBe(0);
  });

  it.each([
    ['?asOf=1', 'asOf', 'not-of-availability'],
    ['?publishedBy=2020', 'publishedBy', 'not-of-availability'],
    ['?limit=1', 'limit', 'not-of-availability'],
    ['?cursor=x', 'cursor', 'not-of-availability'],
    ['?reproter=GACC', 'reproter', 'unknown-parameter'],
    ['?area=ZZ', 'area', 'code'],
  ])('refuses %s with a reason', async (given, parameter, rule) => {
    const response = await api.get(`/v1/availability${given}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ parameter, rule }] });
  });

  it('carries an ETag', async () => {
    const first = await api.get('/v1/availability');
    const again = await api.get('/v1/availability', { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });
});
