import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createReadModel, lastSequence, type ReadModel } from '@silkgauge/read-model';
import { newSecretKeys } from '@silkgauge/service';
import { freePort, startApp, startPostgres, testDatabase, type RunningApp } from '../../services/index.ts';
import type { Percentiles } from '../measure/percentiles.ts';
import { costOf } from '../measure/process-cost.ts';
import { storeSubscriptions } from '../workload/subscriptions.ts';
import { areaOf, StateLog } from '../workload/state-log.ts';

export interface WebhooksResult {
  /** Deliveries of a backlog to one sink. */
  readonly deliveries: number;
  readonly perSecond: number;
  /** Changes a second, of each of which one subscription is told. */
  readonly rate: number;
  readonly subscriptions: number;
  /** From before the commit to the arrival. */
  readonly alone: Percentiles;
  /** The same beside sinks that take every change and never answer. */
  readonly besideSilent: Percentiles;
  readonly silent: number;
  readonly burden: BurdenResult;
}

/** A notifier that starts with many subscriptions, some of whose sinks are down, behind a long backlog. */
export interface BurdenResult {
  readonly changes: number;
  readonly subscriptions: number;
  readonly down: number;
  readonly secondsToStart: number;
  /** Deliveries a second, and peak memory in bytes, of the first `seconds`. */
  readonly perSecond: number;
  readonly peakRss: number;
  readonly seconds: number;
}

const BACKLOG = 20_000;
const SUBSCRIPTIONS = 1_000;
const SILENT = 100;
const PACE = { rate: 500, seconds: 20 };
/** Before a measurement: a process that has just started has compiled nothing yet. */
const WARM = { ...PACE, seconds: 10 };
const BURDEN = { changes: 1_000_000, subscriptions: 5_000, down: 1_000, seconds: 60 };
const CONSENT = { 'webhook-allowed-origin': '*' };

/** A database with subscriptions, a sink, and notifiers. */
interface Bench {
  readonly readModel: ReadModel;
  readonly secretKeys: string;
  readonly sink: string;
  /** When each delivery came first, by `webhook-id`. */
  readonly arrivals: Map<string, number>;
  start(): Promise<RunningApp>;
}

/** Deliveries a second of a backlog, then the time from commit to arrival, alone and beside sinks that are silent. */
export async function pushWebhooks(say: (text: string) => void): Promise<WebhooksResult> {
  await using stack = new AsyncDisposableStack();
  const postgres = await startPostgres({ settings: { shared_buffers: '256MB', max_wal_size: '4GB' } });
  stack.defer(() => postgres.stop());
  const on = <T>(work: (bench: Bench, within: AsyncDisposableStack) => Promise<T>) =>
    withBench(postgres.databaseUrl, work);
  say(`webhooks: a backlog of ${String(BACKLOG)}`);
  const perSecond = await on(drainBacklog);
  say(`webhooks: ${String(PACE.rate)} changes a second`);
  const { alone, besideSilent } = await on(paceChanges);
  say(`webhooks: ${String(BURDEN.subscriptions)} subscriptions, ${String(BURDEN.changes)} changes behind`);
  const burden = await on(startBurdened);
  return {
    ...{ deliveries: BACKLOG, perSecond, rate: PACE.rate, subscriptions: SUBSCRIPTIONS },
    ...{ alone, besideSilent, silent: SILENT, burden },
  };
}

async function withBench<T>(
  server: string,
  work: (bench: Bench, within: AsyncDisposableStack) => Promise<T>,
): Promise<T> {
  await using stack = new AsyncDisposableStack();
  const { url } = await testDatabase(server);
  const readModel = createReadModel(url, { max: 2 });
  stack.defer(() => readModel.close());
  const arrivals = new Map<string, number>();
  const sink = await listen(stack, (request, response) => {
    request.resume();
    const id = String(request.headers['webhook-id']);
    if (!arrivals.has(id)) arrivals.set(id, performance.now());
    response.writeHead(200, CONSENT).end();
  });
  const secretKeys = newSecretKeys();
  const env = { DATABASE_URL: url, LOG_LEVEL: 'warn', NOTIFIER_SECRET_KEYS: secretKeys };
  const start = async () => {
    const app = await startApp('notifier', env);
    stack.defer(() => app.stop());
    return app;
  };
  return await work({ readModel, secretKeys, sink, arrivals, start }, stack);
}

async function listen(stack: AsyncDisposableStack, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  stack.defer(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
}

async function drainBacklog({ readModel, sink, arrivals, start }: Bench): Promise<number> {
  await (await StateLog.of(readModel, 75)).fill(BACKLOG);
  const app = await start();
  const began = performance.now();
  const made = await fetch(`${app.url}/v1/subscriptions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ protocol: 'HTTP', sink, config: { from: '0' } },
      protocolsettings: { inFlight: 64 },
    }),
  });
  if (made.status !== 201) throw new Error(`${String(made.status)} ${await made.text()}`);
  while (arrivals.size < BACKLOG) await pause(10);
  return BACKLOG / ((performance.now() - began) / 1_000);
}

async function paceChanges(
  { readModel, secretKeys, sink, arrivals, start }: Bench,
  within: AsyncDisposableStack,
): Promise<Pick<WebhooksResult, 'alone' | 'besideSilent'>> {
  const log = await StateLog.of(readModel, SUBSCRIPTIONS);
  const each = Array.from({ length: SUBSCRIPTIONS }, (_, at) => ({ sink, area: areaOf(at), position: 0 }));
  await storeSubscriptions(readModel, secretKeys, each);
  const app = await start();
  await delivers(app, SUBSCRIPTIONS);
  await log.paced(arrivals, WARM);
  const alone = await log.paced(arrivals, PACE);
  const mute = await listen(within, (request) => request.resume());
  const position = Number(await lastSequence(readModel.pool));
  const silent = Array.from({ length: SILENT }, () => ({ sink: mute, position }));
  await storeSubscriptions(readModel, secretKeys, silent);
  await delivers(app, SUBSCRIPTIONS + SILENT);
  await log.paced(arrivals, WARM);
  const besideSilent = await log.paced(arrivals, PACE);
  return { alone, besideSilent };
}

async function startBurdened({ readModel, secretKeys, sink, arrivals, start }: Bench): Promise<BurdenResult> {
  const { changes, subscriptions, down, seconds } = BURDEN;
  await (await StateLog.of(readModel, subscriptions)).fill(changes);
  const nobody = `http://127.0.0.1:${String(await freePort())}/`;
  const sinkOf = (at: number) => (at < down ? nobody : sink);
  const each = Array.from({ length: subscriptions }, (_, at) => ({
    ...{ sink: sinkOf(at), area: areaOf(at), position: 0 },
  }));
  await storeSubscriptions(readModel, secretKeys, each);
  const began = performance.now();
  const app = await start();
  const secondsToStart = (performance.now() - began) / 1_000;
  await pause(seconds * 1_000);
  const perSecond = arrivals.size / ((performance.now() - began) / 1_000);
  return { ...BURDEN, secondsToStart, perSecond, peakRss: costOf(app.pid).peakRss };
}

/** Waits until the notifier has so many subscriptions that are not disabled. */
async function delivers({ url }: RunningApp, count: number): Promise<void> {
  const form = /^silkgauge_webhook_subscriptions\{status="(?:active|backing-off)"\} (\d+)$/gm;
  for (;;) {
    const text = await (await fetch(`${url}/metrics`)).text();
    if ([...text.matchAll(form)].reduce((sum, [, found]) => sum + Number(found), 0) >= count) return;
    await pause(50);
  }
}
