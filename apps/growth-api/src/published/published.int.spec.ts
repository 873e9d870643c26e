import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Explanation, GrowthState, Page, PublishedState, PublishedVintage } from '@silkgauge/contract';
import type { Transformation } from '@silkgauge/growth';
import {
  commitBatch,
  insertEvents,
  registerSeries,
  upsertNotices,
  type Queryable,
} from '@silkgauge/read-model';
import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { documentOf, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { allPublishedStates } from './published.ts';
import { ALWAYS, Publications } from './published-figures.ts';
import { keepPrints, level, rate, withdraw, type Printed } from './published.fixture.ts';

const TRILLION = { multiplier: '1000000000000' } as const;
const FINAL = { status: 'final' } as const;
const CHINA = seriesOf({ area: 'CN' });
const [EXPORTS, IMPORTS] = [seriesOf({ area: 'CN', flow: 'X' }), seriesOf({ area: 'CN', flow: 'M' })];
const HENAN = seriesOf({ area: 'CN-HA', reporter: 'ZAEZ' });
const SHOP = 'SHOP.GB.SALES.OWN.X._T.TOYS.FR.GBP';

/** Prints of the year 2021 and of the year it was compared with. */
const YEAR = [
  level(CHINA, '2020', '1.69', '2021-01-14', TRILLION),
  level(CHINA, '2021', '1.98', '2022-01-14', TRILLION),
  rate(CHINA, '2021', '15', '2022-01-14'),
  level(CHINA, '2021', '1.92', '2022-07-24', { ...TRILLION, ...FINAL }),
  rate(CHINA, '2021', '18.6', '2022-07-24', FINAL),
];
const UNDATED = level(CHINA, '2021', '3', '_U', { ...TRILLION, ...FINAL });
const WRONG = level(CHINA, '2021', '4', '2021-06-01', { ...TRILLION, ...FINAL });

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await testDatabase();
  api = await startApi(database);
  // The newest print arrives first: the order of arrival must not matter.
  await keepPrints(api.pool, [...YEAR, UNDATED, WRONG].reverse());
  await withdraw(api.pool, WRONG);
  await keepPrints(api.pool, [
    level(CHINA, '2018', '90', '2020-01-15'),
    level(EXPORTS, '2019', '60', '2020-02-01'),
    level(IMPORTS, '2019', '40', '2020-03-01'),
    level(CHINA, '2019', '100', '2020-04-01'),
    ...['2016', '2017', '2018'].map((year) => level(HENAN, year, '5', `${year}-06-30T12:00:00+08:00`)),
  ]);
  const [event = 0n] = await insertEvents(api.pool, [
    {
      source: '/n',
      id: '1',
      type: 'silkgauge.notice.published.v1',
      topic: 'policy.notices',
      partition: 0,
      offset: 0n,
      knownAt: new Date(0),
      outcome: 'applied',
      rule: null,
      reason: null,
      digest: Buffer.from('n'),
      time: null,
      data: '{}',
    },
  ]);
  const data = JSON.stringify({
    notice: 'N-1',
    issuer: 'GACC',
    title: 'a notice',
    announcedOn: '2022-03',
    effectiveFrom: '2021-07-01',
    scope: { areas: ['CN'] },
    evidence: { document: 'https://example.org', quote: 'x' },
  });
  await upsertNotices(api.pool, [{ notice: 'N-1', eventId: event, withdrawn: false, data }]);
  const [shop] = await registerSeries(api.pool, 'platform', [SHOP]);
  const seriesId = shop?.series_id ?? '';
  const total = (period: string, amount: string) => ({
    seriesId,
    period,
    total: amount,
    events: '2',
    units: '3',
    last: `${period}-20T08:00:00Z`,
    before: null,
  });
  const periods = ['2023-03', '2024-02', '2024-03'];
  await commitBatch(api.pool, {
    advances: [],
    registered: [],
    sales: {
      turn: '',
      seen: [],
      totals: [total('2023-03', '10.00'), total('2024-02', '11.00'), total('2024-03', '12.50')],
      firsts: periods.map((month, i) => ({ platform: 'SHOP', month, place: i + 1 })),
    },
    changes: periods.map((period) => ({
      seriesId,
      period,
      version: 1,
      knownAt: new Date('2024-05-01T00:00:00Z'),
      document: JSON.stringify(documentOf('0')),
    })),
  });
});
afterAll(() => api.end());

