import type { ListedBulletin, Page, Problem, ServedBulletin } from '@silkgauge/contract';
import { appendRegistered, inTransaction } from '@silkgauge/read-model';
import { bulletinDrop, bulletinPlan, testDatabase, type SpecEvent } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { writePage } from '../page/page.fixture.ts';

const ZONE = seriesOf({ area: 'CN-Z-ZAEZ', reporter: 'ZAEZ' });
const KEY = `${ZONE}/2020`;

const built = writePage({
  'index.html': '<!doctype html>',
  'assets/chinese-fonts-a1B2_-3D.css': '@font-face{}',
});
let api: TestApi;
let before: string;
let planned: string;

/** Orders so far, by name. */
const orders = new Map<string, { version: number; plans: number }>();

/** Appends an order to the log, as the aggregation does; returns its sequence. */
async function order(id: string, { type, data }: SpecEvent, day: number): Promise<string> {
  const { bulletin = '' } = data as { bulletin?: string };
  const before = orders.get(bulletin) ?? { version: 0, plans: 0 };
  const dropped = type === 'silkgauge.bulletin.dropped.v1';
  const now = { version: before.version + 1, plans: before.plans + (dropped ? 0 : 1) };
  orders.set(bulletin, now);
  const document = JSON.stringify({ source: '/spec', id, dropped, version: now.plans, data });
  const version = { kind: 'order' as const, key: `bulletin/${bulletin}`, version: now.version, document };
  const last = await inTransaction(api.pool, (tx) =>
    appendRegistered(tx, [{ ...version, knownAt: new Date(Date.UTC(2024, 0, day, 12)) }]),
  );
  return String(last);
}

const { data } = bulletinPlan('b-waits', KEY);
const waiting: SpecEvent = {
  ...bulletinPlan('b-waits', KEY),
  data: { ...(data as object), publish: { release: 'GACC-2020-H1' } },
};

beforeAll(async () => {
  api = await startApi(await testDatabase(), { pageFolder: built.folder });
  await order('o0', bulletinPlan('b-two', KEY, 'Earlier'), 1);
  before = await commit(api.pool, {
    key: ZONE,
    period: '2020',
    value: '4720000000',
    knownAt: '2024-01-03T00:00:00Z',
  });
  await order('o1', bulletinPlan('b-one', `${ZONE}/1999`), 3);
  await order('o2', bulletinPlan('b-gone', KEY), 4);
  await order('o3', bulletinDrop('b-gone'), 5);
  await order('o4', waiting, 6);
  planned = await order('o12', bulletinPlan('b-two', KEY, 'Later'), 13);
  await commit(api.pool, { key: ZONE, period: '2020', value: '4800000000', knownAt: '2024-01-20T00:00:00Z' });
});
afterAll(async () => {
  await api.end();
  built.remove();
});

const get = async <T>(path: string): Promise<T> => (await (await api.get(path)).json()) as T;
const told = (path: string) => get<ServedBulletin>(`/v1/bulletins/${path}`);
const textOf = ({ en }: ServedBulletin) => en?.paragraphs[0]?.sentences[0]?.text;

describe('GET /v1/bulletins', () => {
  it('lists the newest plan of each name in pages, newest first, and none that was dropped', async () => {
    const { items, next } = await get<Page<ListedBulletin>>('/v1/bulletins?limit=1');
    expect(items).toEqual([
      {
        ...{ bulletin: 'b-two', title: { en: 'Later', zh: '贸易' }, knownAt: '2024-01-13T12:00:00.000Z' },
        ...{ version: null, kind: null, headline: null },
        plan: { source: '/spec', id: 'o12', version: 2 },
      },
    ]);
    const rest = await get<Page<ListedBulletin>>(`/v1/bulletins?cursor=${String(next)}`);
    expect(rest.items.map(({ bulletin }) => bulletin)).toEqual(['b-one']);
    expect(rest.next).toBeNull();
  });
});

