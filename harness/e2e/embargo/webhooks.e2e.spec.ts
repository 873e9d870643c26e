import type { Subscription } from '@silkgauge/contract';
import { lastSequence } from '@silkgauge/read-model';
import { newSecretKeys } from '@silkgauge/service';
import { figure } from '../../fixtures/events.ts';
import { startWebhookSink, type WebhookSink } from '../../observe/sink.ts';
import { eventually, startApp, type RunningApp } from '../../services/index.ts';
import {
  deskIsThrough,
  hold,
  lift,
  NEW_SERIES,
  sent,
  startEmbargoStack,
  taken,
  tellInClear,
  type EmbargoStack,
} from './held.ts';

let world: EmbargoStack;
let notifier: RunningApp;
/** One of the embargoed series alone, and one of everything. */
let sinks: readonly [ofSeries: WebhookSink, ofAll: WebhookSink];

beforeAll(async () => {
  world = await startEmbargoStack();
  notifier = await startApp('notifier', { ...world.stack.env, NOTIFIER_SECRET_KEYS: newSecretKeys() });
  sinks = [await startWebhookSink(), await startWebhookSink()];
});
afterAll(async () => {
  await notifier?.stop();
  for (const sink of sinks ?? []) await sink.stop();
  await world?.stop();
});

async function subscribe(sink: WebhookSink, members: object): Promise<string> {
  const answer = await fetch(`${notifier.url}/v1/subscriptions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sink: sink.url, protocol: 'HTTP', ...members }),
  });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as Subscription).id;
}

const standing = async (id: string) =>
  (await (await fetch(`${notifier.url}/v1/subscriptions/${id}`)).json()) as Subscription;

/** Waits until all of the log is delivered to the subscriptions. */
async function delivered(...ids: readonly string[]): Promise<void> {
  const last = await lastSequence(world.model.pool);
  for (const id of ids)
    await eventually(async () => {
      expect(await standing(id)).toMatchObject({ position: last, waiting: 0 });
      return true;
    });
}

/** What a subscription is told of itself, but for instants that move with each delivery. */
const told = async (id: string) => {
  const { position, waiting } = await standing(id);
  return { position, waiting };
};

it('a subscription to the series of an embargoed figure gets nothing before its lifting, and its change once then', async () => {
  const [ofSeries, ofAll] = sinks;
  const ids = await Promise.all([
    subscribe(ofSeries, { filters: [{ exact: { area: 'CN-HA' } }] }),
    subscribe(ofAll, {}),
  ]);
  await tellInClear(world);
  await delivered(...ids);
  const before = await Promise.all(ids.map(told));
  const had = ofAll.delivered.length;
  await hold(world);
  expect(await Promise.all(ids.map(told))).toEqual(before);
  // What comes behind it in clear arrives, and arrives alone.
  const other = figure('GACC.CN-ZJ.CBEC.PLATFORM._T._T._T._T.CNY', '2020-S1', { value: '5' });
  await taken(world.stack.customs, sent(other, 'other'));
  await eventually(() => ofAll.delivered.length > had);
  await eventually(() => deskIsThrough(world.model));
  await delivered(...ids);
  expect(ofAll.delivered.slice(had).map(({ event }) => event.data.key)).toEqual([
    'GACC.CN-ZJ.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1',
  ]);
  expect(ofSeries.delivered).toEqual([]);
  await lift(world);
  await eventually(() => ofSeries.delivered.length > 0);
  await eventually(() => deskIsThrough(world.model));
  await delivered(...ids);
  expect(ofSeries.delivered.map(({ event }) => [event.data.key, event.data.version])).toEqual([
    [`${NEW_SERIES}/2020-S1`, 1],
  ]);
  const all = ofAll.delivered.map(({ event }) => event.id as string);
  expect(all).toHaveLength(new Set(all).size);
}, 120_000);