const at = (key: string, period: string, query = '') =>
  `/v1/growth/${key}/${encodeURIComponent(period)}${query}`;
const year = (until: string) => api.json<PublishedState>(at(CHINA, '2021', `?publishedBy=${until}`));
const numbers = ({ level: of, growth }: PublishedState) => [
  of.reported?.value,
  growth['GY']?.reported?.value,
];

describe('publishedBy', () => {
  it('gives two vintages of the year 2021 by publication, in any order of arrival', async () => {
    expect(numbers(await year('2022-01-14'))).toEqual(['1980000000000', '15']);
    expect(numbers(await year('2022-06'))).toEqual(['1980000000000', '15']);
    expect(numbers(await year('2022-07-23T23:59:59.999Z'))).toEqual(['1980000000000', '15']);
    expect(numbers(await year('2022'))).toEqual(['1920000000000', '18.6']);
  });

  it('is 404 before the first print and for withdrawn or undated prints', async () => {
    for (const until of ['2021-12', '2022-01-13']) {
      const response = await api.get(at(CHINA, '2021', `?publishedBy=${until}`));
      expect(response.status).toBe(404);
      expect(((await response.json()) as { detail: string }).detail).toContain('Nothing published by');
    }
  });

  it('gives a state without version, sequence and append time', async () => {
    const state = await year('2022-02-01');
    expect(state).toMatchObject({
      key: `${CHINA}/2021`,
      version: null,
      sequence: null,
      knownAt: null,
      publishedBy: '2022-02-01T23:59:59.999Z',
      change: null,
    });
    expect((await api.json<GrowthState>(at(CHINA, '2021'))).version).toBe(1);
  });

  it('computes growth and implied levels from published prints by the present rules', async () => {
    expect((await year('2022-02')).growth['GY']).toMatchObject({
      computed: { value: '17.1598', formula: 'ratio@1' },
      verdict: 'conflicts',
    });
    const base = await api.json<PublishedState>(at(CHINA, '2020', '?publishedBy=2022-02'));
    expect(base.level.implied?.value).toBe('1721739130435');
    const before = await api.json<PublishedState>(at(CHINA, '2020', '?publishedBy=2021'));
    expect(before.level.implied).toBeUndefined();
  });

  it('takes related series as published: an unprinted total is the sum of its published parts', async () => {
    const total = (until: string) => at(CHINA, '2019', `?publishedBy=${until}`);
    expect((await api.get(total('2020-02'))).status).toBe(404);
    expect((await api.json<PublishedState>(total('2020-03'))).level).toMatchObject({
      computed: { value: '100', formula: 'sum-of-parts@1' },
      verdict: 'unchecked',
    });
    expect((await api.json<PublishedState>(total('2020-04'))).level).toMatchObject({
      reported: { value: '100' },
      verdict: 'agrees',
    });
  });

  it('computes nothing for a series without a published print', async () => {
    const [total, out, home] = ['_T', 'X', 'M'].map((flow) => seriesOf({ area: 'CN-GD', flow }));
    await keepPrints(api.pool, [
      level(out ?? '', '2019', '60', '2020-02-01'),
      level(home ?? '', '2019', '40', '2020-02-01'),
      level(total ?? '', '2020', '120', '2021-02-01'),
    ]);
    const sum = (until: string) => at(total ?? '', '2019', `?publishedBy=${until}`);
    expect((await api.get(sum('2020'))).status).toBe(404);
    expect((await api.json<PublishedState>(sum('2021'))).level.computed?.value).toBe('100');
  });

  it('withholds growth from a small base as the aggregation does', async () => {
    const strict = await startApi(
      { ...database, drop: () => Promise.resolve() },
      { smallBases: { CBEC: '1690000000001' } },
    );
    const { flags, growth } = await strict.json<PublishedState>(at(CHINA, '2021', '?publishedBy=2022-02'));
    await strict.end();
    expect(flags).toContain('small-base');
    expect(growth['GY']?.computed).toBeUndefined();
    expect((await year('2022-02')).growth['GY']?.computed).toBeDefined();
  });

  it('marks the notices announced by that instant', async () => {
    expect((await year('2022-02')).notices).toEqual([]);
    expect((await year('2022-03')).notices).toEqual([{ notice: 'N-1', scope: 'whole', period: 'part' }]);
    const marked = async (until: string, notice: string) =>
      (await api.json<{ items: PublishedState[] }>(`/v1/growth?notice=${notice}&publishedBy=${until}`)).items;
    expect(await marked('2022-02', 'N-1')).toEqual([]);
    expect(await marked('2022-03', 'N-2')).toEqual([]);
    expect((await marked('2022-03', 'N-1')).map(({ key }) => key)).toContain(`${CHINA}/2021`);
  });

  it('takes the totals of months of sales that had ended, and compares no month that may go on', async () => {
    const month = (period: string, until: string) => at(SHOP, period, `?publishedBy=${until}`);
    expect((await api.get(month('2024-03', '2024-03-30'))).status).toBe(404);
    expect(await api.json(month('2024-03', '2024-03'))).toMatchObject({
      level: { computed: { value: '12.50', low: '12.50', high: '12.50' } },
      growth: { GY: { comparedWith: '2023-03', verdict: 'not-comparable', gap: null } },
      counts: { events: '2', units: '3', last: '2024-03-20T08:00:00Z' },
      flags: ['partial-period'],
    });
  });

  it('flags a month of sales as partial until its platform has sales of a later month', async () => {
    const flags = async (until: string) =>
      (await api.json<PublishedState>(at(SHOP, '2024-02', `?publishedBy=${until}`))).flags;
    expect(await flags('2024-02-29')).toEqual(['partial-period']);
    expect(await flags('2024-03-01')).toEqual([]);
  });

  it('is explained like a version: the source of each number, and every print published by that instant', async () => {
    const explain = (until: string) =>
      api.json<Explanation>(at(CHINA, '2021', `/explain?publishedBy=${until}`));
    const january = await explain('2022-02');
    expect(january.state).toEqual(await year('2022-02'));
    expect(january.recomputed).toBe(true);
    const computed = january.nodes.find(({ shown, side }) => shown && side === 'growth.GY.computed');
    expect(computed).toMatchObject({ value: '17.1598', formula: 'ratio@1' });
    const inputs = january.edges.filter(({ from }) => from === computed?.id).map(({ to }) => to);
    const printsOf = january.nodes.filter(({ id }) => inputs.includes(id)).map(({ print }) => print?.id);
    expect(printsOf.sort()).toEqual([YEAR[0]?.id, YEAR[1]?.id].sort());
    const ids = ({ prints }: Explanation) => prints.map(({ id, withdrawn }) => [id, withdrawn]).sort();
    const withdrawn = [WRONG.id, true];
    const first = YEAR.slice(0, 3).map(({ id }) => [id, false]);
    expect(ids(january)).toEqual([...first, withdrawn].sort());
    expect(ids(await explain('2022'))).toEqual([...YEAR.map(({ id }) => [id, false]), withdrawn].sort());
    expect((await api.get(at(CHINA, '2021', '/explain?publishedBy=2021'))).status).toBe(404);
    const sales = await api.json<Explanation>(at(SHOP, '2024-03', '/explain?publishedBy=2024-03'));
    const counts = { events: '2', units: '3', last: '2024-03-20T08:00:00Z' };
    expect(sales.sales).toEqual({ counts, ranges: null });
  });

  it('is as described', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(await api.json<object>('/openapi.json'), 'api');
    const fits = async (schema: string, value: unknown) => {
      const validate = ajv.getSchema(`api#/components/schemas/${schema}`);
      await validate?.(value);
      expect({ schema, errors: validate?.errors }).toEqual({ schema, errors: null });
    };
    await fits('ServedState', await year('2022'));
    await fits('PublishedState', await year('2022'));
    await fits('Explanation', await api.json(at(CHINA, '2021', '/explain?publishedBy=2022')));
    const { items } = await api.json<Page<PublishedVintage>>(at(CHINA, '2021', '/vintages'));
    for (const vintage of items) await fits('PublishedVintage', vintage);
    expect(ajv.getSchema('api#/components/schemas/GrowthState')?.(await year('2022'))).toBe(false);
  });
});

