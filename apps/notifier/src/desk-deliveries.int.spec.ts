import type { DeliveredType } from '@silkgauge/contract';
import { eventually, testDatabase, type TestDatabase } from '@silkgauge/testing';
import {
  commit,
  commitRegistered,
  keyOf,
  startNotifier,
  startSink,
  type Sink,
  type TestNotifier,
} from './notifier.fixture.ts';

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
afterEach(() => sink.stop());

const SERIES = keyOf('CN');
const ALERT_KEY = `over/${SERIES}/2020`;
const version = (kind: 'alert' | 'bulletin' | 'release', key: string, at: number, document: object) =>
  commitRegistered(notifier.pool, { kind, key, version: at, document });
const alert = (at: number, state: string, members: object = {}) =>
  version('alert', ALERT_KEY, at, {
    ...{ rule: 'over', ruleVersion: 1, kind: 'growth-above', state, fired: 1, said: [], against: null },
    ...{ series: { area: 'CN', reporter: 'GACC' }, period: '2020' },
    ...members,
  });
const subscribe = (types: readonly DeliveredType[], members: object = {}) =>
  notifier.subscribe({ sink: sink.url, types, ...members });
const told = () =>
  sink.received.map(({ event: { type, subject, data } }) => [type.split('.')[1], subject, data.version]);

it('alerts, bulletins and releases are delivered to those who ask for these types, with what filters tell them apart by', async () => {
  await subscribe([
    'silkgauge.alert.updated.v1',
    'silkgauge.bulletin.updated.v1',
    'silkgauge.release.updated.v1',
  ]);
  await commit(notifier.pool, { key: SERIES });
  const first = await alert(1, 'firing');
  await version('bulletin', 'cbec', 1, { told: '1', kind: 'first', en: {}, zh: {} });
  await version('release', 'H1', 1, {
    publisher: 'GACC',
    title: 'Trade',
    state: 'due',
    met: [],
    missing: [],
  });
  await eventually(() => sink.received.length === 3);
  expect(told()).toEqual([
    ['alert', ALERT_KEY, 1],
    ['bulletin', 'cbec', 1],
    ['release', 'H1', 1],
  ]);
  const [one, two, three] = sink.received.map(({ event }) => event);
  expect(one).toMatchObject({
    ...{ id: String(first), source: '/silkgauge/aggregation', type: 'silkgauge.alert.updated.v1' },
    ...{ rule: 'over', kind: 'growth-above', state: 'firing', area: 'CN', period: '2020', domain: 'customs' },
    data: { key: ALERT_KEY, version: 1, sequence: String(first), knownAt: '2024-01-01T00:00:00.000Z' },
  });
  expect(two).toMatchObject({ kind: 'first', data: { bulletin: 'cbec', version: 1 } });
  expect(three).toMatchObject({ publisher: 'GACC', state: 'due', data: { release: 'H1', version: 1 } });
});

it('a filter names the rule and the state of alerts, and the codes of their series', async () => {
  const types = ['silkgauge.alert.updated.v1', 'silkgauge.growth.updated.v1'] as const;
  await subscribe(types, { filters: [{ exact: { rule: 'over', state: 'firing', area: 'CN' } }] });
  await alert(2, 'pending');
  await alert(3, 'firing', { rule: 'other' });
  await alert(4, 'firing', { series: null, period: null });
  await commit(notifier.pool, { key: SERIES });
  await alert(5, 'firing');
  await eventually(() => sink.received.length > 0);
  expect(told()).toEqual([['alert', ALERT_KEY, 5]]);
});

it('states alone are delivered unless types are named', async () => {
  await notifier.subscribe({ sink: sink.url });
  await alert(6, 'pending');
  const state = await commit(notifier.pool, { key: SERIES });
  await eventually(() => sink.received.length > 0);
  expect(sink.sequences).toEqual([state]);
});

it('a bulletin of more than 20,000 bytes is named by its address as of its place in the log', async () => {
  await subscribe(['silkgauge.bulletin.updated.v1']);
  const sequence = await version('bulletin', 'long', 1, { kind: 'first', en: { text: 'x'.repeat(20_000) } });
  await eventually(() => sink.received.length > 0);
  const { event } = sink.received[0]!;
  expect(event).toMatchObject({ kind: 'first', subject: 'long' });
  expect(event).not.toHaveProperty('data');
  expect((event as { dataref?: string }).dataref).toMatch(
    new RegExp(`/v1/bulletins/long\\?asOf=${String(sequence)}$`),
  );
});

it('a replay sends alerts once more, in order', async () => {
  const { id } = await subscribe(['silkgauge.alert.updated.v1']);
  const first = await alert(7, 'firing');
  const second = await alert(8, 'resolved');
  await eventually(() => sink.received.length === 2);
  await eventually(async () => (await notifier.get(id)).position === String(second));
  await notifier.call('POST', `/v1/subscriptions/${id}/replay`, { from: String(first - 1) });
  await eventually(() => sink.received.length === 4);
  expect(sink.received.map(({ event }) => Number(event.id))).toEqual([first, second, first, second]);
});

it('a type that is none is refused with the one that was meant', async () => {
  const answer = await notifier.call('POST', '/v1/subscriptions', {
    ...{ sink: sink.url, protocol: 'HTTP', types: ['silkgauge.alerts.updated.v1'] },
  });
  expect(answer.status).toBe(422);
  expect(JSON.stringify(await answer.json())).toContain('Write \\"silkgauge.alert.updated.v1\\".');
});
