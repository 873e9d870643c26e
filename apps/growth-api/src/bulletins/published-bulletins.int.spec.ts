import type { Problem, ServedBulletin, StateHeadline } from '@silkgauge/contract';
import { appendRegistered, eventKey, inTransaction, type RegisterKind } from '@silkgauge/read-model';
import { bulletinPlan, testDatabase } from '@silkgauge/testing';
import { seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { keepPrints, level, rate } from '../published/published.fixture.ts';
import { written } from './bulletins.fixture.ts';
import { OrderLog, waitsFor } from './waiting.fixture.ts';

const TOTAL = seriesOf({ flow: '_T' });
const EXPORTS = seriesOf({ flow: 'X' });
const IMPORTS = seriesOf({ flow: 'M' });
const ZONE = seriesOf({ area: 'CN-Z-ZAEZ', reporter: 'ZAEZ' });
const evidence = { document: 'https://example.org/a', quote: 'Rising.' };
const BILLION = { multiplier: '1000000000' } as const;

let api: TestApi;
let log: OrderLog;

/** Puts a version of a claim, statement or notice into the log. */
const register = (kind: RegisterKind, key: string, data: object): Promise<unknown> =>
  inTransaction(api.pool, (tx) =>
    appendRegistered(tx, [
      {
        ...{ kind, key, version: 1, knownAt: new Date('2024-05-02T00:00:00Z') },
        document: JSON.stringify({ source: '/spec', id: key, withdrawn: false, data }),
      },
    ]),
  );

beforeAll(async () => {
  api = await startApi(await testDatabase());
  log = new OrderLog(api.pool);
  await keepPrints(api.pool, [
    level(ZONE, '2020-S1', '4.72', '2020-07-16', BILLION),
    level(ZONE, '2020-S1', '4.80', '2020-09-01', { ...BILLION, status: 'revised' }),
    level(ZONE, '2020', '9', '_U', BILLION),
    rate(TOTAL, '2020-S1', '26.2', '2020-07-14'),
    rate(EXPORTS, '2020-S1', '28.7', '2020-07-15'),
    rate(IMPORTS, '2020-S1', '24.4', '2020-07-15'),
  ]);
  const plan = bulletinPlan('story', `${ZONE}/2020-S1`, 'Story');
  const event = (id: string) => ({ source: '/spec', id });
  const paragraphs = [
    [
      { id: 'zone', say: 'figure', of: `${ZONE}/2020-S1`, tell: ['level'] },
      { id: 'undated', say: 'figure', of: `${ZONE}/2020`, tell: ['level'] },
      { id: 'flows', say: 'flows', total: TOTAL, exports: EXPORTS, imports: IMPORTS, period: '2020-S1' },
      { id: 'all', say: 'each', query: { reporter: ['ZAEZ'] }, period: '2020-S1', tell: ['level'] },
      { id: 'abroad', say: 'each', query: { domain: 'customs', within: ['US'] }, period: '2020-S1' },
      { id: 'claim', say: 'claim', event: event('c1') },
      { id: 'said', say: 'opinion', event: event('s1') },
      { id: 'policy', say: 'policy', notice: 'N-1', beside: [`${ZONE}/2020-S1`] },
    ],
  ];
  await log.append('p1', { ...plan, data: { ...(plan.data as object), paragraphs } }, '2024-05-02T00:00:00Z');
  await log.append('p2', waitsFor('R', bulletinPlan('held', `${ZONE}/2020-S1`)), '2024-05-02T00:00:00Z');
  const codes = 'reporter area indicator coverage flow mode product counterpart currency'.split(' ');
  const series = Object.fromEntries(codes.map((name, at) => [name, TOTAL.split('.')[at]]));
  await register('claim', eventKey(event('c1')), {
    ...{ series, period: '2020-S1', direction: 'up', publishedAt: '2020-07-20', evidence },
  });
  await register('statement', eventKey(event('s1')), {
    ...{ speaker: 'Bai Ming', affiliation: 'CAITEC', about: { notice: 'N-1' }, quote: 'Good.', evidence },
  });
  await register('notice', 'N-1', {
    ...{ notice: 'N-1', issuer: 'GACC', title: 'On exports', announcedOn: '2020-08-01' },
    ...{ effectiveFrom: '2020-08-01', scope: {}, evidence },
  });
});
afterAll(() => api.end());

const told = (day: string) => api.json<ServedBulletin>(`/v1/bulletins/story?publishedBy=${day}`);
const sentencesOf = ({ en }: Pick<ServedBulletin, 'en'> | StateHeadline) =>
  new Map(en?.paragraphs.flatMap(({ sentences }) => sentences).map((one) => [one.id, one]));
const refusedOf = ({ refused }: ServedBulletin) =>
  Object.fromEntries(refused.map(({ id, rule }) => [id, rule]));

it('a bulletin is told from what had been published by a day, without version, place or corrections', async () => {
  const then = await told('2020-07-16');
  expect(then).toMatchObject({
    ...{ bulletin: 'story', version: null, sequence: null, told: null, knownAt: null, kind: null },
    ...{ publishedBy: '2020-07-16T23:59:59.999Z', corrections: [], plan: { id: 'p1', version: 1 } },
  });
  const zone = sentencesOf(then).get('zone');
  expect(zone?.text).toContain('4.72 billion yuan');
  expect(zone?.segments.find(({ type }) => type === 'numeral')?.ref).toMatchObject({
    ...{ key: `${ZONE}/2020-S1`, version: null, member: 'level.reported', printed: '4.72' },
  });
  expect(sentencesOf(then).get('flows')?.text).toMatch(/26\.2 percent.*28\.7.*24\.4/s);
  expect(sentencesOf(then).get(`all/${ZONE}/2020-S1`)?.text).toContain('4.72 billion yuan');
  expect(refusedOf(then)).toMatchObject({ abroad: 'no-state' });
  const later = await told('2020-09');
  expect(sentencesOf(later).get('zone')?.text).toContain('4.80 billion yuan');
  expect(await told('2020-07-16')).toEqual(then);
});

it('what was published later, or nobody knows when, is not there; a number that was revised is told as such', async () => {
  expect(refusedOf(await told('2020-07-14'))).toMatchObject({ zone: 'no-state', undated: 'no-state' });
  expect(refusedOf(await told('2020-09-01'))).toMatchObject({ undated: 'no-state' });
  const whys = async (day: string) =>
    (await told(day)).lead?.scores.find(({ id }) => id === 'zone')?.reasons.map(({ why }) => why);
  expect(await whys('2020-08-31')).not.toContain('revised');
  expect(await whys('2020-09-01')).toContain('revised');
});

it('notices count from their announcement, claims from their publication, statements always', async () => {
  const refused = async (day: string) => {
    const { claim = null, said = null, policy = null } = refusedOf(await told(day));
    return [claim, said, policy];
  };
  expect(await refused('2020-07-13')).toEqual(['no-event', null, 'no-notice']);
  expect(await refused('2020-07-20')).toEqual([null, null, 'no-notice']);
  expect(await refused('2020-08-01')).toEqual([null, null, null]);
  const claim = sentencesOf(await told('2020-07-20')).get('claim');
  expect(JSON.stringify(claim)).toContain('"supported"');
});

it('Markdown, text and page are of that day, and lead to explanations of it', async () => {
  const form = async (path: string) => (await api.get(path)).text();
  const until = encodeURIComponent('2020-07-16T23:59:59.999Z');
  const markdown = await form('/v1/bulletins/story.md?publishedBy=2020-07-16');
  expect(markdown).toContain(`/v1/growth/${ZONE}/2020-S1/explain?publishedBy=${until}`);
  expect(await form('/v1/bulletins/story.txt?publishedBy=2020-07-16')).toContain('4.72 billion yuan');
  const page = await form('/bulletins/story?lang=en&publishedBy=2020-07-16');
  expect(page).toContain(`<data value="4720000000" data-key="${ZONE}/2020-S1" data-member="level.reported">`);
  expect(page).toContain('Told from what had been published by 2020-07-16T23:59:59.999Z.');
  const [, href = ''] = /href="(\/v1\/growth\/[^"]*explain\?publishedBy=[^"]*)"/.exec(page) ?? [];
  expect((await api.get(href)).status).toBe(200);
  const [, json = ''] = /href="([^"]*)">JSON</.exec(page) ?? [];
  expect(await api.json(json)).toEqual(await told('2020-07-16'));
});

