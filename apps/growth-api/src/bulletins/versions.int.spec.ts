import type { BulletinState, ListedBulletin, Page, Problem } from '@silkgauge/contract';
import { parseAtomFeed } from 'feedsmith';
import { appendRegistered, inTransaction, type NewVersion } from '@silkgauge/read-model';
import { bulletinDrop, bulletinPlan, testDatabase } from '@silkgauge/testing';
import { seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { ordered, TAKEN, written } from './bulletins.fixture.ts';

const KEY = `${seriesOf({ area: 'CN-Z-ZAEZ', reporter: 'ZAEZ' })}/2020`;

let api: TestApi;

const append = async (...versions: readonly NewVersion[]): Promise<string> =>
  String(await inTransaction(api.pool, (tx) => appendRegistered(tx, versions)));

const plan = (name: string, at: number): NewVersion =>
  ordered(name, 1, bulletinPlan(name, KEY, `Title of ${name}`), at);

const waits = bulletinPlan('waits', KEY);

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await append(plan('story', 1), plan('gone', 2), plan('dropped', 3));
  await append(
    ordered('waits', 1, { ...waits, data: { ...(waits.data as object), publish: { release: 'R' } } }, 4),
  );
  await append(ordered('dropped', 2, bulletinDrop('dropped'), 5));
  await append(written('story', { version: 1, kind: 'first', says: 'It is 4 & <b>.' }, 1));
  await append(
    written('gone', { version: 1, kind: 'first', says: 'It <script>rises</script> ]]> by 5.' }, 1),
  );
  await append(written('story', { version: 2, kind: 'update', says: 'It is 4 & <b>, and more.' }, 2));
  await append(
    written('story', { version: 3, kind: 'correction', says: 'It is 5.', corrections: [TAKEN] }, 3),
  );
  await append(ordered('gone', 2, bulletinDrop('gone'), 31));
  await append(written('gone', { version: 2, kind: 'withdrawal', says: null }, 4));
  await append(plan('planned', 6));
});
afterAll(() => api.stop());

const get = async <Body>(path: string): Promise<Body> => (await (await api.get(path)).json()) as Body;

async function problem(path: string): Promise<readonly [number, string | undefined]> {
  const answer = await api.get(path);
  return [answer.status, ((await answer.json()) as Problem).errors?.[0]?.rule];
}

/** All pages of a list, of so many items each. */
async function allOf<Item>(path: string, limit: number): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor = ''; ;) {
    const page: Page<Item> = await get(`${path}?limit=${String(limit)}${cursor}`);
    items.push(...page.items);
    if (page.next === null) return items;
    cursor = `&cursor=${page.next}`;
  }
}

describe('GET /v1/bulletins', () => {
  it('is newest first, with version, kind and headline; what was withdrawn stays, what waits or was never told is not there', async () => {
    const { items } = await get<Page<ListedBulletin>>('/v1/bulletins');
    expect(items.map(({ bulletin, version, kind }) => [bulletin, version, kind])).toEqual([
      ['planned', null, null],
      ['gone', 2, 'withdrawal'],
      ['story', 3, 'correction'],
    ]);
    expect(items[2]).toEqual({
      ...{ bulletin: 'story', title: { en: 'Title of story', zh: '贸易' }, version: 3, kind: 'correction' },
      ...{ headline: { en: 'It is 5.', zh: 'It is 5.。' }, knownAt: '2024-02-03T00:00:00.000Z' },
      plan: { source: '/spec', id: 'story-1', version: 1 },
    });
    expect(items[0]).toMatchObject({ headline: null, knownAt: '2024-01-06T00:00:00.000Z' });
  });

  it('has pages without gap or repeat, though a bulletin gets a version meanwhile', async () => {
    const first = await get<Page<ListedBulletin>>('/v1/bulletins?limit=1');
    await append(
      written('story', { version: 4, kind: 'update', says: 'It is 5, again.', corrections: [TAKEN] }, 5),
    );
    const rest = await get<Page<ListedBulletin>>(`/v1/bulletins?cursor=${String(first.next)}`);
    expect([...first.items, ...rest.items].map(({ bulletin, version }) => [bulletin, version])).toEqual([
      ['planned', null],
      ['gone', 2],
      ['story', 3],
    ]);
    expect((await allOf<ListedBulletin>('/v1/bulletins', 1)).map(({ bulletin }) => bulletin)).toEqual([
      ...['story', 'planned', 'gone'],
    ]);
  });

  it('refuses an unknown parameter and a cursor of another list', async () => {
    expect(await problem('/v1/bulletins?sort=key:asc')).toEqual([400, 'unknown-parameter']);
    const { next } = await get<Page<BulletinState>>('/v1/bulletins/story/history?limit=1');
    expect(await problem(`/v1/bulletins?cursor=${String(next)}`)).toEqual([400, 'cursor']);
  });
});

