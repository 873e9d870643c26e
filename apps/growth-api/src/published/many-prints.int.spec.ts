import type { Explanation, Page, Problem, PublishedState, PublishedVintage } from '@silkgauge/contract';
import { longestBlock, testDatabase } from '@silkgauge/testing';
import { seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { keepPrints, level, rate, type Printed } from './published.fixture.ts';

const PRINTS = 2_000;
/** Milliseconds of processor time that no call may take at a stretch: generous, as machines differ. */
const BLOCK = 1_000;

const HOT = seriesOf({ area: 'CN' });
const MIXED = seriesOf({ area: 'JP' });
const LONG = seriesOf({ area: 'DE' });
const ONE_DAY = seriesOf({ area: 'FR' });

/** One day after another from 2000 on. */
const day = (at: number): string => new Date(Date.UTC(2000, 0, 1 + at)).toISOString().slice(0, 10);

const digits = (at: number): string => `${String(100 + (at % 700))}.${String(at)}`;

/** Prints of one figure, on days of their own. */
const printsOf = (key: string, more: (at: number) => Parameters<typeof level>[4] = () => ({})): Printed[] =>
  Array.from({ length: PRINTS }, (_, at) => level(key, '1999', digits(at), day(at), more(at)));

let api: TestApi;
let databaseUrl: string;

beforeAll(async () => {
  const database = await testDatabase();
  databaseUrl = database.url;
  api = await startApi(database);
  await keepPrints(api.pool, printsOf(HOT));
  await keepPrints(
    api.pool,
    printsOf(MIXED, (at) => ({ kind: at % 2 === 1 ? 'agency' : 'official' })),
  );
  await keepPrints(
    api.pool,
    printsOf(ONE_DAY, () => ({ publishedAt: '2020-01-01' })),
  );
  const rates = Array.from({ length: PRINTS }, (_, at) => rate(LONG, day(at), String(at % 90), '2020-01-01'));
  await keepPrints(api.pool, rates);
}, 120_000);
afterAll(() => api.end());

const CALLS: readonly (readonly [what: string, path: string])[] = [
  ...[HOT, MIXED].flatMap((key): [string, string][] => [
    [`vintages of ${key}`, `/v1/growth/${key}/1999/vintages?limit=2`],
    [`the explanation of ${key}`, `/v1/growth/${key}/1999/explain`],
    [`its explanation by publication`, `/v1/growth/${key}/1999/explain?publishedBy=2030`],
    [`its state by publication`, `/v1/growth/${key}/1999?publishedBy=2030`],
    [`its second release`, `/v1/growth/${key}?release=2`],
    [`its table by publication`, `/v1/growth.csv?publishedBy=2030&area=${key.split('.')[1] ?? ''}`],
    [`its headline by publication`, `/v1/growth/${key}/1999/headline?publishedBy=2002-01-01`],
  ]),
  [`the latest release of ${HOT}`, `/v1/growth/${HOT}?release=latest`],
  ['vintages of one day', `/v1/growth/${ONE_DAY}/1999/vintages`],
  ['the table of a long series', '/v1/growth.csv?publishedBy=2030&area=DE'],
  ['the lines of a long series', '/v1/growth.ndjson?publishedBy=2030&area=DE'],
  ['the cube of a long series', '/v1/growth.jsonstat?publishedBy=2030&area=DE'],
  [
    'SDMX of a long series',
    `/sdmx/3.0/data/dataflow/SILKGAUGE/DF_GROWTH/1.0.0/*?c%5BREF_AREA%5D=DE&publishedBy=2030`,
  ],
  ['revisions', '/v1/revisions?area=DE,CN'],
];

describe('thousands of prints', () => {
  it.each(CALLS)(
    'let others go on meanwhile: %s',
    async (_, path) => {
      const { block, found } = await longestBlock(async () => {
        const answer = await api.get(path);
        await answer.arrayBuffer();
        return answer;
      });
      expect([path, found.status]).toEqual([path, 200]);
      expect(block).toBeLessThan(BLOCK);
    },
    60_000,
  );
});

describe('the explanation of a figure with many prints', () => {
  it('lists some, counts the others, and pages on to all of them', async () => {
    const path = `/v1/growth/${HOT}/1999/explain?publishedBy=2030`;
    const first = await api.json<Explanation>(path);
    expect(first.prints).toHaveLength(501);
    expect(first.prints.filter(({ standing }) => standing === 'chosen')).toHaveLength(1);
    expect(first.morePrints?.count).toBe(PRINTS - 501);
    const found = new Set(first.prints.map(({ id }) => id));
    let pages = 1;
    for (let next = first.morePrints?.next; next !== undefined; pages += 1) {
      const page = await api.json<Explanation>(`${path}&cursor=${next}`);
      expect(page.nodes).toEqual(first.nodes);
      for (const { id } of page.prints) found.add(id);
      next = page.morePrints?.next;
    }
    expect([pages, found.size]).toEqual([4, PRINTS]);
    expect((await api.get(`${path}&cursor=x`)).status).toBe(400);
  });

  it('says so in linked data, too', async () => {
    const answer = await api.get(`/v1/growth/${HOT}/1999/explain?publishedBy=2030`, {
      accept: 'application/ld+json',
    });
    const { '@graph': graph } = (await answer.json()) as { '@graph': Record<string, unknown>[] };
    expect(graph.find((thing) => 'sg:morePrints' in thing)).toMatchObject({ 'sg:morePrints': PRINTS - 501 });
    expect(graph.length).toBeLessThan(2_000);
  });
});

describe('the vintages of a figure with many prints', () => {
  it('are the same page by page', async () => {
    const path = `/v1/growth/${HOT}/1999/vintages`;
    const whole = await api.json<Page<PublishedVintage>>(`${path}?limit=30`);
    expect(whole.items).toHaveLength(30);
    const found: PublishedVintage[] = [];
    for (let cursor = ''; found.length < 30;) {
      const page: Page<PublishedVintage> = await api.json(`${path}?limit=7${cursor}`);
      found.push(...page.items);
      cursor = `&cursor=${page.next ?? ''}`;
    }
    expect(found.slice(0, 30)).toEqual(whole.items);
  });

  it('lists some of the prints of one day, and counts the others', async () => {
    const { items, next } = await api.json<Page<PublishedVintage>>(`/v1/growth/${ONE_DAY}/1999/vintages`);
    expect(items.map(({ prints, morePrints }) => [prints.length, morePrints])).toEqual([[500, PRINTS - 500]]);
    expect(next).toBeNull();
  });
});

describe('the latest release of a figure with many prints', () => {
  it('is the last of its vintages', async () => {
    const { items } = await api.json<Page<PublishedState>>(`/v1/growth/${HOT}?release=latest`);
    expect(items).toMatchObject([{ period: '1999', publishedBy: `${day(PRINTS - 1)}T23:59:59.999Z` }]);
  });
});

describe('an answer that takes too long', () => {
  it('is refused with the rule and what to do', async () => {
    const hurried = await startApi({ url: databaseUrl, drop: () => Promise.resolve() }, { workMs: 10 });
    try {
      const refused = await hurried.get(`/v1/revisions?area=CN`);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
      expect(refused.headers.get('content-type')).toBe('application/problem+json');
      expect((await refused.json()) as Problem).toMatchObject({ errors: [{ rule: 'too-much-work' }] });
    } finally {
      await hurried.end();
    }
  });
});
