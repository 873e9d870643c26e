import type { StateHeadline } from '@silkgauge/contract';
import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

const TOTAL = seriesOf({ flow: '_T' });
const EXPORTS = seriesOf({ flow: 'X' });
const IMPORTS = seriesOf({ flow: 'M' });
const ALONE = seriesOf({ area: 'CN-Z-ZAEZ', reporter: 'ZAEZ' });

const NOTHING = { verdict: 'unchecked', gap: null } as const;

let api: TestApi;
let before: string;
let latest: string;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  before = await commit(
    api.pool,
    { key: ALONE, period: '2020', value: '4720000000', knownAt: '2024-01-01T00:00:00Z' },
    { key: TOTAL, period: '2020', value: '300', growth: '26.2', knownAt: '2024-01-01T00:00:00Z' },
  );
  await commit(
    api.pool,
    { key: EXPORTS, period: '2020', value: '100', growth: '28.7', knownAt: '2024-01-02T00:00:00Z' },
    { key: IMPORTS, period: '2020', value: '200', growth: '24.4', knownAt: '2024-01-02T00:00:00Z' },
  );
  latest = await commit(api.pool, {
    key: ALONE,
    period: '2020',
    value: '0',
    knownAt: '2024-01-03T00:00:00Z',
    document: { level: NOTHING },
  });
});
afterAll(() => api.end());

const headline = async (key: string, query = '') =>
  (await (await api.get(`/v1/growth/${key}/2020/headline${query}`)).json()) as StateHeadline;
const sentences = ({ en }: StateHeadline) => en?.paragraphs.flatMap((one) => one.sentences) ?? [];

it('a total is told with its exports and imports, in both languages', async () => {
  const told = await headline(TOTAL);
  expect(told).toMatchObject({ key: `${TOTAL}/2020`, told: latest, refused: [] });
  expect(told.en?.headline).toMatch(/26\.2 percent/);
  expect(told.zh?.headline).toMatch(/26\.2%/);
  expect(sentences(told).map(({ say }) => say)).toEqual(['flows']);
  const numerals = sentences(told)[0]?.segments.filter(({ type }) => type === 'numeral');
  expect(numerals?.map(({ ref }) => ref?.key)).toEqual(
    expect.arrayContaining([TOTAL, EXPORTS, IMPORTS].map((key) => `${key}/2020`)),
  );
  expect(await headline(TOTAL)).toEqual(told);
});

it('a total is told alone where nothing is known of a flow, and so is a flow', async () => {
  expect(sentences(await headline(TOTAL, `?asOf=${before}`)).map(({ say }) => say)).toEqual(['figure']);
  const exports = await headline(EXPORTS);
  expect(sentences(exports).map(({ say }) => say)).toEqual(['figure']);
  expect(exports.en?.headline).toMatch(/28\.7 percent/);
});

it('is told as of a place in the log; what has no figure any more is refused with an empty headline', async () => {
  const then = await headline(ALONE, `?asOf=${before}&lang=en`);
  expect(then).not.toHaveProperty('zh');
  expect(then).toMatchObject({ told: before, refused: [] });
  expect(then.en?.headline).toMatch(/4\.720* billion yuan/);
  const now = await headline(ALONE);
  expect(now).toMatchObject({ en: { headline: '' }, zh: { headline: '' } });
  expect(now.refused).toMatchObject([{ rule: 'no-figure', keys: [`${ALONE}/2020`] }]);
});

it('is 404 for a state that nothing is known of, 400 for what no call understands', async () => {
  const statusOf = async (path: string) => (await api.get(`/v1/growth/${path}`)).status;
  expect(await statusOf(`${ALONE}/2019/headline`)).toBe(404);
  expect(await statusOf(`${ALONE}/2020/headline?lang=fr`)).toBe(400);
  expect(await statusOf(`${ALONE}/2020/headline?asOf=99`)).toBe(400);
  expect(await statusOf('nonsense/2020/headline')).toBe(400);
});
