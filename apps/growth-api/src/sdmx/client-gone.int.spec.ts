import { createReadModel, type Queryable, type ReadModel } from '@silkgauge/read-model';
import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { Publications } from '../published/published-figures.ts';
import { NoticeBoard } from '../registers/notice-board.ts';
import { JoinedStates } from '../states/joined-states.ts';
import { STATES_AT_A_TIME } from '../table/whole-states.ts';
import { Availabilities, availableIn } from './availability.ts';
import { begin } from './first-piece.ts';
import { dataSetsIn } from './data-sets.ts';
import { Marks } from './marks.ts';
import { readRequest, type DataQuery } from '@silkgauge/sdmx';

let api: TestApi;
let reader: ReadModel;
/** Sequence before the states changed. */
let before: string;
const PERIODS = Array.from({ length: 1_200 }, (_, at) =>
  new Date(Date.UTC(2015, 0, 1 + at)).toISOString().slice(0, 10),
);

beforeAll(async () => {
  const database = await testDatabase();
  api = await startApi(database);
  reader = createReadModel(database.url, { max: 2 });
  const key = seriesOf({ area: 'CN' });
  before = await commit(api.pool, ...PERIODS.map((period) => ({ key, period, value: '1' })));
  await commit(api.pool, ...PERIODS.map((period) => ({ key, period, value: '2' })));
});
afterAll(async () => {
  await reader.close();
  await api.end();
});

/** Sources whose client goes with a statement that reads states; `read` counts these statements. */
function leaving(at: number) {
  const client = new AbortController();
  const counted = { read: 0 };
  const db = {
    query: (...given: Parameters<Queryable['query']>) => {
      if (/read-states-of|read-changes-at/.test(JSON.stringify(given[0]))) counted.read += 1;
      if (counted.read === at) client.abort();
      return reader.pool.query(...given);
    },
  } as Queryable;
  const joined = new JoinedStates(db, new NoticeBoard(db));
  const sources = { db, joined, publications: new Publications(db, {}, 10_000), marks: new Marks() };
  return { sources, client, counted };
}

function queryOf(text: string): DataQuery {
  const asked = readRequest('3.0', `/data/dataflow/SILKGAUGE/DF_GROWTH?c[WORDING]=none${text}`);
  if (asked.kind !== 'data') throw new Error(asked.kind);
  return asked.query;
}

describe('where the client has gone', () => {
  it.each(['', '&updatedAfter=', '&includeHistory=true', '&includeHistory=true&updatedAfter='])(
    'data that are looked for by %s are no longer read',
    async (text) => {
      const { sources, client, counted } = leaving(1);
      const query = queryOf(text.endsWith('=') ? text + before : text);
      const answered = { query, asOf: null, version: '1', gone: client.signal };
      await expect(begin(dataSetsIn(sources, answered))).rejects.toThrow('aborted');
      expect(counted.read).toBeLessThan(3);
    },
  );

  it('data that are read ahead are given up, too', async () => {
    const { sources, client, counted } = leaving(3);
    const answered = { query: queryOf(''), asOf: null, version: '1', gone: client.signal };
    const readAll = async () => {
      for await (const { observations } of dataSetsIn(sources, answered))
        for await (const lot of observations) expect(lot.length).toBeGreaterThan(0);
    };
    await expect(readAll()).rejects.toThrow('aborted');
    expect(counted.read).toBeLessThan(Math.ceil(PERIODS.length / STATES_AT_A_TIME));
  });

  it('what is available is no longer counted', async () => {
    const { sources, client, counted } = leaving(1);
    const asked = { ...queryOf(''), mode: 'exact' as const };
    await expect(availableIn(sources, asked, null, client.signal)).rejects.toThrow('aborted');
    expect(counted.read).toBe(1);
  });

  it('what is available is still counted for another client who asked the same', async () => {
    const { sources, client, counted } = leaving(1);
    const availabilities = new Availabilities(sources);
    const asked = { ...queryOf(''), filters: [], mode: 'exact' as const };
    const moment = { asOf: null, version: '1' };
    const [first, second] = await Promise.all([
      availabilities.read(asked, moment, client.signal),
      availabilities.read(asked, moment, new AbortController().signal),
    ]);
    expect(counted.read).toBe(Math.ceil(PERIODS.length / STATES_AT_A_TIME));
    expect(second.DF_GROWTH.counts).toEqual({ series: 1, observations: PERIODS.length });
    expect(first).toBe(second);
  });

  it('what is available is given up with its last client, and counted anew for the next one', async () => {
    const { sources, client } = leaving(1);
    const availabilities = new Availabilities(sources);
    const asked = { ...queryOf(''), filters: [], mode: 'exact' as const };
    const moment = { asOf: null, version: '1' };
    await expect(availabilities.read(asked, moment, client.signal)).rejects.toThrow('aborted');
    const { DF_GROWTH } = await availabilities.read(asked, moment, new AbortController().signal);
    expect(DF_GROWTH.counts).toEqual({ series: 1, observations: PERIODS.length });
  });
});