describe('the gaps of an explanation', () => {
  const explained = (key: string, period: string) =>
    api.json<Explanation>(at(key, period, '/explain?publishedBy=2022-12'));

  it('name every number that a print does not meet, and the levels in conflict behind the state', async () => {
    const base = {
      ...{ key: `${CHINA}/2020`, figure: 'level', against: 'implied', formula: 'implied-base@1' },
      ...{ with: { key: `${CHINA}/2020`, side: 'level.implied' }, gap: '71112984823', unit: 'CNY' },
    };
    expect((await explained(CHINA, '2020')).gaps).toEqual([base]);
    const { state, gaps } = await explained(CHINA, '2021');
    expect(gaps).toEqual([
      expect.objectContaining({ figure: 'growth.GY', against: 'computed', gap: '4.9905', unit: 'points' }),
    ]);
    expect(state.growth['GY']?.gap).toBe('4.9905');
    expect((await explained(HENAN, '2018')).gaps).toEqual([]);
  });

  it('stand beside all three prints of rates that contradict each other', async () => {
    const half = (flow: string) => seriesOf({ area: 'CN-SD', flow });
    const trio = [
      rate(half('_T'), '2021-S1', '31.1', '2021-08'),
      rate(half('X'), '2021-S1', '28.7', '2021-08'),
    ];
    trio.push(rate(half('M'), '2021-S1', '24.4', '2021-08'));
    await keepPrints(api.pool, trio);
    for (const flow of ['_T', 'X', 'M']) {
      const { state, prints } = await explained(half(flow), '2021-S1');
      expect([state.flags, state.growth['GY']?.verdict]).toEqual([['infeasible-parts'], 'conflicts']);
      expect(prints.map(({ id }) => id).sort()).toEqual(trio.map(({ id }) => id).sort());
    }
  });
});

