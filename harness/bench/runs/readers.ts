import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { recordKeyOf, type Limits } from '@silkgauge/access';
import { ACCESS_TOPIC, LIMIT_NAMES } from '@silkgauge/contract';
import { SafeProducer } from '@silkgauge/kafka';
import { madeKey } from '../../fixtures/access.ts';
import { figure } from '../../fixtures/events.ts';
import { startApp, type RunningApp } from '../../services/index.ts';
import { percentiles, type Percentiles } from '../measure/percentiles.ts';
import { rssOf } from '../measure/process-cost.ts';
import { loadFigures } from './load-figures.ts';
import { slowestHealth, startApps, withServices, type BenchServices } from './services.ts';

/** A cheap read by one key, beside what another key does; milliseconds. */
export interface BesideOthers {
  readonly what: string;
  /** How long cheap reads took while nobody did anything else. */
  readonly alone: Percentiles;
  readonly beside: Percentiles;
  /** The longest time that `/healthz` of any service took. */
  readonly silence: number;
  /** How many requests of the others had each status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Resident bytes of the API before, and some time after. */
  readonly rss: readonly [before: number, after: number];
}

const SETS = ['seed', 'cbec', 'policies', 'us-census'];
const UNLIMITED: Limits = Object.fromEntries(LIMIT_NAMES.map((name) => [name, null]));
const ALONE_MS = 10_000;
const BESIDE_MS = 60_000;
const WARM_MS = 10_000;
/** For which the API rests before and after. */
const REST_MS = 60_000;
/** Between cheap reads, and between looks at `/healthz`. */
const PAUSE_MS = 50;
const SERIES = 'BENCH.CN.CBEC.FULL._T._T._T._T.CNY';

/** One request of a client, as often as it can. */
type Client = (world: World, signal: AbortSignal) => Promise<number>;

const get =
  (path: string, accept = '*/*'): Client =>
  async ({ api, headers }, signal) => {
    const answer = await fetch(api.url + path, { headers: { ...headers, accept }, signal });
    await answer.body?.pipeTo(new WritableStream());
    return answer.status;
  };

const figureText = () => {
  const { type, data } = figure(SERIES, '2020', { value: '5' });
  return JSON.stringify([{ specversion: '1.0', source: '/bench/readers', id: randomUUID(), type, data }]);
};

const post =
  (addressOf: (world: World) => string, bodyOf: () => string, type: string): Client =>
  async (world, signal) => {
    const answer = await fetch(addressOf(world), {
      ...{ method: 'POST', body: bodyOf(), signal },
      headers: { ...world.headers, 'content-type': type, accept: 'application/json, text/event-stream' },
    });
    await answer.text();
    return answer.status;
  };

const BATCH = 'application/cloudevents-batch+json';
const CALL = JSON.stringify({
  ...{ jsonrpc: '2.0', id: 1, method: 'tools/call' },
  params: { name: 'growth', arguments: {} },
});
const PUSH = post(({ door }) => `${door.url}/v1/events`, figureText, BATCH);
const REHEARSE = post(({ api }) => `${api.url}/v1/rehearsals?feed=customs-feed`, figureText, BATCH);
const ASK = post(
  ({ mcp }) => `${mcp.url}/mcp`,
  () => CALL,
  'application/json',
);
/** One export each, so that no reader gets what was made for another. */
const exportOf = (at: number): Client =>
  get(`/v1/growth.${at % 2 ? 'csv' : 'parquet'}?reporter=CENSUS,GACC,BENCH${String(at)}`);

const times = (count: number, clientOf: (at: number) => Client): Client[] =>
  Array.from({ length: count }, (_, at) => clientOf(at));

interface Case {
  readonly what: string;
  readonly clients: readonly Client[];
  /** Between two requests of a client, in milliseconds; after a refusal `PAUSE_MS` at least. */
  readonly rest: number;
}

const CASES: readonly Case[] = [
  { what: '40 exports at once', clients: times(40, exportOf), rest: 0 },
  {
    what: '200 clients of every kind',
    // Some 300 requests a second, as clients make them that look at what they got.
    rest: 500,
    clients: [
      ...times(50, () => PUSH),
      ...times(50, () => get('/v1/stream', 'text/event-stream')),
      ...times(40, exportOf),
      ...times(30, () => get(`/v1/growth?limit=100&reporter=CENSUS`)),
      ...times(15, () => REHEARSE),
      ...times(15, () => ASK),
    ],
  },
];

