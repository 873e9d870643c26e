import { parseSeriesKey, type Page, type RegisteredNotice } from '@silkgauge/contract';
import {
  claimPosition,
  inTransaction,
  insertEvents,
  insertWithdrawals,
  movePositions,
  type EventRow,
  upsertNotices,
} from '@silkgauge/read-model';
import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, tellNotice, type TestApi } from '../growth-api.fixture.ts';

interface Item {
  key?: string;
  notice?: string;
  id?: string;
  withdrawn?: boolean;
  data?: unknown;
  standing?: string;
  programme?: RegisteredNotice['programme'];
}

let api: TestApi;
let offset = 0n;

function event(id: string, type: string, more: Partial<EventRow> = {}): EventRow {
  offset += 1n;
  return {
    source: 'https://example.org/a b',
    id,
    type,
    topic: 'policy.notices',
    partition: 0,
    offset,
    knownAt: new Date('2024-01-01T00:00:00Z'),
    outcome: 'applied',
    rule: null,
    reason: null,
    digest: Buffer.from(id),
    time: null,
    data: `{"id": "${id}", "digits": 1.10}`,
    ...more,
  };
}

const claim = (area: string): string =>
  JSON.stringify({
    ...{ series: parseSeriesKey(seriesOf({ area })), period: '2020', direction: 'up', publishedAt: '2021' },
    evidence: { document: 'https://example.org', quote: 'it rose' },
  });

const CLAIM = 'silkgauge.claim.reported.v1';
const statementAbout = (about: object): string =>
  JSON.stringify({ speaker: 'Bai Ming', affiliation: 'CAITEC', about, quote: 'up 500 percent' });

const STATEMENT = 'silkgauge.statement.attributed.v1';

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await commit(
    api.pool,
    { key: seriesOf({ area: 'CN' }), period: '2020', value: '1' },
    { key: seriesOf({ area: 'CN-HA' }), period: '2020', value: '1' },
    { key: seriesOf({ area: 'CN', flow: 'X' }), period: '2020', value: '1' },
    { key: seriesOf({ reporter: 'SHOP', area: 'GB' }), period: '2020-01', value: '1', domain: 'platform' },
  );
  await inTransaction(api.pool, async (tx) => {
    const [published, other, withdrawal] = await insertEvents(tx, [
      event('n1', 'silkgauge.notice.published.v1'),
      event('n2', 'silkgauge.notice.published.v1'),
      event('w2', 'silkgauge.notice.withdrawn.v1'),
    ]);
    await upsertNotices(tx, [
      {
        notice: 'GACC-2020-75',
        eventId: published ?? 0n,
        withdrawn: false,
        data: '{"notice": "GACC-2020-75", "scope": {"areas": ["CN-D46"], "modes": ["9710"]}}',
      },
      {
        notice: 'GACC-2021-47',
        eventId: other ?? 0n,
        withdrawn: false,
        data: '{"notice": "GACC-2021-47", "scope": {"areas": ["CN"], "modes": ["9710", "9810"], "flow": "X"}}',
      },
    ]);
    await upsertNotices(tx, [
      { notice: 'GACC-2021-47', eventId: withdrawal ?? 0n, withdrawn: true, data: null },
    ]);
    await insertEvents(tx, [
      event('c1', CLAIM, { data: claim('CN') }),
      event('c1', CLAIM, { outcome: 'duplicate', data: null, pushedBy: 'anonymous' }),
      event('c2', CLAIM, { data: claim('CN-HA') }),
      event('c3', CLAIM, {
        outcome: 'rejected',
        rule: 'identity',
        reason: 'other content under the same identity',
      }),
      event('s1', STATEMENT),
      event('s2', STATEMENT, {
        data: statementAbout({ series: parseSeriesKey(seriesOf({ area: 'CN-HA' })) }),
      }),
      event('s3', STATEMENT, { data: statementAbout({ notice: 'GACC-2020-75' }) }),
    ]);
    const [gone] = await insertEvents(tx, [event('w1', 'silkgauge.figure.withdrawn.v1')]);
    await insertWithdrawals(tx, [{ source: 'https://example.org/a b', id: 'c2', eventId: gone ?? 0n }]);
    const { epoch } = await claimPosition(tx, 'policy.notices', 0);
    const far = { topic: 'policy.notices', partition: 0, next: 9_007_199_254_740_993n };
    await movePositions(tx, [{ ...far, epoch, expected: 0n }]);
    await claimPosition(tx, 'customs.figures', 1);
  });
});
afterAll(() => api.end());

