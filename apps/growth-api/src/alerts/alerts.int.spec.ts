import type { AlertState, ListedRule, Page, Problem } from '@silkgauge/contract';
import { appendRegistered, inTransaction, readOpenAlerts, type NewVersion } from '@silkgauge/read-model';
import { alertDrop, alertRule, testDatabase } from '@silkgauge/testing';
import { alert, ordered, SERIES, silence } from './alerts.fixture.ts';
import { commit, startApi, type TestApi } from '../growth-api.fixture.ts';

let api: TestApi;
/** The last sequence after each version that was appended. */
const sequences: string[] = [];

async function append(version: NewVersion): Promise<void> {
  sequences.push(String(await inTransaction(api.pool, (tx) => appendRegistered(tx, [version]))));
}

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await append(ordered(1, alertRule('one')));
  await append(ordered(2, alertRule('one', { threshold: '30' })));
  await append(ordered(1, alertRule('gone')));
  await append(ordered(2, alertDrop('gone')));
  await append(alert('one', 1, 'firing'));
  await append(alert('one', 2, 'resolved'));
  await append(alert('one', 1, 'pending', '2021'));
  await append(alert('two', 1, 'firing'));
  for (const period of ['2020-S1', '2021']) await commit(api.pool, { key: SERIES, period, value: '1' });
});
afterAll(() => api.stop());

async function get<Body>(path: string): Promise<Body> {
  const answer = await api.get(path);
  expect([path, answer.status]).toEqual([path, 200]);
  return (await answer.json()) as Body;
}

async function problem(path: string): Promise<Problem> {
  const answer = await api.get(path);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  return (await answer.json()) as Problem;
}

const keys = async (query = ''): Promise<string[]> =>
  (await get<Page<AlertState>>(`/v1/alerts${query}`)).items.map(
    ({ key, version }) => `${key.replace(SERIES, 'S')} ${String(version)}`,
  );

it('alerts are listed in order of key, each with its present version', async () => {
  expect(await keys()).toEqual(['one/S/2020-S1 2', 'one/S/2021 1', 'two/S/2020-S1 1']);
  const { items } = await get<Page<AlertState>>('/v1/alerts?limit=1');
  expect(items[0]).toMatchObject({
    ...{ key: `one/${SERIES}/2020-S1`, version: 2, sequence: sequences[5], state: 'resolved' },
    ...{ rule: 'one', threshold: '20', knownAt: '2024-01-02T00:00:00.000Z', series: { area: 'CN' } },
  });
});

it.each([
  ['?rule=two', ['two/S/2020-S1 1']],
  ['?state=firing,pending', ['one/S/2021 1', 'two/S/2020-S1 1']],
  ['?kind=growth-below', []],
  ['?area=CN&indicator=CB*', ['one/S/2020-S1 2', 'one/S/2021 1', 'two/S/2020-S1 1']],
  ['?area=US', []],
  ['?period=2021', ['one/S/2021 1']],
  ['?asOf=2024-01-01T12:00:00Z', ['one/S/2020-S1 1', 'one/S/2021 1', 'two/S/2020-S1 1']],
])('the filter %s gives %j', async (query, expected) => {
  expect(await keys(query)).toEqual(expected);
});

