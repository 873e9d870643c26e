import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTopics, latestOffsets } from '@silkgauge/kafka';
import {
  FEEDS,
  INPUT_TOPICS,
  topics,
  urlVariable,
  type EventPlace,
  type Feed,
  type GrowthState,
} from '@silkgauge/contract';
import {
  ask,
  eventually,
  startApp,
  testBrokers,
  testDatabase,
  topicPrefix,
  type RunningApp,
} from '../services/index.ts';
import { DATA_FOLDER, dataSet } from '../fixtures/bundled.ts';
import { runLoader } from '../fixtures/run-command.ts';

export const root = new URL('../../', import.meta.url);

/** The whole system on the run's broker, with its own database; nothing is shared with other specs. */
export interface Stack {
  readonly prefix: string;
  readonly databaseUrl: string;
  readonly brokers: string;
  /** The feeds by name, and three of them that specs push to. */
  readonly doors: Readonly<Record<Feed, RunningApp>>;
  readonly customs: RunningApp;
  readonly platform: RunningApp;
  readonly policy: RunningApp;
  /** Services that a spec may restart. */
  api: RunningApp;
  aggregation: RunningApp;
  readonly env: Record<string, string>;
  stop(): Promise<void>;
}

/** `server` is the PostgreSQL server of its database; the run's by default. */
export async function startStack(
  brokers: string = testBrokers(),
  settings: Readonly<Record<string, string>> = {},
  server?: string,
): Promise<Stack> {
  const prefix = topicPrefix();
  const database = await testDatabase(server);
  await ensureTopics({ brokers: brokers.split(',') }, topics(prefix));
  const env = {
    KAFKA_BROKERS: brokers,
    TOPIC_PREFIX: prefix,
    DATABASE_URL: database.url,
    LOG_LEVEL: 'warn',
    ...settings,
  };
  const [feeds, api, aggregation] = await Promise.all([
    Promise.all(FEEDS.map(async (feed) => [feed, await startApp(feed, env)] as const)),
    startApp('growth-api', env),
    startApp('aggregation', env),
  ]);
  const doors = Object.fromEntries(feeds) as Record<Feed, RunningApp>;
  const stack: Stack = {
    prefix,
    brokers,
    databaseUrl: database.url,
    doors,
    customs: doors['customs-feed'],
    platform: doors['platform-sales'],
    policy: doors['policy-notice'],
    api,
    aggregation,
    env: {
      ...env,
      ...Object.fromEntries(feeds.map(([feed, { url }]) => [urlVariable(feed), url])),
      GROWTH_API_URL: api.url,
      SILKGAUGE_STATE: await mkdtemp(join(tmpdir(), 'silkgauge-')),
    },
    stop: async () => {
      await Promise.all([...Object.values(doors), stack.api, stack.aggregation].map((app) => app.stop()));
      await database.drop();
      await rm(stack.env['SILKGAUGE_STATE'] ?? '', { recursive: true, force: true });
    },
  };
  return stack;
}

/** Pushes a batch through a door; returns the answer. */
export async function push(
  feed: { url: string },
  events: readonly unknown[],
): Promise<{ status: number; body: any }> {
  const response = await fetch(`${feed.url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(events),
  });
  return { status: response.status, body: await response.json() };
}

export async function get<T>(stack: Stack, path: string): Promise<T> {
  const response = await fetch(stack.api.url + path);
  if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as T;
}

/** Waits until the records of these receipts are processed. */
export async function dealtWith(
  stack: Stack,
  receipts: readonly EventPlace[],
  within = 60_000,
): Promise<void> {
  await eventually(
    async () => {
      const { positions } = await get<{ positions: { topic: string; partition: number; next: string }[] }>(
        stack,
        '/v1/positions',
      );
      const next = new Map(positions.map((p) => [`${p.topic}/${String(p.partition)}`, BigInt(p.next)]));
      for (const { topic, partition, offset } of receipts) {
        const at = next.get(`${topic}/${String(partition)}`) ?? 0n;
        if (at <= BigInt(offset))
          throw new Error(`${topic}/${String(partition)} is at ${String(at)}, not past ${offset}`);
      }
      return true;
    },
    { within },
  );
}

/** Every present state, page by page. */
export async function allStates(stack: Stack, filter = ''): Promise<GrowthState[]> {
  const states: GrowthState[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams(filter);
    query.set('limit', '1000');
    if (cursor) query.set('cursor', cursor);
    const page: { items: GrowthState[]; next: string | null } = await get(
      stack,
      `/v1/growth?${String(query)}`,
    );
    states.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return states;
}

export function stateUrl(series: string, period: string, rest = ''): string {
  return `/v1/growth/${series}/${encodeURIComponent(period)}${rest}`;
}

/** Waits until the aggregation has processed all records now on the input topics. */
export async function caughtUp(stack: Stack, within = 300_000): Promise<void> {
  const ends = await Promise.all(
    INPUT_TOPICS.map(async (name) => {
      const topic = stack.prefix + name;
      const offsets = await latestOffsets({ brokers: stack.brokers.split(',') }, topic);
      return [...offsets]
        .filter(([, end]) => end > 0n)
        .map(([partition, end]) => ({ topic, partition, offset: String(end - 1n) }));
    }),
  );
  await dealtWith(stack, ends.flat(), within);
}

/** Runs the loader and returns its output. @throws Error on a reported failure */
export const load = (stack: Stack, ...args: string[]): Promise<string> => runLoader(args, stack.env);

/** Pushes the events of a bundled customs set whose id matches `wanted`, in order. */
export async function pushPart(stack: Stack, name: string, wanted: RegExp): Promise<void> {
  for await (const events of dataSet(name).events(DATA_FOLDER)) {
    const some = events.filter(({ id }) => wanted.test(id));
    for (let at = 0; at < some.length; at += 1000) {
      const { status, body } = await push(stack.customs, some.slice(at, at + 1000));
      if (status !== 202) throw new Error(`${String(status)}: ${JSON.stringify(body)}`);
    }
  }
}

/** CloudEvents of a bundled JSON lines file. */
export function bundledEvents(file: string): any[] {
  return readFileSync(new URL(file, root), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** Content that two read models of the same events must share: all except the division into versions. */
export async function readModelContent(databaseUrl: string): Promise<string[]> {
  const rows = await ask<{ line: string }>(
    databaseUrl,
    `select s.key || '/' || g.period || ' ' || g.known_at || ' ' || (c.document::jsonb - 'change')::text as line
         from growth_state g join series s using (series_id) join change c using (sequence)
       union all
       select s.key || ' ' || t.period || ' ' || t.total || ' ' || t.events || ' ' || t.units
         from sale_total t join series s using (series_id)
       union all select source || ' ' || id || ' ' || topic || ' ' || partition || ' ' || "offset" || ' ' || outcome from event
       order by 1`,
  );
  return rows.map(({ line }) => line);
}
