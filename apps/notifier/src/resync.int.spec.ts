import { announce, appendRegistered } from '@silkgauge/read-model';
import { eventually, testDatabase, type TestDatabase } from '@silkgauge/testing';
import { commit, keyOf, startNotifier, startSink, type Sink, type TestNotifier } from './notifier.fixture.ts';

const GROWTH = 'silkgauge.growth.updated.v1';
const NOTICE = 'silkgauge.notice.updated.v1';

let database: TestDatabase;
let notifier: TestNotifier;
let sink: Sink;
beforeAll(async () => {
  database = await testDatabase();
  notifier = await startNotifier(database.url);
});
afterAll(async () => {
  await notifier.stop();
  await database.drop();
});
beforeEach(async () => {
  sink = await startSink();
});
afterEach(async () => {
  await notifier.pool.query('update change_retention set thinned_until = 0');
  const { items } = await notifier.list();
  for (const { id } of items) await notifier.call('DELETE', `/v1/subscriptions/${id}`);
  await sink.stop();
});

/** A sale's month, which has so many versions; the sequence of the last. */
const sell = (value: string) =>
  commit(notifier.pool, { key: keyOf('CN-Z'), domain: 'platform' as const, value });

async function tellNotice(key: string): Promise<number> {
  const document = JSON.stringify({ withdrawn: false, data: { notice: key } });
  const last = await appendRegistered(notifier.pool, [
    { kind: 'notice', key, version: 1, knownAt: new Date('2024-01-01T00:00:00Z'), document },
  ]);
  await announce(notifier.pool, [String(last)]);
  return Number(last);
}

/** Removes the version of a sale, as thinning does. */
async function thin(sequence: number, until: number): Promise<void> {
  await notifier.pool.query('delete from change where sequence = $1', [sequence]);
  await notifier.pool.query('update change_retention set thinned_until = $1', [until]);
}

/** What came, by id, in order. */
const ids = () => sink.received.map(({ event }) => event.id);
const stored = (id: string, position: number) =>
  eventually(async () => {
    const { position: at, waiting } = await notifier.get(id);
    return at === String(position) && waiting === 0;
  });

it('sales that are no longer kept are a resync, and then what comes after', async () => {
  const first = await sell('1');
  const thinned = await sell('2');
  const last = await sell('3');
  await thin(thinned, last);
  await notifier.subscribe({
    sink: sink.url,
    config: { from: String(first - 1) },
    filters: [{ exact: { area: 'CN-Z' } }],
  });
  const { event } = await eventually(() => sink.received[0]);
  expect(event).toMatchObject({
    ...{ type: 'silkgauge.subscription.resync.v1', id: `resync-${String(last)}` },
    data: {
      snapshot: `https://api.example.org/v1/growth?asOf=${String(last)}&area=CN-Z&limit=1000`,
      after: String(last),
    },
  });
  const next = await sell('4');
  await eventually(() => sink.received.length === 2);
  expect(sink.sequences).toEqual([next]);
});

it('a resync stands for states alone: notices, of which all are kept, come behind it', async () => {
  const first = await sell('1');
  const notice = await tellNotice('GACC-2020-75');
  const last = await sell('2');
  await thin(first, last);
  const { id } = await notifier.subscribe({
    ...{ sink: sink.url, types: [GROWTH, NOTICE] },
    config: { from: String(first - 1) },
  });
  await stored(id, last);
  expect(ids()).toEqual([`resync-${String(last)}`, String(notice)]);
});

it('a replay from where sales were thinned begins with a resync, and what is new comes behind it', async () => {
  const first = await sell('1');
  const notice = await tellNotice('GACC-2020-76');
  const thinned = await sell('2');
  const last = await sell('3');
  const { id } = await notifier.subscribe({
    ...{ sink: sink.url, types: [GROWTH, NOTICE] },
    config: { from: String(first - 1) },
  });
  await stored(id, last);
  expect(ids()).toEqual([first, notice, thinned, last].map(String));
  await thin(thinned, last);
  const replayed = await notifier.call('POST', `/v1/subscriptions/${id}/replay`, { from: String(first - 1) });
  expect(replayed.status).toBe(202);
  await eventually(() => sink.received.length === 6);
  const next = await sell('4');
  await stored(id, next);
  expect(ids().slice(4)).toEqual([`resync-${String(last)}`, String(notice), String(next)]);
});

it('a replay of what is all kept, and one delivery that is sent again, are no resync', async () => {
  const first = await sell('1');
  const second = await sell('2');
  const { id } = await notifier.subscribe({ sink: sink.url, config: { from: String(first - 1) } });
  await stored(id, second);
  await notifier.pool.query('update change_retention set thinned_until = $1', [second]);
  const path = `/v1/subscriptions/${id}`;
  await notifier.call('POST', `${path}/replay`, { from: String(first - 1) });
  await eventually(() => sink.received.length === 4);
  const again = await notifier.call('POST', `${path}/deliveries/${String(first)}/redeliver`);
  expect(again.status).toBe(202);
  await eventually(() => sink.received.length === 5);
  expect(sink.sequences).toEqual([first, second, first, second, first]);
});

it('a replay of customs alone has all its changes, however much of sales was thinned', async () => {
  const first = await commit(notifier.pool, { key: keyOf('CN'), value: '1' });
  const thinned = await sell('1');
  const last = await commit(notifier.pool, { key: keyOf('CN'), value: '2' });
  await thin(thinned, last);
  const { id } = await notifier.subscribe({
    ...{ sink: sink.url, filters: [{ exact: { domain: 'customs' } }] },
    config: { from: String(first - 1) },
  });
  await stored(id, last);
  await notifier.call('POST', `/v1/subscriptions/${id}/replay`, { from: String(first - 1) });
  await eventually(() => sink.received.length === 4);
  expect(sink.sequences).toEqual([first, last, first, last]);
});