describe('filters of series and periods', () => {
  const selected = async (...sets: readonly object[]): Promise<string> => {
    const body = JSON.stringify({ sets });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${api.url}/v1/selections`, { method: 'POST', headers, body });
    return `selection=${((await answer.json()) as { readonly id: string }).id}`;
  };

  it.each<[string | readonly object[], readonly string[]]>([
    ['within=CN', ['one/S/2020-S1', 'one/S/2021', 'two/S/2020-S1']],
    ['within=US', []],
    ['domain=customs', ['one/S/2020-S1', 'one/S/2021', 'two/S/2020-S1']],
    ['domain=platform', []],
    ['from=2021', ['one/S/2021']],
    ['to=2020-06', ['one/S/2020-S1', 'two/S/2020-S1']],
    ['from=2020-02&to=2021', ['one/S/2021']],
    [[{ area: 'US' }, { period: '2021' }], ['one/S/2021']],
    [[{ period: '2021' }, { verdict: 'conflicts' }], ['one/S/2021']],
    [[{ verdict: 'conflicts' }], []],
  ])('%j let pass what they let pass in the log', async (given, expected) => {
    const filter = typeof given === 'string' ? given : await selected(...given);
    expect((await keys(`?${filter}`)).map((one) => one.split(' ')[0])).toEqual(expected);
    const logged = await get<Page<{ readonly data: AlertState }>>(`/v1/changes?kinds=alert&${filter}`);
    const names = logged.items.map(({ data }) => data.key.replace(SERIES, 'S'));
    expect([...new Set(names)].sort()).toEqual(expected);
  });
});

it('as of a place in the log the version of then answers', async () => {
  expect(await keys(`?asOf=${sequences[4] ?? ''}`)).toEqual(['one/S/2020-S1 1']);
  const { status, errors } = await problem('/v1/alerts?asOf=999999');
  expect([status, errors?.[0]?.rule]).toEqual([400, 'ahead-of-log']);
});

it('pages follow one another without gap or repeat', async () => {
  const all: string[] = [];
  for (let next: string | null = ''; next !== null;) {
    const query: string = next === '' ? '?limit=1' : `?limit=1&cursor=${next}`;
    const page: Page<AlertState> = await get(`/v1/alerts${query}`);
    all.push(...page.items.map(({ key }) => key));
    next = page.next;
  }
  expect(all).toHaveLength(3);
  expect(new Set(all).size).toBe(3);
});

it('the history of an alert has every version, oldest first', async () => {
  const { items } = await get<Page<AlertState>>(
    `/v1/alerts/history?key=${encodeURIComponent(`one/${SERIES}/2020-S1`)}`,
  );
  expect(items.map(({ version, state }) => [version, state])).toEqual([
    [1, 'firing'],
    [2, 'resolved'],
  ]);
  expect((await problem('/v1/alerts/history?key=none')).status).toBe(404);
  expect((await problem('/v1/alerts/history')).errors?.[0]).toMatchObject({ parameter: 'key' });
});

it('a wrong filter is refused, and the nearest is named', async () => {
  expect((await problem('/v1/alerts?state=fireing')).errors?.[0]?.fix).toContain('firing');
  expect((await problem('/v1/alerts?rule=..')).errors?.[0]?.parameter).toBe('rule');
  expect((await problem('/v1/alerts?kinds=conflict')).errors?.[0]?.fix).toContain('kind');
});

it('rules are listed as they were pushed, without those that were dropped', async () => {
  const { items } = await get<Page<ListedRule>>('/v1/rules');
  const late = { source: null, id: null, sequence: null, knownAt: null };
  expect(items).toEqual([
    { ...{ rule: '_late', version: 0, ...late }, data: { rule: '_late', kind: 'silence' } },
    {
      ...{ rule: 'one', version: 2, source: '/spec', id: 'o2', sequence: sequences[1] },
      ...{ knownAt: '2024-01-02T00:00:00.000Z', data: alertRule('one', { threshold: '30' }).data },
    },
  ]);
});

it('the rule that is always there has its place in the order of names, on whatever page', async () => {
  await append(ordered(1, alertRule('A')));
  await append(ordered(1, alertRule('B')));
  const names: string[] = [];
  for (let next: string | null = ''; next !== null;) {
    const page: Page<ListedRule> = await get(`/v1/rules?limit=1${next === '' ? '' : `&cursor=${next}`}`);
    expect(page.items).toHaveLength(1);
    names.push(...page.items.map(({ rule }) => rule));
    next = page.next;
  }
  expect(names).toEqual(['A', 'B', '_late', 'one']);
});

it('a page without script shows what is open, with numbers that lead to their reasons, and escapes texts', async () => {
  const answer = await api.get('/alerts?lang=en');
  const body = await answer.text();
  expect(body).toContain('It rose &lt;b&gt;');
  expect(body).not.toContain('<script');
  expect(body).toContain(`/v1/growth/${SERIES}/2020-S1/explain?asOf=${sequences[7] ?? ''}`);
  expect(body.indexOf('Firing')).toBeLessThan(body.indexOf('Not certain yet'));
  expect(body).not.toContain(`asOf=${sequences[5] ?? ''}"`);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await (await api.get('/alerts?lang=zh&rule=one')).text()).toContain('尚不能确定');
  expect(await (await api.get('/alerts?lang=zh&rule=none')).text()).toContain('没有未解除的预警');
});

it('the page keeps the rule in the other language, and leads to the other pages', async () => {
  const body = await (await api.get('/alerts?lang=en&rule=one')).text();
  expect(body).toContain('<a href="/alerts?rule=one&amp;lang=zh" lang="zh-Hans" hreflang="zh">');
  expect(body).toContain('<link rel="alternate" hreflang="zh" href="/alerts?rule=one&amp;lang=zh">');
  for (const path of ['/bulletins', '/alerts']) expect(body).toContain(`<a href="${path}?lang=en">`);
  // A name may have characters that are wildcards elsewhere.
  expect(await (await api.get('/alerts?lang=en&rule=o_e')).text()).toContain('No alert is open.');
  expect(await (await api.get('/bulletins?lang=zh')).text()).toContain('<a href="/alerts?lang=zh">预警</a>');
});

it('an alert of a printed sentence is listed by its rule and kind, and the page has its correction', async () => {
  const { document } = alert('_printed', 1, 'firing');
  const wrong = {
    ...(JSON.parse(document) as object),
    ...{ kind: 'printed-wrong', series: null, period: null },
    correction: (JSON.parse(document) as AlertState).sentence,
  };
  await append({ ...alert('_printed', 1, 'firing'), key: '_printed/wire', document: JSON.stringify(wrong) });
  expect(await keys('?rule=_printed')).toEqual(['_printed/wire 1']);
  expect(await keys('?kind=printed-wrong')).toEqual(['_printed/wire 1']);
  const body = await (await api.get('/alerts?lang=en&rule=_printed')).text();
  expect(body).toContain('Correction to print: It rose &lt;b&gt;');
  expect(await (await api.get('/alerts?lang=zh&rule=_printed')).text()).toContain('建议更正：');
  await append({ ...alert('_printed', 2, 'resolved'), key: '_printed/wire' });
});

it('what fires comes before what is left open, of all rules and of one', async () => {
  const open = async (rule: string | null, limit: number) =>
    (await readOpenAlerts(api.pool, rule, limit)).map(({ key }) => key.replace(SERIES, 'S'));
  expect(await open(null, 9)).toEqual(['two/S/2020-S1', 'one/S/2021']);
  expect(await open(null, 1)).toEqual(['two/S/2020-S1']);
  expect(await open('one', 9)).toEqual(['one/S/2021']);
});

it('alerts of silence are listed, found by rule and kind, and have a history and a place on the page', async () => {
  await append(silence(1, 'firing'));
  const { items } = await get<Page<AlertState>>('/v1/alerts?rule=_late');
  expect(items).toMatchObject([
    {
      ...{ key: '_late/GACC-2020-H1', kind: 'silence', release: 'GACC-2020-H1', series: null, period: null },
      ...{ said: [{ member: 'missing', period: '2020-S1' }], against: [{ member: 'at' }] },
    },
  ]);
  expect(await keys('?kind=silence')).toEqual(['_late/GACC-2020-H1 1']);
  expect(await keys('?area=CN&rule=_late')).toEqual([]);
  const history = await get<Page<AlertState>>('/v1/alerts/history?key=_late/GACC-2020-H1');
  expect(history.items.map(({ version }) => version)).toEqual([1]);
  const page = await (await api.get('/alerts?rule=_late&lang=en')).text();
  expect(page).toContain('was to publish “Trade”');
});