describe('GET /v1/bulletins/{bulletin}/history', () => {
  it('has every version, oldest first, whole and in pages', async () => {
    const versions = await allOf<BulletinState>('/v1/bulletins/story/history', 2);
    expect(versions.map(({ version, kind }) => `${String(version)} ${kind}`)).toEqual([
      ...['1 first', '2 update', '3 correction', '4 update'],
    ]);
    expect(versions.map(({ corrections }) => corrections.length)).toEqual([0, 0, 1, 1]);
    for (const one of versions) expect(await get(`/v1/bulletins/story?asOf=${one.sequence}`)).toEqual(one);
    expect((await allOf<BulletinState>('/v1/bulletins/gone/history', 9)).map(({ kind }) => kind)).toEqual([
      ...['first', 'withdrawal'],
    ]);
  });

  it('is empty before the first version, and 404 for a name that nothing is served of', async () => {
    expect(await get('/v1/bulletins/planned/history')).toEqual({ items: [], next: null });
    for (const name of ['nothing', 'dropped', 'waits', '%00', '%F0%9F%90%BC'])
      for (const form of ['', '/history', '/plan', '.md'])
        expect([name, form, (await api.get(`/v1/bulletins/${name}${form}`)).status]).toEqual([
          name,
          form,
          404,
        ]);
    expect(await problem('/v1/bulletins/story/history?asOf=1')).toEqual([400, 'unknown-parameter']);
  });
});

describe('GET /v1/bulletins.atom', () => {
  const feed = async (query = '', headers: Record<string, string> = {}) => {
    const answer = await api.get(`/v1/bulletins.atom${query}`, headers);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    const { entries = [], ...head } = parseAtomFeed(text);
    return { answer, text, head, entries };
  };

  it('has an entry a bulletin that has a version, newest first, whose id stays and whose time is that of the version', async () => {
    const { answer, entries, head } = await feed('?lang=en');
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect(answer.headers.get('content-language')).toBe('en');
    expect(entries.map(({ id, updated, categories }) => [id, updated, categories?.[0]?.term])).toEqual([
      ['urn:silkgauge:bulletin:story', '2024-02-05T00:00:00.000Z', 'update'],
      ['urn:silkgauge:bulletin:gone', '2024-02-04T00:00:00.000Z', 'withdrawal'],
    ]);
    expect(head).toMatchObject({ id: 'urn:silkgauge:bulletins:en', updated: '2024-02-05T00:00:00.000Z' });
    expect(entries[0]).toMatchObject({ links: [{ href: `${api.url}/bulletins/story?lang=en` }] });
    await append(
      written('story', { version: 5, kind: 'update', says: 'Once more.', corrections: [TAKEN] }, 6),
    );
    const [again] = (await feed('?lang=en')).entries;
    expect(again).toMatchObject({ id: 'urn:silkgauge:bulletin:story', updated: '2024-02-06T00:00:00.000Z' });
  });

  it('tells corrections first, as escaped HTML, in the language asked for or preferred', async () => {
    const { entries } = await feed('?lang=en');
    const content = entries[0]?.content;
    expect(content?.type).toBe('html');
    const html = content?.value ?? '';
    expect(html).toContain('It was 4 &amp; &lt;b&gt;.');
    expect(html.indexOf('It was 4')).toBeLessThan(html.indexOf('Once more.'));
    expect(entries[1]?.content?.value).toContain('withdrawn');
    const chinese = await feed('', { 'accept-language': 'zh-CN' });
    expect(chinese.answer.headers.get('vary')).toContain('accept-language');
    expect(chinese.entries[0]).toMatchObject({
      categories: [{ label: '更新' }],
      title: { value: 'Once more.。' },
    });
  });

  it('escapes hostile words of a bulletin in title and content', async () => {
    const says = 'It <script>rises</script> ]]> by 5.';
    await append(plan('hostile', 7), written('hostile', { version: 1, kind: 'first', says }, 7));
    const { text, entries } = await feed('?lang=en');
    expect(text).not.toContain('<script');
    expect(entries[0]?.title?.value).toBe('It &lt;script&gt;rises&lt;/script&gt; ]]&gt; by 5.');
    expect(entries[0]?.content?.value).toContain('It &lt;script&gt;rises&lt;/script&gt; ]]&gt; by 5.');
  });

  it('refuses an unknown parameter, and is linked from the page of bulletins', async () => {
    expect(await problem('/v1/bulletins.atom?limit=1')).toEqual([400, 'unknown-parameter']);
    const page = await (await fetch(`${api.url}/bulletins?lang=zh`)).text();
    expect(page).toContain(
      '<link rel="alternate" type="application/atom+xml" href="/v1/bulletins.atom?lang=zh">',
    );
    expect(page).toContain('<a href="/v1/bulletins.atom?lang=zh" type="application/atom+xml">');
  });
});
