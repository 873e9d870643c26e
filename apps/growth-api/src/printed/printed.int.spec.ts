import type { ListedPrinted, Page, Problem } from '@silkgauge/contract';
import { appendRegistered, inTransaction, type NewVersion } from '@silkgauge/read-model';
import { printedSentence, sentenceDrop, testDatabase, type SpecEvent } from '@silkgauge/testing';
import { startApi, type TestApi } from '../growth-api.fixture.ts';

const KEY = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1';
const OTHER = 'GACC.CN.CBEC.PLATFORM.X._T._T._T.CNY/2020-S1';

let api: TestApi;

const day = (at: number): Date => new Date(Date.UTC(2024, 0, at));

/** An order as the aggregation keeps it. */
function ordered(version: number, { type, key = '', data }: SpecEvent): NewVersion {
  const dropped = type.endsWith('.dropped.v1');
  const document = { source: '/spec', id: `${key}-${String(version)}`, dropped, version, data };
  return { kind: 'order', key, version, knownAt: day(version), document: JSON.stringify(document) };
}

function alert(name: string, version: number, state: string): NewVersion {
  const document = JSON.stringify({ rule: '_printed', kind: 'printed-wrong', state });
  return { kind: 'alert', key: `_printed/${name}`, version, knownAt: day(version), document };
}

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await inTransaction(api.pool, (tx) =>
    appendRegistered(tx, [
      ordered(1, printedSentence('one')),
      ordered(2, printedSentence('one', { where: '<b>"page"</b> 3' })),
      ordered(1, printedSentence('gone')),
      ordered(2, sentenceDrop('gone')),
      ordered(1, printedSentence('other', { uses: [{ key: OTHER, member: 'level.reported', digits: '4' }] })),
      alert('one', 1, 'pending'),
      alert('one', 2, 'firing'),
      alert('gone', 1, 'resolved'),
    ]),
  );
});
afterAll(() => api.stop());

async function get<Body>(path: string, status = 200): Promise<Body> {
  const answer = await api.get(path);
  expect([path, answer.status]).toEqual([path, status]);
  return (await answer.json()) as Body;
}

const names = async (query = ''): Promise<string[]> =>
  (await get<Page<ListedPrinted>>(`/v1/printed${query}`)).items.map(({ printed }) => printed);

it('printed sentences are listed by name as they were pushed, with the state of their alert', async () => {
  const { items } = await get<Page<ListedPrinted>>('/v1/printed');
  expect(items).toEqual([
    {
      ...{ printed: 'one', version: 2, source: '/spec', id: 'printed/one-2', sequence: '2' },
      ...{ knownAt: day(2).toISOString(), alert: { state: 'firing', version: 2, sequence: '7' } },
      data: printedSentence('one', { where: '<b>"page"</b> 3' }).data,
    },
    expect.objectContaining({ printed: 'other', version: 1, alert: null }),
  ]);
});

it.each([
  ['?state=firing', ['one']],
  ['?state=resolved,pending', []],
  [`?key=${KEY}`, ['one']],
  ['?key=GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-01-01/P6M', ['one']],
  [`?key=${OTHER}&state=firing`, []],
  ['?limit=1', ['one']],
])('the filter %s gives %j', async (query, expected) => {
  expect(await names(query)).toEqual(expected);
});

it('pages follow one another without gap or repeat', async () => {
  const { next } = await get<Page<ListedPrinted>>('/v1/printed?limit=1');
  expect(await names(`?limit=1&cursor=${String(next)}`)).toEqual(['other']);
});

it('one is found by its name; one that was dropped, or never there, is not', async () => {
  expect(await get<ListedPrinted>('/v1/printed/other')).toMatchObject({ printed: 'other', alert: null });
  expect((await get<Problem>('/v1/printed/gone', 404)).detail).toContain('was dropped');
  for (const name of ['none', '..%2Fx', 'a%00b', "';--"])
    expect((await get<Problem>(`/v1/printed/${name}`, 404)).detail).toContain('/v1/printed lists');
});

it.each([
  ['?state=fireing', 'state', 'firing'],
  ['?key=nothing', 'key', 'series key/period'],
  ['?keys=a', 'keys', 'key'],
  ['?cursor=x', 'cursor', ''],
])('the wrong filter %s is refused', async (query, parameter, fix) => {
  const { errors } = await get<Problem>(`/v1/printed${query}`, 400);
  expect(errors?.[0]).toMatchObject({ parameter });
  expect(errors?.[0]?.fix).toContain(fix);
});