async function readAll(path: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Page<Item> = await api.json(`${path}limit=1${cursor && `&cursor=${cursor}`}`);
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

describe('registers', () => {
  it('list series by key, filtered, in pages', async () => {
    const whole = await api.json<Page<Item>>('/v1/series');
    expect(whole.items.map((item) => item.key)).toEqual([
      seriesOf({ area: 'CN-HA' }),
      seriesOf({ area: 'CN', flow: 'X' }),
      seriesOf({ area: 'CN' }),
      seriesOf({ reporter: 'SHOP', area: 'GB' }),
    ]);
    expect(whole.items[3]).toMatchObject({
      domain: 'platform',
      series: { reporter: 'SHOP', currency: 'CNY' },
    });
    expect(await readAll('/v1/series?')).toEqual(whole.items);
    expect(await readAll('/v1/series?area=CN,GB&flow=_T&')).toEqual([whole.items[2], whole.items[3]]);
    expect(await readAll('/v1/series?domain=platform&')).toEqual([whole.items[3]]);
  });

  it('list notices as published, withdrawn notices marked', async () => {
    const notices = await readAll('/v1/notices?');
    expect(notices).toMatchObject([
      { notice: 'GACC-2020-75', id: 'n1', withdrawn: false, data: { notice: 'GACC-2020-75' } },
      { notice: 'GACC-2021-47', id: 'w2', withdrawn: true, data: { notice: 'GACC-2021-47' } },
    ]);
  });

  it('list each accepted claim and statement once, with the data as delivered', async () => {
    expect(await readAll('/v1/claims?')).toMatchObject([
      {
        id: 'c1',
        withdrawn: false,
        topic: 'policy.notices',
        partition: 0,
        knownAt: '2024-01-01T00:00:00.000Z',
      },
      { id: 'c2', withdrawn: true },
    ]);
    expect((await readAll('/v1/statements?')).map((item) => item.id)).toEqual(['s1', 's2', 's3']);
    expect((await readAll('/v1/claims?')).map((item) => item.standing)).toEqual(['open', 'open']);
    expect(await (await api.get('/v1/statements')).text()).toContain('"data":{"id": "s1", "digits": 1.10}');
  });
});

describe('filters of registers', () => {
  const names = async (path: string) => (await readAll(path)).map((item) => item.notice ?? item.id);

  it('keep claims by series, statements by series or notice', async () => {
    expect(await names('/v1/claims?area=CN-HA&')).toEqual(['c2']);
    expect(await names('/v1/claims?area=CN,CN-HA&reporter=GACC&')).toEqual(['c1', 'c2']);
    expect(await names('/v1/claims?reporter=MOFCOM&')).toEqual([]);
    expect(await names('/v1/claims?area=CN-*&mode=_T&')).toEqual(['c2']);
    expect(await names('/v1/claims?area=CN*,US&reporter=GA*&')).toEqual(['c1', 'c2']);
    expect(await names('/v1/claims?reporter=_ACC,_*&')).toEqual([]);
    expect(await names('/v1/statements?area=CN-*&')).toEqual(['s2']);
    expect(await names('/v1/statements?area=CN-HA&')).toEqual(['s2']);
    expect(await names('/v1/statements?notice=GACC-2020-75&')).toEqual(['s3']);
  });

  it('keep notices whose scope overlaps the filter', async () => {
    const [first, second] = ['GACC-2020-75', 'GACC-2021-47'];
    expect(await names('/v1/notices?area=CN-HA&')).toEqual([first, second]);
    expect(await names('/v1/notices?area=CN-D04&')).toEqual([second]);
    expect(await names('/v1/notices?area=US&')).toEqual([]);
    expect(await names('/v1/notices?mode=9810&')).toEqual([second]);
    expect(await names('/v1/notices?flow=M&')).toEqual([first]);
    expect(await names('/v1/notices?area=CN-D04,CN-Z-ZAEZ&mode=9710&')).toEqual([first, second]);
    expect(await names(`/v1/notices?notice=${second}&`)).toEqual([second]);
  });
});

describe('outcomes', () => {
  const outcomes = (source: string, id: string) =>
    api.json(`/v1/outcomes?source=${encodeURIComponent(source)}&id=${encodeURIComponent(id)}`);

  it('give the outcome of each delivery of an event', async () => {
    const place = { topic: 'policy.notices', partition: 0 };
    expect(await outcomes('https://example.org/a b', 'c1')).toEqual({
      outcomes: [
        { outcome: 'applied', ...place, offset: '4', by: 'direct' },
        { outcome: 'duplicate', ...place, offset: '5', by: 'anonymous' },
      ],
    });
    expect(await outcomes('https://example.org/a b', 'c3')).toEqual({
      outcomes: [
        {
          outcome: 'rejected',
          rule: 'identity',
          reason: 'other content under the same identity',
          ...place,
          offset: '7',
          by: 'direct',
        },
      ],
    });
  });

  it('are empty while the event is unknown', async () => {
    expect(await outcomes('https://example.org/a b', 'nobody')).toEqual({ outcomes: [] });
  });

  it('need source and id', async () => {
    const response = await api.get('/v1/outcomes?source=x');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ parameter: 'id', rule: 'missing' }] });
  });
});