describe('GET /v1/transformations with publishedBy', () => {
  const made = async (key: string, query: string) =>
    (await api.json<Page<Transformation>>(`/v1/transformations/${key}?transform=${query}`)).items.map(
      ({ period, value }) => [period, value],
    );

  it('transforms published states: an index of two vintages', async () => {
    const index = (until: string) => made(CHINA, `index&base=2020&from=2021&publishedBy=${until}`);
    expect(await index('2021')).toEqual([]);
    expect(await index('2022-01')).toEqual([['2021', '117.1598']]);
    expect(await index('2022')).toEqual([['2021', '113.6095']]);
  });

  it('uses only prints published by that instant', async () => {
    const growth = (until: string) => made(HENAN, `year-on-year&publishedBy=${until}`);
    expect(await growth('2016')).toEqual([]);
    expect(await growth('2018')).toEqual([
      ['2017', '0.0000'],
      ['2018', '0.0000'],
    ]);
  });

  it('refuses two clocks, and is 404 for an unknown series', async () => {
    const two = await api.get(`/v1/transformations/${CHINA}?transform=year-on-year&publishedBy=2022&asOf=1`);
    expect([two.status, await two.text()]).toEqual([400, expect.stringContaining('two-clocks')]);
    const none = seriesOf({ area: 'XX' });
    expect(
      (await api.get(`/v1/transformations/${none}?transform=year-on-year&publishedBy=2022`)).status,
    ).toBe(404);
  });
});