describe('GET /v1/bulletins/{bulletin}', () => {
  it('is told from what is known, in both languages, with the way back of each numeral', async () => {
    const found = await told('b-two');
    expect(textOf(found)).toMatch(/ 4\.80* billion yuan/);
    expect(found.zh?.paragraphs[0]?.sentences[0]?.text).toMatch(/48\.0+亿元/);
    expect(found).toMatchObject({ bulletin: 'b-two', told: '8', refused: [] });
    const numerals = found.en?.paragraphs[0]?.sentences[0]?.segments.filter(({ type }) => type === 'numeral');
    expect(numerals?.[0]).toMatchObject({ value: '4800000000', ref: { key: KEY, member: 'level.reported' } });
    expect(await told('b-two')).toEqual(found);
  });

  it('is told as of a sequence or an instant, by the plan of then', async () => {
    const then = await told(`b-two?asOf=${before}`);
    expect(textOf(then)).toMatch(/ 4\.720* billion yuan/);
    expect(then).toMatchObject({ told: before, plan: { id: 'o0', version: 1 } });
    const later = await told(`b-two?asOf=${planned}`);
    expect(later).toEqual({ ...then, told: planned, plan: { source: '/spec', id: 'o12', version: 2 } });
    expect(await told('b-two?asOf=2024-01-03T00:00:00Z')).toEqual(then);
    const now = await told('b-two');
    expect(await told(`b-two?asOf=${now.told}`)).toEqual(now);
    expect((await api.get('/v1/bulletins/b-two?asOf=1999-01-01T00:00:00Z')).status).toBe(404);
    expect((await api.get('/v1/bulletins/b-two?asOf=99')).status).toBe(400);
  });

  it('leaves the other language out, and says what is refused', async () => {
    const found = await told('b-one?lang=zh');
    expect(found).not.toHaveProperty('en');
    expect(found.zh?.headline).toBe('贸易');
    expect(found.refused).toMatchObject([{ id: 'one', rule: 'no-state', keys: [`${ZONE}/1999`] }]);
    expect((await api.get('/v1/bulletins/b-one?lang=fr')).status).toBe(400);
    expect((await api.get('/v1/bulletins/b-one?sort=key:asc')).status).toBe(400);
  });

  it('is written as Markdown and as text, in English unless told', async () => {
    const markdown = await api.get('/v1/bulletins/b-two.md');
    expect(markdown.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(await markdown.text()).toContain(`/v1/growth/${ZONE}/2020/explain?asOf=8`);
    const text = await api.get('/v1/bulletins/b-two.txt?lang=zh');
    expect([text.headers.get('content-type'), text.headers.get('content-language')]).toEqual([
      'text/plain; charset=utf-8',
      'zh',
    ]);
    expect(await text.text()).toMatch(/48\.0+亿元/);
  });

  it('has its plan as it was pushed', async () => {
    const { data } = bulletinPlan('b-two', KEY, 'Later');
    const knownAt = '2024-01-13T12:00:00.000Z';
    expect(await get('/v1/bulletins/b-two/plan')).toEqual({
      ...{ bulletin: 'b-two', plan: { source: '/spec', id: 'o12', version: 2 }, knownAt, data },
    });
  });

  it('is 404 for an unknown name and for one that was dropped, which it says', async () => {
    expect((await api.get('/v1/bulletins/nothing')).status).toBe(404);
    // No release is known yet, so nothing of it is served.
    for (const form of ['', '.md', '.txt', '/plan'])
      expect((await api.get(`/v1/bulletins/b-waits${form}`)).status).toBe(404);
    const gone = await api.get('/v1/bulletins/b-gone');
    expect([gone.status, ((await gone.json()) as Problem).detail]).toEqual([
      404,
      'The bulletin b-gone was dropped. /v1/bulletins lists those there are.',
    ]);
  });
});

describe('the pages', () => {
  const page = (path: string, language = 'en') =>
    fetch(api.url + path, { headers: { 'accept-language': language } });

  it('are HTML without a script, in the language that is asked for or preferred', async () => {
    const found = await page('/bulletins/b-two', 'zh-CN');
    expect(found.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(found.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'/);
    expect(found.headers.get('permissions-policy')).toContain('camera=()');
    expect([found.headers.get('vary'), found.headers.get('content-language')]).toEqual([
      expect.stringContaining('accept-language'),
      'zh',
    ]);
    const html = await found.text();
    expect(html).toContain('<html lang="zh-Hans">');
    expect(html).toContain(`<data value="4800000000" data-key="${KEY}" data-version="2"`);
    expect(html).not.toContain('<script');
    expect(await (await page('/bulletins/b-two?lang=en', 'zh')).text()).toContain('<html lang="en">');
  });

  it('bring the Chinese fonts of the live page, behind their content', async () => {
    for (const path of ['/bulletins', '/bulletins/b-two']) {
      const found = await page(path, 'zh');
      expect(found.headers.get('content-security-policy')).toContain("font-src 'self'");
      const html = await found.text();
      expect(html).toMatch(
        /<\/main>\n<link rel="stylesheet" href="\/assets\/chinese-fonts-a1B2_-3D\.css">\n<\/body>/,
      );
    }
    const style = await (await page('/bulletins/style.css')).text();
    expect(style).toContain("'Noto Sans SC Variable'");
  });

  it('list the bulletins by their titles', async () => {
    const html = await (await page('/bulletins')).text();
    expect(
      [...html.matchAll(/<li><a href="([^"]*)">([^<]*)/g)].map(([, href, title]) => [href, title]),
    ).toEqual([
      ['/bulletins/b-one?lang=en', 'Trade'],
      ['/bulletins/b-two?lang=en', 'Later'],
    ]);
    expect((await page('/bulletins/style.css')).headers.get('content-type')).toBe('text/css; charset=utf-8');
  });

  it('are not there for what is not served', async () => {
    for (const name of ['nothing', 'b-gone', 'b-waits'])
      expect((await page(`/bulletins/${name}`)).status).toBe(404);
    expect((await page('/bulletins/b-two?lang=fr')).status).toBe(400);
  });
});

describe('a bulletin with versions', () => {
  /** Appends a version, as the desk does: what is told now, and what it took back. */
  async function write(version: number, kind: string, corrections: readonly object[]): Promise<string> {
    const { en, zh, lead, digest, refused, told: from } = await told('b-two?asOf=8');
    const plan = { source: '/spec', id: 'o12', version: 2 };
    const document = JSON.stringify({ told: from, plan, kind, lead, en, zh, refused, digest, corrections });
    const knownAt = new Date(Date.UTC(2024, 1, version));
    return String(
      await appendRegistered(api.pool, [{ kind: 'bulletin', key: 'b-two', version, knownAt, document }]),
    );
  }
  const taken = {
    ...{ version: 2, at: '2024-02-02T00:00:00.000Z', id: 'one', says: null, refused: 'withdrawn' },
    said: { en: 'It was 4.', zh: '曾为4。', since: '2024-02-01T00:00:00.000Z' },
    ...{ numerals: [], because: { reason: 'withdrawn', causes: [{ source: '/spec', id: 'w1' }] } },
  };

  it('is the version that stands, and as of a place or an instant the one that stood; corrections come first', async () => {
    const first = await write(1, 'first', []);
    const second = await write(2, 'correction', [taken]);
    expect(await told('b-two')).toMatchObject({
      ...{ bulletin: 'b-two', version: 2, sequence: second, told: '8', kind: 'correction' },
      ...{ knownAt: '2024-02-02T00:00:00.000Z', corrections: [taken] },
    });
    for (const asOf of [first, '2024-02-01T12:00:00Z'])
      expect(await told(`b-two?asOf=${asOf}`)).toMatchObject({ version: 1, sequence: first, kind: 'first' });
    // Before the first version the plan is told on request.
    expect(await told('b-two?asOf=8')).toMatchObject({ version: null, sequence: null, kind: null });
    const text = await (await api.get('/v1/bulletins/b-two.txt')).text();
    expect(text.indexOf('It was 4.')).toBeGreaterThan(0);
    expect(text.indexOf('It was 4.')).toBeLessThan(text.lastIndexOf('billion yuan'));
    const html = await (await fetch(`${api.url}/bulletins/b-two?lang=en`)).text();
    expect(html).toContain('It was 4.');
    expect(html).toContain(`/v1/bulletins/b-two?asOf=${second}`);
  });
});
