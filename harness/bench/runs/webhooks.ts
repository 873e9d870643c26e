import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import {
  announce,
  appendChanges,
  createReadModel,
  registerSeries,
  type ReadModel,
} from '@silkgauge/read-model';
import { startApp, startPostgres, testDatabase } from '../../services/index.ts';
import { percentiles, type Percentiles } from '../measure/percentiles.ts';

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
}

const BACKLOG = 20_000;
const SUBSCRIPTIONS = 75;
const SILENT = 20;
const RATE = 500;
const SECONDS = 10;
/** Commits a second. */
const COMMITS = 50;
const AREAS = Array.from({ length: SUBSCRIPTIONS }, (_, at) => `CN-${String(at)}`);

/** Deliveries a second of a backlog, then the time from commit to arrival, alone and beside sinks that are silent. */
export async function pushWebhooks(say: (text: string) => void): Promise<WebhooksResult> {
  await using stack = new AsyncDisposableStack();
  const postgres = await startPostgres({ settings: { shared_buffers: '256MB' } });
  stack.defer(() => postgres.stop());
  const { url } = await testDatabase(postgres.databaseUrl);
  const readModel = createReadModel(url, { max: 2 });
  stack.defer(() => readModel.close());
  const log = await Log.of(readModel);
  const arrivals = new Map<string, number>();
  const sink = await listen(stack, (request, response) => {
    request.resume();
    const id = String(request.headers['webhook-id']);
    if (!arrivals.has(id)) arrivals.set(id, performance.now());
    response.writeHead(200, CONSENT).end();
  });
  const mute = await listen(stack, (request, response) => {
    request.resume();
    if (request.method === 'OPTIONS') response.writeHead(200, CONSENT).end();
  });
  const app = await startApp('notifier', {
    ...{ DATABASE_URL: url, LOG_LEVEL: 'warn' },
    NOTIFIER_SECRET_KEYS: `1:${randomBytes(32).toString('base64')}`,
  });
  stack.defer(() => app.stop());
  const subscriptions = `${app.url}/v1/subscriptions`;

  say(`webhooks: a backlog of ${String(BACKLOG)}`);
  for (let at = 0; at < BACKLOG; at += 500) await log.append(500);
  const began = performance.now();
  const backlog = await subscribe(subscriptions, {
    sink,
    config: { from: '0' },
    protocolsettings: { inFlight: 64 },
  });
  while (arrivals.size < BACKLOG) await pause(10);
  const perSecond = BACKLOG / ((performance.now() - began) / 1_000);
  await fetch(`${subscriptions}/${backlog}`, { method: 'DELETE' });

  say(`webhooks: ${String(RATE)} changes a second`);
  for (const area of AREAS) await subscribe(subscriptions, { sink, filters: [{ exact: { area } }] });
  const alone = await log.paced(arrivals);
  for (let at = 0; at < SILENT; at += 1) await subscribe(subscriptions, { sink: mute });
  const besideSilent = await log.paced(arrivals);
  return {
    ...{ deliveries: BACKLOG, perSecond, rate: RATE, subscriptions: SUBSCRIPTIONS },
    ...{ alone, besideSilent, silent: SILENT },
  };
}

const CONSENT = { 'webhook-allowed-origin': '*' };

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

async function subscribe(url: string, members: object): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ protocol: 'HTTP', ...members });
  const response = await fetch(url, { method: 'POST', headers, body });
  if (response.status !== 201) throw new Error(`${String(response.status)} ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}

/** Writes versions to the change log as the aggregation does. */
class Log {
  readonly #readModel: ReadModel;
  readonly #ids: readonly string[];
  #version = 0;

  private constructor(readModel: ReadModel, ids: readonly string[]) {
    this.#readModel = readModel;
    this.#ids = ids;
  }

  static async of(readModel: ReadModel): Promise<Log> {
    const keys = AREAS.map((area) => `GACC.${area}.CBEC.FULL._T._T._T._T.CNY`);
    const rows = await registerSeries(readModel.pool, 'customs', keys);
    return new Log(
      readModel,
      rows.map(({ series_id }) => series_id),
    );
  }

  /** Appends versions of all series in turn; the sequence of the last. */
  async append(count: number): Promise<number> {
    const changes = Array.from({ length: count }, () => {
      const at = this.#version++;
      const seriesId = this.#ids[at % this.#ids.length] ?? '';
      const version = Math.floor(at / this.#ids.length) + 1;
      return { seriesId, period: '2020', version, knownAt: new Date(), document: documentOf(String(at)) };
    });
    const last = await appendChanges(this.#readModel.pool, changes);
    await announce(this.#readModel.pool, [String(last)]);
    return Number(last);
  }

  /** Commits at a fixed rate; the milliseconds from each commit's begin to the arrivals of its changes. */
  async paced(arrivals: ReadonlyMap<string, number>): Promise<Percentiles> {
    const count = RATE / COMMITS;
    const begun = new Map<string, number>();
    const start = performance.now();
    for (let commit = 0; commit < SECONDS * COMMITS; commit += 1) {
      await pause(Math.max(0, start + (commit * 1_000) / COMMITS - performance.now()));
      const at = performance.now();
      const last = await this.append(count);
      for (let sequence = last - count + 1; sequence <= last; sequence += 1)
        begun.set(`sg_${String(sequence)}`, at);
    }
    for (let left = 500; left > 0 && [...begun.keys()].some((id) => !arrivals.has(id)); left -= 1)
      await pause(20);
    return percentiles(
      [...begun].map(([id, at]) => {
        const arrived = arrivals.get(id);
        return arrived === undefined ? null : arrived - at;
      }),
    );
  }
}

/** A document as long as a state of one figure. */
function documentOf(value: string): string {
  const exact = { value, unit: 'CNY', low: value, high: value, status: 'P', formula: 'reported@1' };
  return JSON.stringify({
    level: {
      reported: { ...exact, from: { source: '/bench', id: value, document: 'https://example.org/a' } },
      verdict: 'unchecked',
      gap: null,
    },
    ...{ growth: {}, other: {}, flags: [] },
    change: { reason: 'reported', previous: null, causes: [] },
  });
}