describe('GET /v1/growth with publishedBy', () => {
  const list = (query: string) => api.json<Page<PublishedState>>(`/v1/growth?publishedBy=${query}`);
  const keys = ({ items }: Page<PublishedState>) => items.map(({ key }) => key);

  it('lists exactly the states published by that instant', async () => {
    expect(keys(await list('2015'))).toEqual([]);
    expect(keys(await list('2017'))).toEqual([`${HENAN}/2016`, `${HENAN}/2017`]);
    expect(keys(await list('2020-03&area=CN'))).toEqual([
      `${IMPORTS}/2019`,
      `${EXPORTS}/2019`,
      `${CHINA}/2018`,
      `${CHINA}/2019`,
    ]);
    const both = await list('2024-02-29&period=2021,2024-02,2024-03');
    expect(both.items.map(({ key, level: of }) => [key, (of.reported ?? of.computed)?.value])).toEqual([
      [`${CHINA}/2021`, '1920000000000'],
      [`${SHOP}/2024-02`, '11.00'],
    ]);
  });

  it('gives each state as its own address does', async () => {
    for (const state of (await list('2022-02')).items) {
      const [key = '', period = ''] = state.key.split('/');
      expect(await api.json(at(key, period, '?publishedBy=2022-02'))).toEqual(state);
    }
  });

  it('gives pages that add up to the list, and that a revision in between does not shift', async () => {
    const whole = keys(await list('2022'));
    expect(whole.length).toBeGreaterThan(6);
    for (const limit of [1, 2, 5]) {
      const joined: string[] = [];
      let next: string | null = null;
      do {
        const page: Page<PublishedState> = await list(
          `2022&limit=${String(limit)}${next === null ? '' : `&cursor=${next}`}`,
        );
        expect(page.items.length).toBeLessThanOrEqual(limit);
        joined.push(...keys(page));
        next = page.next;
        // A later publication is not in these pages, although the key has a new version.
        await keepPrints(api.pool, [
          level(HENAN, '2018', '5', '2023-01-01'),
          level(IMPORTS, '2019', '40', '2023-01-01'),
        ]);
      } while (next !== null);
      expect(joined).toEqual(whole);
    }
  });

  it('examines a limited number of keys per page: a short page may have a next one', async () => {
    const SHIPS = seriesOf({ reporter: 'SHIPS' });
    const days = Array.from({ length: 2_100 }, (_, day) =>
      new Date(Date.UTC(2001, 0, 2 + day)).toISOString().slice(0, 10),
    );
    await keepPrints(api.pool, [
      level(SHIPS, '2001-01-01', '7', '2001-01-02'),
      ...days.map((day) => level(SHIPS, day, '7', '2012')),
    ]);
    const first = await list('2001-01&reporter=SHIPS');
    expect(keys(first)).toEqual([`${SHIPS}/2001-01-01`]);
    const second = await list(`2001-01&reporter=SHIPS&cursor=${first.next ?? ''}`);
    expect(second).toEqual({ items: [], next: null });
  });

  it('looks at the keys of a page once where all states are read', async () => {
    let looks = 0;
    const db = {
      query: (...given: Parameters<Queryable['query']>) => {
        if (/as start\\n\s+from series s join growth_state/.test(JSON.stringify(given[0]))) looks += 1;
        return api.pool.query(...given);
      },
    } as Queryable;
    const filter = { reporter: ['SHIPS'] };
    const asked = { until: ALWAYS, notices: null };
    const pages: number[] = [];
    for await (const page of allPublishedStates(new Publications(db, {}, 10_000), filter, asked))
      pages.push(page.length);
    expect(pages.reduce((sum, size) => sum + size, 0)).toBe(2_101);
    expect(looks).toBe(pages.length);
  });
});

