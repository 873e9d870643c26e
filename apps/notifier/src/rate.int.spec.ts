import { eventually, testDatabase, type TestDatabase } from '@silkgauge/testing';
import { commit, keyOf, startNotifier, startSink, type Sink, type TestNotifier } from './notifier.fixture.ts';

/** Requests a minute that the sinks allow: one every two seconds. */
const RATE = { 'webhook-allowed-rate': '30' };
const GAP = 2_000;
/** Milliseconds from the decision on an attempt to its start, at most. */
const LATE = 500;

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
  await sink.stop();
});

/** Milliseconds between the starts of three deliveries of keys that do not wait for each other. */
async function gapsOf(id: string): Promise<number[]> {
  await commit(notifier.pool, ...['CN-A', 'CN-B', 'CN-C'].map((area) => ({ key: keyOf(area) })));
  const starts = await eventually(async () => {
    const answer = await notifier.call('GET', `/v1/subscriptions/${id}/deliveries`);
    const { items } = (await answer.json()) as { items: { at: string }[] };
    return items.length === 3 && items.map(({ at }) => Date.parse(at)).reverse();
  });
  return starts.slice(1).map((at, index) => at - starts[index]!);
}

it('deliveries keep to the WebHook-Allowed-Rate of the answer to OPTIONS', async () => {
  sink.consent = { 'webhook-allowed-origin': '*', ...RATE };
  const { id } = await notifier.subscribe({ sink: sink.url });
  for (const gap of await gapsOf(id)) expect(gap).toBeGreaterThan(GAP - LATE);
});

it('deliveries keep to the WebHook-Allowed-Rate of a consent that is given later', async () => {
  sink.consent = {};
  const { id } = await notifier.subscribe({ sink: sink.url });
  const callback = new URL(String(sink.asked[0]?.['webhook-request-callback'])).pathname;
  expect((await notifier.call('GET', callback, undefined, RATE)).status).toBe(200);
  for (const gap of await gapsOf(id)) expect(gap).toBeGreaterThan(GAP - LATE);
});
