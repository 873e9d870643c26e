import { appendRegistered, inTransaction, type NewVersion } from '@silkgauge/read-model';
import { alertRule, testDatabase } from '@silkgauge/testing';
import { parseAtomFeed } from 'feedsmith';
import { alert, ordered, SERIES, silence } from '../alerts/alerts.fixture.ts';
import { commit, startApi, type TestApi } from '../growth-api.fixture.ts';

let api: TestApi;

const append = (version: NewVersion) => inTransaction(api.pool, (tx) => appendRegistered(tx, [version]));

/** An alert of a printed sentence, which has a correction. */
const printed = (): NewVersion => {
  const { document, ...version } = alert('_printed', 1, 'firing');
  const { sentence, ...others } = JSON.parse(document) as Record<string, unknown>;
  const wrong = { ...others, sentence, kind: 'printed-wrong', series: null, period: null };
  return {
    ...{ ...version, key: '_printed/wire' },
    document: JSON.stringify({ ...wrong, correction: sentence }),
  };
};

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await append(ordered(1, alertRule('one')));
  await append(alert('one', 1, 'firing'));
  await append(alert('one', 2, 'pending', '2021'));
  await append(alert('two', 1, 'firing'));
  await append(silence(3, 'firing'));
  await append(printed());
  await append(alert('one', 4, 'resolved'));
  for (const period of ['2020-S1', '2021']) await commit(api.pool, { key: SERIES, period, value: '1' });
});
afterAll(() => api.stop());

async function feed(query = '', headers: Record<string, string> = {}) {
  const answer = await api.get(`/v1/alerts.atom${query}`, headers);
  expect([query, answer.status]).toEqual([query, 200]);
  const text = await answer.text();
  const { entries = [], ...head } = parseAtomFeed(text);
  return { answer, text, head, entries };
}

const idsOf = async (query: string): Promise<readonly string[]> =>
  (await feed(query)).entries.map(({ id = '' }) =>
    id.replace('urn:silkgauge:alert:', '').replace(SERIES, 'S'),
  );

describe('GET /v1/alerts.atom', () => {
  it('has an entry an alert, those that changed last first, with state and kind', async () => {
    const { answer, head, entries } = await feed('?lang=en');
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect(answer.headers.get('x-silkgauge-sequence')).toMatch(/^\d+$/);
    expect(
      entries.map(({ id, categories = [] }) => [
        id?.replace('urn:silkgauge:alert:', '').replace(SERIES, 'S'),
        ...categories.map(({ term }) => term),
      ]),
    ).toEqual([
      ['one/S/2020-S1', 'resolved', 'growth-above'],
      ['_printed/wire', 'firing', 'printed-wrong'],
      ['_late/GACC-2020-H1', 'firing', 'silence'],
      ['two/S/2020-S1', 'firing', 'growth-above'],
      ['one/S/2021', 'pending', 'growth-above'],
    ]);
    expect(entries[0]).toMatchObject({
      ...{ title: { value: 'It rose 26.2.' }, updated: '2024-01-04T00:00:00.000Z' },
      links: [{ href: `${api.url}/alerts?rule=one&lang=en` }],
    });
    expect(head).toMatchObject({
      id: `${api.url}/v1/alerts.atom?lang=en`,
      title: { value: 'Silkgauge: alerts' },
    });
  });

  it('tells the sentence with numbers that lead to their reasons, then the correction, as escaped HTML', async () => {
    const { text, entries } = await feed('?rule=_printed&lang=en');
    const content = entries[0]?.content;
    expect(content?.type).toBe('html');
    expect(content?.value).toContain(
      `<p>It rose &lt;b&gt;<a href="${api.url}/v1/growth/${SERIES}/2020-S1/explain?asOf=`,
    );
    expect(content?.value).toContain('<p>Correction to print: It rose &lt;b&gt;');
    expect(text).not.toContain('<b>');
    const chinese = await feed('', { 'accept-language': 'zh-CN' });
    expect(chinese.answer.headers.get('content-language')).toBe('zh');
    expect(chinese.head).toMatchObject({
      title: { value: 'Silkgauge：预警' },
      id: `${api.url}/v1/alerts.atom`,
    });
    expect(chinese.entries[0]?.categories?.[0]).toMatchObject({ term: 'resolved', label: '已解除' });
  });

  it.each([
    ['?rule=two', ['two/S/2020-S1']],
    ['?state=firing,pending&area=CN', ['two/S/2020-S1', 'one/S/2021']],
    ['?kind=silence', ['_late/GACC-2020-H1']],
    ['?from=2021', ['one/S/2021']],
    ['?area=US', []],
    ['?limit=2', ['one/S/2020-S1', '_printed/wire']],
  ])('takes the filters of /v1/alerts: %s', async (query, expected) => {
    expect(await idsOf(query)).toEqual(expected);
  });

  it('takes a saved selection, which its address names', async () => {
    const answer = await fetch(`${api.url}/v1/selections`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sets: [{ from: '2021' }, { reporter: ['NOBODY'] }] }),
    });
    const { id } = (await answer.json()) as { readonly id: string };
    expect(await idsOf(`?selection=${id}`)).toEqual(['one/S/2021']);
    const { head } = await feed(`?selection=${id}&lang=en`);
    expect(head.id).toBe(`${api.url}/v1/alerts.atom?selection=${id}&lang=en`);
  });

  it('tells its own address with its filters in one order', async () => {
    const { head } = await feed('?state=firing&rule=two&area=CN&lang=zh&limit=7');
    const address = `${api.url}/v1/alerts.atom?area=CN&limit=7&rule=two&state=firing&lang=zh`;
    expect(head.id).toBe(address);
    expect(head.links).toContainEqual(expect.objectContaining({ rel: 'self', href: address }));
  });

  it('refuses what a feed has not, and is linked from the page of alerts', async () => {
    const answer = await api.get('/v1/alerts.atom?asOf=1');
    expect(await answer.json()).toMatchObject({ status: 400, errors: [{ rule: 'unknown-parameter' }] });
    const page = await (await api.get('/alerts?lang=zh&rule=two')).text();
    const address = '/v1/alerts.atom?rule=two&amp;lang=zh';
    expect(page).toContain(`<link rel="alternate" type="application/atom+xml" href="${address}">`);
    expect(page).toContain(`<a href="${address}">订阅源（Atom）</a>`);
  });
});
