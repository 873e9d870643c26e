import type { GrowthState } from '@silkgauge/contract';
import {
  advanceRelay,
  beginIncarnation,
  inTransaction,
  lastSequence,
  liftAbove,
  markChanges,
  downsampleChanges,
  thisServer,
} from '@silkgauge/read-model';
import { eventually, SseClient, testDatabase } from '@silkgauge/testing';
import { alert, SERIES } from '../alerts/alerts.fixture.ts';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { append } from '../stream/kinds.fixture.ts';
import type { Resync } from './resync.ts';

const CUSTOMS = seriesOf({ area: 'CN' });
const SHOP = 'SHOP.GB.SALES.OWN.X._T._T.FR.GBP';
const ALL_SALES = `[{"source":"/s","id":"1","topic":"platform.sales","partition":0,"offset":"1"}]`;
const clients: SseClient[] = [];
let api: TestApi;

beforeEach(async () => {
  api = await startApi(await testDatabase(), { ringBytes: 40_000, pollEvery: 50 });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.drop();
  await api.end();
});

async function open(query: string, lastEventId?: string): Promise<SseClient> {
  const client = await SseClient.open(`${api.url}/v1/stream${query}`, lastEventId);
  clients.push(client);
  return client;
}

/** Versions of a month of sales and of a customs figure by turns; values count up from `from`. */
async function write(turns: number, from = 0, padding = ''): Promise<void> {
  for (let turn = from; turn < from + turns; turn++) {
    await commit(
      api.pool,
      { key: SHOP, period: '2024-01', value: `${String(turn)}${padding}`, domain: 'platform' },
      { key: CUSTOMS, period: '2020', value: String(turn) },
    );
  }
}

/** Thins the history of sales to the first and the last version of the hour, as after a day. */
async function thin(): Promise<void> {
  await api.pool.query(
    `update change c set document = jsonb_set(c.document::jsonb, '{change,causes}', '${ALL_SALES}')::text
     from series s where s.series_id = c.series_id and s.domain = 'platform'`,
  );
  await advanceRelay(api.pool, 'growth-updated', await lastSequence(api.pool));
  await api.pool.query('update desk_position set sequence = (select last from change_cursor)');
  await markChanges(api.pool, 0);
  const options = { keepMs: 0, reach: 10, salesTopic: 'platform.sales' };
  for (let done = false; !done;) {
    done = (await inTransaction(api.pool, (tx) => downsampleChanges(tx, options)))?.done ?? false;
  }
}

async function snapshot(address: string): Promise<GrowthState[]> {
  const states: GrowthState[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page: { items: GrowthState[]; next: string | null } = await api.json(address + more);
    states.push(...page.items);
    cursor = page.next;
  }
  return states;
}

describe('GET /v1/changes with a cursor before removed changes', () => {
  it('is 410 with the address of a snapshot, from which the log goes on without a gap', async () => {
    await write(20);
    expect((await api.get('/v1/changes?after=3')).status).toBe(200);
    await thin();
    for (const after of ['0', '3', '36']) {
      const response = await api.get(`/v1/changes?after=${after}`);
      const problem = (await response.json()) as Resync & { type: string };
      expect([response.status, response.headers.get('content-type')]).toEqual([
        410,
        'application/problem+json',
      ]);
      expect(problem).toMatchObject({
        type: 'urn:silkgauge:problem:thinned',
        cursor: after,
        wholeAfter: '37',
        after: '40',
        snapshot: '/v1/growth?asOf=40&limit=1000',
      });
    }
    await write(2, 20);
    const states = await snapshot('/v1/growth?asOf=40&limit=1000');
    expect(states.map((state) => [state.period, state.version])).toEqual([
      ['2020', 20],
      ['2024-01', 20],
    ]);
    const { items } = await api.json<{ items: GrowthState[] }>('/v1/changes?after=40');
    expect(items.map(({ sequence }) => sequence)).toEqual(['41', '42', '43', '44']);
    // A reader that has seen the last removed change misses nothing.
    const whole = await api.json<{ items: GrowthState[] }>('/v1/changes?after=37');
    expect(whole.items.map(({ sequence }) => sequence)).toEqual(['38', '39', '40', '41', '42', '43', '44']);
  });
});

