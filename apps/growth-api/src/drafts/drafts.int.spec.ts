import { LARGEST_DRAFT, type DraftFindings, type Problem } from '@silkgauge/contract';
import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

const CHINA = seriesOf({ area: 'CN' });
const ZONE = seriesOf({ area: 'CN-Z-ZAEZ', reporter: 'ZAEZ' });
const STORES = seriesOf({ area: 'CN-HA', reporter: 'HENAN' });
const YEARLY = 'CBEC of Henan';
const TEXT =
  'Customs of China: CBEC of China was 2 yuan in 2020, up 5 percent. In Zhengzhou Airport Economy Zone it was 3 yuan.';

let api: TestApi;
beforeAll(async () => {
  api = await startApi(await testDatabase());
  await commit(api.pool, { key: CHINA, period: '2020', value: '1' }); // 1
  await commit(api.pool, { key: CHINA, period: '2020', value: '2', growth: '5' }); // 2
  await commit(api.pool, { key: ZONE, period: '2020', value: '3' }); // 3
  for (const [year, value] of ['4', '9', '8', '10'].entries())
    await commit(api.pool, { key: STORES, period: String(2020 + year), value }); // 4 to 7
});
afterAll(() => api.end());

const post = (body: string | Buffer, type = 'application/json') =>
  fetch(`${api.url}/v1/drafts/check`, { method: 'POST', body, headers: { 'content-type': type } });
async function check(request: object): Promise<DraftFindings> {
  const response = await post(JSON.stringify(request));
  expect(response.status).toBe(200);
  return (await response.json()) as DraftFindings;
}
const verdicts = ({ findings }: DraftFindings) => findings.map(({ text, verdict }) => [text, verdict]);
async function faults(body: string | Buffer, type?: string): Promise<[number, readonly string[]]> {
  const response = await post(body, type);
  const { errors = [] } = (await response.json()) as Problem;
  return [response.status, errors.map(({ parameter, rule }) => `${String(parameter)} ${String(rule)}`)];
}

describe('POST /v1/drafts/check', () => {
  it('finds the numbers of a text, and holds each against what is known', async () => {
    const found = await check({ text: TEXT });
    expect(verdicts(found)).toEqual([
      ['2 yuan', 'agrees'],
      ['5 percent', 'agrees'],
      ['3 yuan', 'agrees'],
    ]);
    expect(found).toMatchObject({ sequence: '7', lang: 'en', searched: { states: 2, left: 0 } });
    expect(found.periods).toEqual([
      {
        start: TEXT.indexOf('2020'),
        end: TEXT.indexOf('2020') + 4,
        text: '2020',
        period: '2020',
        form: 'YYYY',
      },
    ]);
    const [level] = found.findings[0]?.known ?? [];
    expect(level).toMatchObject({
      key: `${CHINA}/2020`,
      member: 'level.reported',
      version: 2,
      sequence: '2',
    });
    expect((await api.get(level?.explain ?? '')).status).toBe(200);
  });

  it('takes a text alone, and answers what no cache keeps', async () => {
    const response = await post('2020年中国跨境电商为2元。', 'text/plain; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const found = (await response.json()) as DraftFindings;
    expect([found.lang, verdicts(found)]).toEqual(['zh', [['2元', 'agrees']]]);
  });

  it('judges by what was known as of a moment, and by states of a filter alone', async () => {
    const [level] = verdicts(await check({ text: TEXT, asOf: '1' }));
    expect(level).toEqual(['2 yuan', 'conflicts']);
    expect(await check({ text: TEXT, asOf: '1' })).toMatchObject({
      sequence: '1',
      // The zone had no figure then: there was nothing to leave out.
      searched: { states: 1, left: 0 },
    });
    expect(await check({ text: TEXT, asOf: '1999-01-01T00:00:00Z' })).toMatchObject({ sequence: '0' });
    const zones = verdicts(await check({ text: TEXT, filter: { area: ['CN-Z-*'] } }));
    expect(zones.map(([, verdict]) => verdict)).toEqual(['unknown', 'unknown', 'agrees']);
    const none = verdicts(await check({ text: TEXT, filter: { reporter: ['GACC'], to: ['2019'] } }));
    expect(none.map(([, verdict]) => verdict)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('holds a record against the levels before it, as of a moment and of a filter', async () => {
    const record = async (text: string, more: object = {}) => {
      const { findings, searched } = await check({ text, ...more });
      return { finding: findings[0], searched };
    };
    const held = await record(`${YEARLY} hit a record in 2023.`);
    expect(held).toMatchObject({
      finding: { verdict: 'agrees', record: { extreme: 'highest', known: 3, since: '2020', unread: 0 } },
      searched: { states: 4, left: 0 },
    });
    expect(held.finding?.sentence).toMatchObject({
      en: expect.stringContaining('the highest of the 4 years that are known, since 2020') as string,
    });
    const broken = await record(`${YEARLY} hit a record in 2022.`);
    expect(broken.finding).toMatchObject({
      verdict: 'conflicts',
      known: [{ key: `${STORES}/2022` }, { key: `${STORES}/2021`, value: '9' }],
    });
    expect(await record(`${YEARLY} hit a record in 2022.`, { filter: { from: ['2022'] } })).toMatchObject({
      finding: { verdict: 'unknown', reason: 'record', record: { known: 0, since: null } },
      searched: { states: 1, left: 0 },
    });
    expect(await record(`${YEARLY} hit a record in 2023.`, { asOf: '4' })).toMatchObject({
      finding: { verdict: 'unknown' },
    });
  });

  it('names each fault by its place, and repeats nothing of the text', async () => {
    expect(await faults('{}')).toEqual([400, ['/text text']]);
    expect(await faults('[]')).toEqual([400, [' object']]);
    expect(
      await faults(
        JSON.stringify({
          text: 'a',
          lang: 'fr',
          asOf: 'then',
          filter: { area: ['nowhere!'], verdict: ['agrees'] },
          more: 1,
        }),
      ),
    ).toEqual([
      400,
      [
        '/more unknown-member',
        '/lang language',
        '/asOf as-of',
        '/filter/area code',
        '/filter/verdict unknown-parameter',
      ],
    ]);
    const broken = await post('{"text": "a secret');
    expect(broken.status).toBe(400);
    expect(await broken.text()).not.toContain('secret');
    expect(await faults(Buffer.from([0x61, 0xff]), 'text/plain')).toEqual([400, []]);
    expect(await faults('text', 'text/html')).toEqual([415, []]);
    expect(await faults('a'.repeat(LARGEST_DRAFT + 1), 'text/plain')).toEqual([413, []]);
    expect((await api.get('/v1/drafts/check')).status).toBe(405);
    const ahead = await post(JSON.stringify({ text: TEXT, asOf: '999' }));
    expect(ahead.status).toBe(400);
  });

  it('takes the largest text, of nothing but numbers, and still answers', async () => {
    const text = `CBEC of China in 2020: ${'2 yuan '.repeat(LARGEST_DRAFT)}`.slice(0, LARGEST_DRAFT);
    const response = await post(text, 'text/plain');
    const { findings } = (await response.json()) as DraftFindings;
    expect(findings[0]).toMatchObject({ verdict: 'agrees' });
    expect(findings.at(-1)).toMatchObject({ verdict: 'unread', reason: 'too-many' });
  });
});