describe('positions', () => {
  it('give the next offset of each partition as a string of digits', async () => {
    expect(await api.json('/v1/positions')).toEqual({
      positions: [
        { topic: 'customs.figures', partition: 1, next: '0' },
        { topic: 'policy.notices', partition: 0, next: '9007199254740993' },
      ],
    });
  });
});

// Last, because its notices have every scope.
describe('programmes of notices', () => {
  const published = async (notice: string, before?: string, withdrawn = false): Promise<void> => {
    const data = {
      ...{ notice, ...(before !== undefined && { extends: before }), scope: {}, effectiveFrom: '2020-07-01' },
      announcedOn: '2020-06-12',
    };
    await inTransaction(api.pool, async (tx) => {
      const [eventId = 0n] = await insertEvents(tx, [event(`of ${notice}`, 'silkgauge.notice.published.v1')]);
      await upsertNotices(tx, [{ notice, eventId, withdrawn, data: JSON.stringify(data) }]);
    });
    await tellNotice(api.pool, data, { withdrawn });
  };
  const programmes = async (query: string) =>
    (await readAll(`/v1/notices?${query}`)).map(({ notice = '', programme }) => [notice, programme]);

  it('are told of each notice, and found by any of their notices, in whatever order they came', async () => {
    await published('P-3', 'P-2');
    await published('P-2', 'P-1', true);
    const before = { root: 'P-1', waves: 1, circle: false };
    expect(await programmes('programme=P-3&')).toEqual([
      ['P-2', before],
      ['P-3', before],
    ]);
    await published('P-1');
    for (const any of ['P-1', 'P-2', 'P-3'])
      expect(await programmes(`programme=${any}&`)).toEqual(
        ['P-1', 'P-2', 'P-3'].map((notice) => [notice, { root: 'P-1', waves: 2, circle: false }]),
      );
  });

  it('that run in a circle are cut at one notice, and say so', async () => {
    await published('C-2', 'C-1');
    await published('C-1', 'C-2');
    const circle = { root: 'C-1', waves: 2, circle: true };
    expect(await programmes('programme=C-2&')).toEqual([
      ['C-1', circle],
      ['C-2', circle],
    ]);
  });
});
