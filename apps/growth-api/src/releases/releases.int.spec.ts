import type { Page, Problem, ReleaseState } from '@silkgauge/contract';
import { appendRegistered } from '@silkgauge/read-model';
import { testDatabase } from '@silkgauge/testing';
import { startApi, type TestApi } from '../growth-api.fixture.ts';
import { releaseVersion } from './releases.fixture.ts';

const HOSTILE =
  '<script>"上半年跨境电商进出口总值及增长率，按贸易方式、收发货人所在地和商品类别分列的数据",\u0000\r\nBEGIN:VEVENT';

const PRESS = { name: 'Press <office>', role: 'press', from: '2020-07-14T09:00:00+08:00' };
const OPENED = { name: 'Press <office>', role: 'press', first: '2020-07-14T01:20:00.000Z', times: 2 };

let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await appendRegistered(api.pool, [
    releaseVersion('H1', 1),
    releaseVersion('H1', 2, { state: 'late', moved: 2, reason: 'A <b>holiday</b>' }),
    releaseVersion('A-UTC', 1, {
      ...{ at: '2020-07-14T02:00:00Z', zone: 'UTC', publisher: 'ZAEZ', state: 'cancelled', reason: 'gone' },
    }),
    releaseVersion('EARLY', 1, {
      ...{ at: '2020-07-14T09:59:59.5+08:00', state: 'released', missing: [] },
      ...{ access: [PRESS, { ...PRESS, name: 'Wire', role: 'agency' }], opened: [OPENED] },
    }),
    releaseVersion('LAST', 1, { at: '2020-07-15T10:00:00+08:00', title: HOSTILE }),
  ]);
});
afterAll(() => api.stop());

async function get<Body>(path: string): Promise<Body> {
  const answer = await api.get(path);
  expect([path, answer.status]).toEqual([path, 200]);
  return (await answer.json()) as Body;
}

async function problem(path: string): Promise<[number, Problem]> {
  const answer = await api.get(path);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  return [answer.status, (await answer.json()) as Problem];
}

const names = async (query = ''): Promise<string[]> =>
  (await get<Page<ReleaseState>>(`/v1/releases${query}`)).items.map(
    ({ release, version }) => `${release} ${String(version)}`,
  );

const ALL = ['EARLY 1', 'A-UTC 1', 'H1 2', 'LAST 1'];

