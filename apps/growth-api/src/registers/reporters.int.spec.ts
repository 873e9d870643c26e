import type { Page, RegisteredReporter } from '@silkgauge/contract';
import { inTransaction, insertEvents, type EventRow } from '@silkgauge/read-model';
import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

const NOT_STATED = expect.stringContaining('None is stated') as string;
const DESCRIBED = 'silkgauge.reporter.described.v1';

let api: TestApi;

/** A description that was appended at noon of a January day. */
function described(
  id: string,
  day: number,
  [topic, partition, offset]: readonly [string, number, number],
  data: object,
  more: Partial<EventRow> = {},
): EventRow {
  return {
    ...{ source: '/spec', id, type: DESCRIBED, topic, partition, offset: BigInt(offset) },
    knownAt: new Date(Date.UTC(2024, 0, day, 12)),
    ...{ outcome: 'applied', rule: null, reason: null, digest: Buffer.from(id), time: null },
    data: JSON.stringify({ unknown: 'a\u0000b', ...data }),
    ...more,
  };
}

const hainan = (name: string, members: object = {}) => ({
  ...{ reporter: 'HAINAN', name: { en: name, zh: '海南' }, kind: 'government' },
  ...members,
});

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await commit(api.pool, { key: seriesOf({ reporter: 'NOBODY-KNOWS' }), period: '2020', value: '1' });
  await commit(api.pool, { key: seriesOf({ reporter: 'GACC' }), period: '2020', value: '1' });
  await inTransaction(api.pool, (tx) =>
    insertEvents(tx, [
      described('newest', 7, ['customs.figures', 1, 4], hainan('third', { url: 'https://hainan.example/' })),
      described('first', 5, ['customs.figures', 0, 9], hainan('first', { licence: 'CC BY 4.0' })),
      // At one append time the place decides: topic, partition, offset.
      described('same-time', 7, ['customs.figures', 1, 3], hainan('second')),
      described('refused', 9, ['platform.figures', 0, 0], hainan('fourth'), {
        outcome: 'rejected',
        rule: 'identity-conflict',
      }),
      described('shop', 6, ['platform.figures', 0, 1], {
        ...{ reporter: 'GACC', name: { en: 'Customs of China', zh: '中国海关' }, kind: 'customs' },
        ...{ contact: 'stat@example.org', timetable: 'Monthly' },
      }),
    ]),
  );
});
afterAll(() => api.end());

const reporters = async (query = '') =>
  (await api.json<Page<RegisteredReporter>>(`/v1/reporters?${query}`)).items;

describe('the register of reporters', () => {
  it('lists the newest description, by append time, then place, beside what the release says', async () => {
    expect(await reporters('reporter=HAIN*,GACC')).toEqual(await reporters('reporter=HAINAN,GACC'));
    expect(await reporters('reporter=HAINAN,GACC,NOBODY-KNOWS')).toEqual([
      {
        reporter: 'GACC',
        name: { en: 'Customs of China', zh: '中国海关' },
        kind: 'customs',
        ...{ url: 'http://www.customs.gov.cn/', licence: NOT_STATED, contact: 'stat@example.org' },
        ...{ timetable: 'Monthly', used: true },
        registered: {
          name: { en: 'General Administration of Customs of China', zh: '海关总署' },
          kind: 'customs',
          also: ['authors, citing GACC', 'forum report'],
          ...{ url: 'http://www.customs.gov.cn/', licence: NOT_STATED },
          contact: expect.stringContaining('service@hgtj.cn') as string,
          timetable: expect.stringContaining('Monthly') as string,
        },
        described: {
          ...{ source: '/spec', id: 'shop', topic: 'platform.figures', partition: 0, offset: '1' },
          knownAt: '2024-01-06T12:00:00.000Z',
        },
      },
      {
        ...{ reporter: 'HAINAN', name: { en: 'third', zh: '海南' }, kind: 'government' },
        ...{ url: 'https://hainan.example/', licence: null, contact: null, timetable: null },
        ...{ used: false, registered: null },
        described: {
          ...{ source: '/spec', id: 'newest', topic: 'customs.figures', partition: 1, offset: '4' },
          knownAt: '2024-01-07T12:00:00.000Z',
        },
      },
      {
        ...{ reporter: 'NOBODY-KNOWS', name: null, kind: null, url: null, licence: null, contact: null },
        ...{ timetable: null, used: true, registered: null, described: null },
      },
    ]);
  });

  it('lists all of the release, of series and of events in pages', async () => {
    const whole = await reporters('limit=1000');
    const codes = whole.map(({ reporter }) => reporter);
    expect(codes).toEqual([...codes].sort());
    expect(codes).toEqual(expect.arrayContaining(['ZAEZ', 'MOFJP', 'HAINAN', 'NOBODY-KNOWS', '_U']));
    const paged: RegisteredReporter[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page<RegisteredReporter> = await api.json(
        `/v1/reporters?limit=7${cursor && `&cursor=${cursor}`}`,
      );
      paged.push(...page.items);
      cursor = page.next;
    }
    expect(paged).toEqual(whole);
  });

  it('answers as of an instant', async () => {
    const nameAt = async (day: string) =>
      (await reporters(`reporter=HAINAN&asOf=2024-01-${day}T12:00:00Z`)).map(({ name }) => name?.en);
    expect(await nameAt('04')).toEqual([]);
    expect(await nameAt('05')).toEqual(['first']);
    expect(await nameAt('06')).toEqual(['first']);
    expect(await nameAt('07')).toEqual(['third']);
  });
});