it('versions that were written change nothing of it', async () => {
  const before = await told('2020-09-01');
  await appendRegistered(api.pool, [written('story', { version: 1, kind: 'first', says: 'It is 1.' }, 1)]);
  expect(await told('2020-09-01')).toEqual(before);
  expect(await api.json('/v1/bulletins/story')).toMatchObject({ version: 1 });
});

it('both clocks at once, and what is no date, are refused; unknown and waiting names are 404', async () => {
  const refusal = async (query: string) => {
    const answer = await api.get(`/v1/bulletins/story${query}`);
    return [answer.status, ((await answer.json()) as Problem).errors?.[0]?.rule];
  };
  expect(await refusal('?publishedBy=2020-07-16&asOf=1')).toEqual([400, 'two-clocks']);
  expect(await refusal('?publishedBy=16.7.2020')).toEqual([400, 'published-by']);
  for (const name of ['none', 'held'])
    for (const form of ['', '.md', '.txt'])
      expect((await api.get(`/v1/bulletins/${name}${form}?publishedBy=2020`)).status).toBe(404);
});

it('a state has its headline by a day of publication', async () => {
  const headline = (key: string, query: string) =>
    api.json<StateHeadline>(`/v1/growth/${key}/2020-S1/headline?${query}`);
  const then = await headline(ZONE, 'publishedBy=2020-07-16&lang=en');
  expect(then).toMatchObject({ told: null, publishedBy: '2020-07-16T23:59:59.999Z', refused: [] });
  expect(then.en?.headline).toContain('4.72 billion yuan');
  expect((await headline(ZONE, 'publishedBy=2020-09-01')).en?.headline).toContain('4.80 billion yuan');
  const says = async (day: string) =>
    [...sentencesOf(await headline(TOTAL, `publishedBy=${day}`)).values()].map(({ say }) => say);
  expect([await says('2020-07-14'), await says('2020-07-15')]).toEqual([['figure'], ['flows']]);
  const statusOf = async (query: string) =>
    (await api.get(`/v1/growth/${ZONE}/2020-S1/headline?${query}`)).status;
  expect(await statusOf('publishedBy=2020-07-15')).toBe(404);
  expect(await statusOf('publishedBy=2020-07-16&asOf=1')).toBe(400);
});

it('a print that comes later and changes no state is told of its day at once', async () => {
  expect(sentencesOf(await told('2020-08-20')).get('zone')?.text).toContain('4.72 billion yuan');
  await keepPrints(api.pool, [level(ZONE, '2020-S1', '4.75', '2020-08-20', BILLION)]);
  expect(sentencesOf(await told('2020-08-20')).get('zone')?.text).toContain('4.75 billion yuan');
});

it('the page in the other language has the same clock', async () => {
  const other = async (query: string) => {
    const page = await (await api.get(`/bulletins/story?lang=en${query}`)).text();
    return /href="(\/bulletins\/story[^"]*lang=zh)"/.exec(page)?.[1];
  };
  expect(await other('&publishedBy=2020-07-16')).toContain('publishedBy=2020-07-16');
  expect(await other('')).toBe('/bulletins/story?lang=zh');
});