describe('GET /v1/stream with a cursor before removed changes', () => {
  it('begins with one resync, and continues live after its snapshot, with the same filter', async () => {
    await write(20);
    await thin();
    const client = await open('?after=5&reporter=SHOP&area=GB,FR&from=2024-01&to=2024-02');
    const [resync] = await client.until(1);
    const told = JSON.parse(resync?.data ?? '{}') as Resync;
    expect(resync).toMatchObject({ event: 'resync', id: '40' });
    expect(told).toMatchObject({ cursor: '5', wholeAfter: '37', after: '40' });
    expect((await snapshot(told.snapshot)).map(({ key, version }) => [key, version])).toEqual([
      [`${SHOP}/2024-01`, 20],
    ]);

    await write(2, 20);
    const events = await client.until(3);
    expect(events.map(({ event, id }) => [event, id])).toEqual([
      ['resync', '40'],
      ['growth-updated', '41'],
      ['growth-updated', '43'],
    ]);
    client.drop();
    const resumed = await open('', '40');
    expect((await resumed.until(4)).map(({ id }) => id)).toEqual(['41', '42', '43', '44']);
    expect(await (await api.get('/metrics')).text()).toContain('silkgauge_stream_resyncs 1');
  });

  it('resumes a reader of customs figures from any cursor, as they are never removed', async () => {
    await write(20);
    await thin();
    const client = await open('?after=0&domain=customs');
    expect((await client.until(20)).map(({ event, id }) => `${event} ${id}`)).toEqual(
      Array.from({ length: 20 }, (_, i) => `growth-updated ${String(2 * i + 2)}`),
    );
  });

  it('gives a reader that falls behind every change up to the resync, then the snapshot', async () => {
    await write(1_000, 0, '0'.repeat(4_000));
    const client = await open('?after=0');
    await client.until(1);
    client.pause();
    await thin();
    client.resume();
    await eventually(() => client.events.some(({ event }) => event === 'resync'));
    await write(1, 1_000);
    await eventually(() => client.events.at(-1)?.id === '2002');
    const at = client.events.findIndex(({ event }) => event === 'resync');
    const before = client.events.slice(0, at).map(({ id }) => Number(id));
    expect(before).toEqual(before.map((_, i) => i + 1));
    expect(client.events.slice(at).map(({ id }) => id)).toEqual(['2000', '2001', '2002']);
    expect(JSON.parse(client.events[at]?.data ?? '{}')).toMatchObject({ cursor: String(before.length) });
  });
});