describe('GET .../vintages', () => {
  const vintages = (key: string, period: string, query = '') =>
    api.json<Page<PublishedVintage>>(at(key, period, `/vintages${query}`));
  const told = ({ prints, totals, ...state }: PublishedVintage) => [
    state.publishedBy.slice(0, 10),
    ...numbers(state),
    prints.map(({ id }) => id),
    ...(totals ? [totals] : []),
  ];
  const ids = (...some: readonly (Printed | undefined)[]) => some.map((one) => one?.id);

  it('gives the state after each publication that changed it, with the new prints', async () => {
    const { items, next } = await vintages(CHINA, '2021');
    expect(items.map(told)).toEqual([
      ['2022-01-14', '1980000000000', '15', ids(YEAR[1], YEAR[2])],
      ['2022-03-31', '1980000000000', '15', []],
      ['2022-07-24', '1920000000000', '18.6', ids(YEAR[3], YEAR[4])],
    ]);
    expect(items.map(({ publishedAt }) => publishedAt)).toEqual(['2022-01-14', '2022-03', '2022-07-24']);
    expect(next).toBeNull();
    expect(items[0]?.prints[0]).toMatchObject({
      source: '/spec',
      key: `${CHINA}/2021`,
      measure: 'level',
      comparison: null,
      publishedAt: '2022-01-14',
      document: `https://example.org/${YEAR[1]?.id ?? ''}`,
      publisher: { name: { en: 'example.org', zh: 'example.org' } },
      kind: 'official',
      chain: { en: 'General Administration of Customs of China, 14 January 2022' },
      topic: 'customs.figures',
      partition: 0,
    });
    expect(items[1]?.notices).toEqual([{ notice: 'N-1', scope: 'whole', period: 'part' }]);
  });

  it('names prints of other periods and series that the state rests on', async () => {
    expect((await vintages(CHINA, '2020')).items.map(({ prints }) => prints.map(({ key }) => key))).toEqual([
      [`${CHINA}/2020`],
      [`${CHINA}/2021`, `${CHINA}/2021`],
      [`${CHINA}/2021`, `${CHINA}/2021`],
    ]);
    const [first] = (await vintages(CHINA, '2019')).items;
    expect(first?.prints.map(({ key }) => key)).toEqual([`${IMPORTS}/2019`]);
  });

  it('equal the states of publishedBy at their instants', async () => {
    for (const [key, period] of [
      [CHINA, '2021'],
      [CHINA, '2020'],
      [CHINA, '2019'],
      [SHOP, '2024-03'],
    ] as const) {
      const { items } = await vintages(key, period);
      expect(items.length).toBeGreaterThan(0);
      for (const { prints: _, totals: __, publishedAt: ___, ...state } of items)
        expect(await api.json(at(key, period, `?publishedBy=${state.publishedBy}`))).toEqual(state);
    }
  });

  it('of sales lie at the ends of months', async () => {
    const { items } = await vintages(SHOP, '2024-03');
    expect(items.map(({ publishedBy, publishedAt, totals }) => [publishedBy, publishedAt, totals])).toEqual([
      ['2024-03-31T23:59:59.999Z', '2024-03', [`${SHOP}/2024-03`]],
    ]);
  });

  it('come in pages', async () => {
    const whole = (await vintages(CHINA, '2021')).items;
    const first = await vintages(CHINA, '2021', '?limit=2');
    const second = await vintages(CHINA, '2021', `?limit=2&cursor=${first.next ?? ''}`);
    expect([...first.items, ...second.items]).toEqual(whole);
    expect(second.next).toBeNull();
  });

  it('are 404 for a key without a state, and empty for a key whose prints are undated', async () => {
    expect((await api.get(at(CHINA, '1999', '/vintages'))).status).toBe(404);
    await keepPrints(api.pool, [level(HENAN, '2010', '1', '_U')]);
    expect(await vintages(HENAN, '2010')).toEqual({ items: [], next: null });
  });
});
