import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually, testDatabase, type TestDatabase } from '@silkgauge/testing';
import { commit, keyOf, startNotifier, startSink, type Sink, type TestNotifier } from './notifier.fixture.ts';

let database: TestDatabase;
let notifier: TestNotifier;
let sink: Sink;
beforeAll(async () => {
  database = await testDatabase();
  notifier = await startNotifier(database.url);
  sink = await startSink();
});
afterAll(async () => {
  await notifier.stop();
  await sink.stop();
  await database.drop();
});

/** Samples of the notifier's own metrics, by name and labels. */
async function metrics(): Promise<ReadonlyMap<string, number>> {
  const text = await (await notifier.call('GET', '/metrics')).text();
  const lines = [...text.matchAll(/^silkgauge_webhook_(\S+) (\S+)$/gm)];
  return new Map(lines.map(([, name = '', value]) => [name, Number(value)]));
}

it('metrics have the right values after known deliveries', async () => {
  sink.consent = {};
  await notifier.subscribe({ sink: sink.url });
  sink.consent = { 'webhook-allowed-origin': '*' };
  const { id: ended } = await notifier.subscribe({ sink: sink.url });
  await notifier.call('POST', `/v1/subscriptions/${ended}/disable`);
  await notifier.subscribe({ sink: sink.url, protocolsettings: { retry: [1] } });
  const held: ServerResponse[] = [];
  // A is taken at once, B is refused twice and then parked, and C is taken last.
  sink.answer = (_request, response) => {
    const { subject } = sink.received.at(-1)!.event;
    if (subject.startsWith(keyOf('CN-C'))) held.push(response);
    else response.writeHead(subject.startsWith(keyOf('CN-B')) ? 422 : 204).end();
  };
  await commit(notifier.pool, { key: keyOf('CN-B') });
  await eventually(async () => (await metrics()).get('attempts_total{outcome="failed"}') === 1);
  await commit(notifier.pool, { key: keyOf('CN-A') }, { key: keyOf('CN-A') });
  await eventually(async () => (await metrics()).get('attempts_total{outcome="parked"}') === 1);
  await commit(notifier.pool, { key: keyOf('CN-C') });
  await eventually(() => held.length === 1);
  await pause(500);
  const waits = await metrics();
  expect(Object.fromEntries(waits)).toMatchObject({
    ...{ 'attempts_total{outcome="delivered"}': 2, 'attempts_total{outcome="failed"}': 1 },
    ...{ 'attempts_total{outcome="parked"}': 1, commit_to_delivery_seconds_count: 2, waiting: 1 },
    ...{ 'subscriptions{status="active"}': 1, 'subscriptions{status="backing-off"}': 0 },
    ...{ 'subscriptions{status="disabled"}': 1, 'subscriptions{status="pending"}': 1 },
  });
  expect(waits.get('oldest_waiting_seconds')).toBeGreaterThanOrEqual(0.5);
  expect(waits.get('commit_to_delivery_seconds_sum')).toBeLessThan(2);
  held[0]?.writeHead(204).end();
  await eventually(async () => (await metrics()).get('attempts_total{outcome="delivered"}') === 3);
  const settled = await metrics();
  expect([settled.get('waiting'), settled.get('oldest_waiting_seconds')]).toEqual([0, 0]);
  // C waited for its sink.
  expect(settled.get('commit_to_delivery_seconds_bucket{le="0.5"}')).toBe(2);
  expect(settled.get('commit_to_delivery_seconds_bucket{le="+Inf"}')).toBe(3);
});