it('releases are listed in order of instant and name, each with its present version, over pages of any size', async () => {
  expect(await names()).toEqual(ALL);
  const found: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { items, next }: Page<ReleaseState> = await get(
      `/v1/releases?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    found.push(...items.map(({ release, version }) => `${release} ${String(version)}`));
    cursor = next;
  }
  expect(found).toEqual(ALL);
});

it.each([
  ['?publisher=ZAEZ', ['A-UTC 1']],
  ['?publisher=ZAEZ,GACC&state=late,scheduled', ['H1 2', 'LAST 1']],
  ['?from=2020-07-14T02:00:00Z', ['A-UTC 1', 'H1 2', 'LAST 1']],
  ['?to=2020-07-14T02:00:00Z', ['EARLY 1', 'A-UTC 1', 'H1 2']],
  ['?state=due', []],
])('releases of %s', async (query, found) => {
  expect(await names(query)).toEqual(found);
});

it('a release is its present version, its history all of them, oldest first', async () => {
  expect(await get<ReleaseState>('/v1/releases/H1')).toMatchObject({
    ...{ release: 'H1', version: 2, state: 'late', moved: 2, knownAt: '2020-07-02T00:00:00.000Z' },
    missing: [{ period: '2020-S1' }],
  });
  const { items, next } = await get<Page<ReleaseState>>('/v1/releases/H1/history?limit=1');
  expect(items).toMatchObject([{ version: 1, state: 'scheduled' }]);
  expect(await get(`/v1/releases/H1/history?cursor=${String(next)}`)).toMatchObject({
    ...{ items: [{ version: 2, state: 'late' }], next: null },
  });
});

it.each([
  ['/v1/releases?state=over', 400, 'state'],
  ['/v1/releases?from=yesterday', 400, 'from'],
  ['/v1/releases?cursor=x', 400, 'cursor'],
  ['/v1/releases?rule=x', 400, 'rule'],
  ['/v1/releases.ics?limit=1', 400, 'limit'],
  ['/releases?lang=fr', 400, 'lang'],
])('%s is answered %i and names %s', async (path, status, parameter) => {
  const [found, { errors }] = await problem(path);
  expect([found, errors?.map((error) => 'parameter' in error && error.parameter)]).toEqual([
    status,
    [parameter],
  ]);
});

it.each(['/v1/releases/NONE', '/v1/releases/NONE/history', '/v1/releases/%00', '/v1/releases/a%00b/history'])(
  '%s is not there',
  async (path) => {
    const [status, { detail }] = await problem(path);
    expect([status, detail]).toEqual([
      404,
      'There is no release of that name. /v1/releases lists those there are.',
    ]);
  },
);

async function calendar(): Promise<{ readonly text: string; readonly events: Map<string, string[]> }> {
  const answer = await api.get('/v1/releases.ics');
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  const text = await answer.text();
  const lines = text.replaceAll('\r\n ', '').split('\r\n');
  const events = new Map<string, string[]>();
  for (let at = lines.indexOf('BEGIN:VEVENT'); at >= 0; at = lines.indexOf('BEGIN:VEVENT', at + 1)) {
    const event = lines.slice(at + 1, lines.indexOf('END:VEVENT', at));
    events.set(event.find((line) => line.startsWith('UID:')) ?? '', event);
  }
  return { text, events };
}

it('a release tells who has early access and, once it is lifted, who used it how often', async () => {
  expect(await get<ReleaseState>('/v1/releases/EARLY')).toMatchObject({
    access: [PRESS, { name: 'Wire', role: 'agency' }],
    opened: [OPENED],
  });
  expect(Object.keys(await get<ReleaseState>('/v1/releases/H1'))).not.toContain('access');
  const page = await (await api.get('/releases?lang=en')).text();
  expect(page).toContain('shown before to: Press &lt;office&gt; (press), Wire (agency); ');
  expect(page).toContain('seen before by: Press &lt;office&gt; (press); ');
  const chinese = await (await api.get('/releases?lang=zh')).text();
  expect(chinese).toContain('提前查阅：Press &lt;office&gt;（press）、Wire（agency）；');
});

it('the calendar has UID, DTSTART in UTC without an end, SEQUENCE, stamps and the local time of each release', async () => {
  const { events } = await calendar();
  expect([...events.keys()]).toEqual(
    ['EARLY', 'A-UTC', 'H1', 'LAST'].map((name) => `UID:${name}@releases.silkgauge`),
  );
  const late = events.get('UID:H1@releases.silkgauge') ?? [];
  expect(late).toEqual(
    expect.arrayContaining([
      ...['DTSTART:20200714T020000Z', 'SEQUENCE:2', 'SUMMARY:Trade'],
      ...['DTSTAMP:20200702T000000Z', 'LAST-MODIFIED:20200702T000000Z'],
      String.raw`DESCRIPTION:GACC\, 2020-07-14 10:00 Asia/Shanghai\nState: late\nReason: A <b>holiday</b>`,
    ]),
  );
  for (const event of events.values()) expect(event.join('\n')).not.toMatch(/^(DTEND|DURATION)/m);
  const ofState = [...events].map(([uid, event]) => [uid.slice(4, 9), event.includes('STATUS:CANCELLED')]);
  expect(ofState.filter(([, isCancelled]) => isCancelled)).toEqual([['A-UTC', true]]);
});

it('the calendar folds Chinese at 75 octets, and a hostile title begins no event', async () => {
  const { text, events } = await calendar();
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text).not.toContain('\u0000');
  expect(text).not.toContain('\uFFFD');
  expect(events.size).toBe(4);
  const summary = events.get('UID:LAST@releases.silkgauge')?.find((line) => line.startsWith('SUMMARY:'));
  expect(summary).toContain(
    '上半年跨境电商进出口总值及增长率，按贸易方式、收发货人所在地和商品类别分列的数据',
  );
});

it('the page shows those to come before the others, in both languages, without script', async () => {
  const answer = await api.get('/releases?lang=en');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  const page = await answer.text();
  expect(page).toContain('<h1>Releases</h1>');
  expect(page.indexOf('To come')).toBeLessThan(page.indexOf('Published or cancelled'));
  expect(page).toContain(
    'General Administration of Customs of China, <time datetime="2020-07-14T10:00:00+08:00">14 July 2020 10:00 (Asia/Shanghai)</time>: late; times moved: 2',
  );
  expect(page).toContain('missing: CN-* · Cross-border e-commerce trade, value · first half of 2020');
  expect(page).toContain('A &lt;b&gt;holiday&lt;/b&gt;');
  expect(page).not.toContain('<script');
  expect(page).toContain('href="/v1/releases/H1/history"');
  const chinese = await (await api.get('/releases?lang=zh')).text();
  expect(chinese).toContain('<h1>发布日程</h1>');
  expect(chinese).toContain('海关总署，');
  expect(chinese).toContain('2020年7月14日 10:00 (Asia/Shanghai)</time>：已延误；改期次数：2；');
});