describe('a cursor of kinds without states', () => {
  it('resumes where sales were thinned, as nothing of these kinds is removed; with states it gets a resync', async () => {
    await append(api, alert('over', 1, 'firing'));
    await write(20);
    await append(api, alert('over', 2, 'resolved'));
    await commit(api.pool, { key: SERIES, period: '2020-S1', value: '1' });
    await thin();
    const client = await open('?after=0&kinds=alert,bulletin,release,notice,claim');
    expect((await client.until(2)).map(({ event, id }) => `${event} ${id}`)).toEqual([
      ...['alert-updated 1', 'alert-updated 42'],
    ]);
    expect((await api.get('/v1/changes?after=0&kinds=alert')).status).toBe(200);
    const both = await open('?after=5&kinds=state,alert&area=CN&from=2019');
    const [resync] = await both.until(1);
    const told = JSON.parse(resync?.data ?? '{}') as Resync;
    expect(resync?.event).toBe('resync');
    expect(told).toMatchObject({
      snapshot: '/v1/growth?asOf=43&area=CN&from=2019-01-01&limit=1000',
      snapshots: {
        state: '/v1/growth?asOf=43&area=CN&from=2019-01-01&limit=1000',
        alert: '/v1/alerts?asOf=43&area=CN&from=2019-01-01&limit=1000',
      },
    });
    const itemsOf = async (address = '') => (await api.json<{ items: unknown[] }>(address)).items.length;
    expect(await itemsOf(told.snapshots?.state)).toBeGreaterThan(0);
    expect(await itemsOf(told.snapshots?.alert)).toBe(1);
    expect(await itemsOf(told.snapshots?.alert?.replace('2019', '2021'))).toBe(0);
  });

  it('among changes that were lost gets one resync, with the address of each kind', async () => {
    await append(api, alert('over', 1, 'firing'));
    const hole = { after: 1n, until: 5n };
    await inTransaction(api.pool, async (tx) => {
      await liftAbove(tx, [], hole);
      await beginIncarnation(tx, {
        ...{ server: await thisServer(tx), ...hole, reason: 'a restore', actor: 'spec' },
      });
    });
    const kinds = 'kinds=alert,bulletin,release,notice,claim';
    const lists = {
      ...{ notice: '/v1/notices?limit=1000', claim: '/v1/claims?limit=1000' },
      alert: '/v1/alerts?asOf=5&limit=1000',
      ...{ bulletin: '/v1/bulletins?limit=1000', release: '/v1/releases?limit=1000' },
    };
    const client = await open(`?after=3&${kinds}`);
    const [resync] = await client.until(1);
    const told = JSON.parse(resync?.data ?? '{}') as Resync;
    expect(resync).toMatchObject({ event: 'resync', id: told.after });
    expect(told).toMatchObject({ snapshot: lists.notice, snapshots: lists });
    for (const address of Object.values(lists)) expect((await api.get(address)).status).toBe(200);
    const refused = await api.get(`/v1/changes?after=3&${kinds}`);
    expect([refused.status, await refused.json()]).toMatchObject([410, { snapshots: lists }]);
    const last = await append(api, alert('over', 2, 'resolved'));
    expect((await client.until(2)).map(({ event, id }) => `${event} ${id}`)).toEqual([
      ...[`resync ${told.after}`, `alert-updated ${last}`],
    ]);
    const alone = await open('?after=3&kinds=alert&area=CN');
    expect(JSON.parse((await alone.until(1))[0]?.data ?? '{}')).toMatchObject({
      snapshots: { alert: `/v1/alerts?asOf=${last}&area=CN&limit=1000` },
    });
  });
});

describe('GET /v1/stream with a cursor among changes that were lost', () => {
  it('begins with one resync after a recovery for every filter; a cursor before the loss resumes without a gap', async () => {
    await write(5);
    // The database was put back to 10 after publishing 11 to 20, and `npm run recover` has noted the loss.
    const { pool } = api;
    const hole = { after: 10n, until: 20n };
    await inTransaction(pool, async (tx) => {
      await liftAbove(tx, [], hole);
      const why = { reason: 'a restore', actor: 'spec' };
      await beginIncarnation(tx, { server: await thisServer(tx), ...hole, ...why });
    });
    await write(1, 5);
    for (const query of ['?after=15', '?after=20', '?after=15&domain=customs']) {
      const client = await open(query);
      const [resync] = await client.until(1);
      expect(resync).toMatchObject({ event: 'resync', id: '22' });
      const told = JSON.parse(resync?.data ?? '{}') as Resync;
      expect(told).toMatchObject({ wholeAfter: '20', after: '22' });
      expect((await snapshot(told.snapshot)).map(({ sequence }) => sequence)).toContain('22');
    }
    const byHeader = await open('', '11');
    expect((await byHeader.until(1))[0]).toMatchObject({ event: 'resync' });
    const before = await open('?after=8');
    expect((await before.until(4)).map(({ event, id }) => [event, id])).toEqual(
      ['9', '10', '21', '22'].map((id) => ['growth-updated', id]),
    );
    expect((await api.get('/v1/changes?after=15')).status).toBe(410);
  });
});