interface World {
  readonly api: RunningApp;
  readonly door: RunningApp;
  readonly mcp: RunningApp;
  /** Of the key whose requests burden the others. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Cheap reads by one key over bundled figures, alone and beside the clients of another key without limits. */
export function readBesideOthers(say: (text: string) => void): Promise<readonly BesideOthers[]> {
  return withServices(async (services) => {
    await using stack = new AsyncDisposableStack();
    const open = await startApps(stack, services);
    say(`readers: loading ${SETS.join(', ')}`);
    await loadFigures(services, open, SETS);
    const { heavy, cheap } = await keysOn(services.brokers);
    const env = {
      ...{ KAFKA_BROKERS: services.brokers, DATABASE_URL: services.databaseUrl },
      ...{ ACCESS: 'keys', LOG_LEVEL: 'error' },
    };
    const start = async (name: string, more: Readonly<Record<string, string>> = {}) => {
      const app = await startApp(name, { ...env, ...more });
      stack.defer(() => app.stop());
      return app;
    };
    const api = await start('growth-api');
    const door = await start('customs-feed');
    const mcp = await start('mcp', { GROWTH_API_URL: api.url });
    const world = { api, door, mcp, headers: { authorization: `Bearer ${heavy}` } };
    const watched = [api, door, mcp, ...open.values()];
    const read = () => cheapRead(api.url, cheap);
    const results: BesideOthers[] = [];
    // What first answers allocate is not the load's.
    for (const { clients } of CASES) await burden({ clients, rest: WARM_MS }, world, WARM_MS);
    for (const { what, ...kind } of CASES) {
      say(`readers: ${what}`);
      await pause(REST_MS);
      const alone = await repeated(read, ALONE_MS);
      const before = rssOf(api.pid);
      const looks = repeated(() => slowestHealth(watched), BESIDE_MS);
      const others = burden(kind, world, BESIDE_MS);
      const beside = await repeated(read, BESIDE_MS);
      const silence = Math.max(...(await looks));
      const statuses = await others;
      await pause(REST_MS);
      const rss = [before, rssOf(api.pid)] as const;
      results.push({ what, alone: percentiles(alone), beside: percentiles(beside), silence, statuses, rss });
    }
    return results;
  });
}

/** Puts two keys without limits on their topic: of the clients, and of the cheap reads. */
async function keysOn(brokers: BenchServices['brokers']): Promise<Record<'heavy' | 'cheap', string>> {
  await using stack = new AsyncDisposableStack();
  const all = { types: ['*'], sources: ['*'], series: [{}], names: ['*'] };
  const heavy = madeKey({ scopes: ['read', 'push'], write: all, limits: UNLIMITED });
  const cheap = madeKey({ limits: UNLIMITED });
  const producer = new SafeProducer({ brokers: [brokers], deadline: 60_000 });
  stack.defer(() => producer.close());
  for (const { record } of [heavy, cheap])
    await producer.send(ACCESS_TOPIC, [{ key: recordKeyOf(record), value: JSON.stringify(record) }]);
  return { heavy: heavy.token, cheap: cheap.token };
}

async function cheapRead(url: string, token: string): Promise<number> {
  const since = performance.now();
  const answer = await fetch(`${url}/v1/growth?limit=1`, { headers: { authorization: `Bearer ${token}` } });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`a cheap read was answered ${String(answer.status)}: ${text}`);
  return performance.now() - since;
}

async function repeated(step: () => Promise<number>, ms: number): Promise<number[]> {
  const found: number[] = [];
  for (const end = Date.now() + ms; Date.now() < end; await pause(PAUSE_MS)) found.push(await step());
  return found;
}

/** Runs clients for some time, then breaks off what is under way. */
async function burden(
  { clients, rest }: Pick<Case, 'clients' | 'rest'>,
  world: World,
  ms: number,
): Promise<Record<string, number>> {
  const signal = AbortSignal.timeout(ms);
  const statuses: Record<string, number> = {};
  const count = (status: string) => {
    statuses[status] = (statuses[status] ?? 0) + 1;
  };
  const run = async (client: Client): Promise<void> => {
    while (!signal.aborted) {
      try {
        const status = await client(world, signal);
        count(String(status));
        await pause(status >= 400 ? Math.max(rest, PAUSE_MS) : rest);
      } catch (error) {
        count(signal.aborted ? 'broken off' : String(error));
      }
    }
  };
  await Promise.all(clients.map(run));
  return statuses;
}
