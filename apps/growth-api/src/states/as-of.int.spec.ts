import { parseSeriesKey } from '@silkgauge/contract';
import {
  inTransaction,
  insertEvents,
  insertWithdrawals,
  upsertNotices,
  type EventRow,
} from '@silkgauge/read-model';
import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

interface Item {
  key?: string;
  notice?: string;
  id?: string;
  withdrawn?: boolean;
  standing?: string;
  data?: { title?: string };
}

const CHINA = seriesOf({ area: 'CN' });
const HENAN = seriesOf({ area: 'CN-HA' });
const CLAIM = 'silkgauge.claim.reported.v1';
const STATEMENT = 'silkgauge.statement.attributed.v1';

let api: TestApi;
let offset = 0;

/** An accepted event, appended at noon of a January day; its data holds a NUL, as unknown members may. */
function event(id: string, type: EventRow['type'], day: number, data: object): EventRow {
  offset += 1;
  return {
    source: '/spec',
    id,
    type,
    topic: 'policy.notices',
    partition: 0,
    offset: BigInt(offset),
    knownAt: new Date(Date.UTC(2024, 0, day, 12)),
    outcome: 'applied',
    rule: null,
    reason: null,
    digest: Buffer.from(id),
    time: null,
    data: JSON.stringify({ unknown: 'a\u0000b \\u0000', ...data }),
  };
}

beforeAll(async () => {
  api = await startApi(await testDatabase());
  const known = (day: string) => ({ period: '2020', value: '1', knownAt: `2024-01-${day}T12:00:00Z` });
  await commit(api.pool, { key: CHINA, growth: '5', ...known('05') });
  await commit(api.pool, { key: HENAN, ...known('06') });
  await commit(api.pool, { key: CHINA, growth: '-5', ...known('07') });
  const claim = (key: string) => ({
    ...{ series: parseSeriesKey(key), period: '2020', direction: 'up', publishedAt: '2021' },
    evidence: { document: 'https://example.org', quote: 'it rose' },
  });
  const notice = (title: string) => ({ notice: 'N-1', title, scope: { areas: ['CN'] } });
  await inTransaction(api.pool, async (tx) => {
    const events = await insertEvents(tx, [
      event('n1', 'silkgauge.notice.published.v1', 5, notice('first')),
      event('n2', 'silkgauge.notice.published.v1', 6, notice('second')),
      event('n3', 'silkgauge.notice.withdrawn.v1', 7, { notice: 'N-1', reason: 'x' }),
      event('c1', CLAIM, 5, claim(CHINA)),
      event('c2', CLAIM, 6, claim(HENAN)),
      event('s1', STATEMENT, 6, { about: { notice: 'N-1' } }),
      event('w1', 'silkgauge.figure.withdrawn.v1', 7, {}),
    ]);
    await upsertNotices(tx, [
      { notice: 'N-1', eventId: events[2] ?? 0n, withdrawn: true, data: JSON.stringify(notice('second')) },
    ]);
    await insertWithdrawals(tx, [{ source: '/spec', id: 'c1', eventId: events[6] ?? 0n }]);
  });
});
afterAll(() => api.end());

const noon = (day: number) => `asOf=2024-01-0${String(day)}T12:00:00Z`;
const items = async (path: string): Promise<Item[]> =>
  (await api.json<{ items: Item[] }>(`/v1/${path}`)).items;

describe('asOf', () => {
  it('of series gives the series with a state by an instant or a sequence', async () => {
    const keys = async (asOf: string) => (await items(`series?${asOf}`)).map(({ key }) => key);
    expect(await keys('asOf=2024-01-05T11:59:59.999Z')).toEqual([]);
    expect(await keys(noon(5))).toEqual([CHINA]);
    expect(await keys('asOf=1')).toEqual([CHINA]);
    expect(await keys('asOf=2')).toEqual([HENAN, CHINA]);
    expect(await keys(noon(6))).toEqual(await keys('asOf=3'));
    expect((await api.get('/v1/series?asOf=4')).status).toBe(400);
  });

  it('of notices gives the newest publication or withdrawal, with the data published by the instant', async () => {
    const told = async (query: string) =>
      (await items(`notices?${query}`)).map(({ id, withdrawn, data }) => [id, withdrawn, data?.title]);
    expect(await told('asOf=2024-01-05T11:59:59.999Z')).toEqual([]);
    expect(await told(noon(5))).toEqual([['n1', false, 'first']]);
    expect(await told(`${noon(6)}&area=CN`)).toEqual([['n2', false, 'second']]);
    expect(await told(`${noon(6)}&area=US`)).toEqual([]);
    expect(await told(noon(7))).toEqual([['n3', true, 'second']]);
    expect(await told(noon(7))).toEqual(await told(''));
  });

  it('of claims gives the claims received by the instant, judged by the growth known at it', async () => {
    const told = async (query: string) =>
      (await items(`claims?${query}`)).map(({ id, withdrawn, standing }) => [id, withdrawn, standing]);
    expect(await told(noon(5))).toEqual([['c1', false, 'supported']]);
    expect(await told(noon(6))).toEqual([
      ['c1', false, 'supported'],
      ['c2', false, 'open'],
    ]);
    expect(await told(noon(7))).toEqual([
      ['c1', true, 'contradicted'],
      ['c2', false, 'open'],
    ]);
    expect(await told('')).toEqual(await told(noon(7)));
    expect(await told(`${noon(6)}&area=CN-HA`)).toEqual([['c2', false, 'open']]);
  });

  it('of statements gives the statements received by the instant', async () => {
    expect(await items(`statements?${noon(5)}`)).toEqual([]);
    expect((await items(`statements?${noon(6)}&notice=N-1`)).map(({ id }) => id)).toEqual(['s1']);
  });

  it.each(['notices', 'claims', 'statements'])(
    'of %s takes an instant only, as they have no sequence',
    async (register) => {
      const response = await api.get(`/v1/${register}?asOf=1`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ parameter: 'asOf', rule: 'as-of' }] });
    },
  );
});
