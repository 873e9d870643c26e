// A thread that watches table and topic for probes, beside the sending thread.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { clock, PROBE_MONTH, Sightings } from './probe.ts';

export interface WatchOptions {
  readonly brokers: string;
  readonly databaseUrl: string;
  readonly topic: string;
  /** Series keys of the probes, in order. */
  readonly keys: readonly string[];
  readonly probes: number;
}

export type WatchMessage =
  | { readonly what: 'ready' }
  | { readonly what: 'seen'; readonly table: Float64Array; readonly topic: Float64Array };

/** A lookup by key, the cheapest query: it runs hundreds of times a second. */
const QUERY = 'select events from sale_total where series_id = $1 and period = $2';
const EVENTS = /"counts":\{"events":"(\d+)"/;

async function watch(options: WatchOptions, post: (message: WatchMessage) => void): Promise<void> {
  const { brokers, databaseUrl, topic, keys, probes } = options;
  const table = new Sightings(probes);
  const published = new Sightings(probes);
  const seriesOfState = new Map(keys.map((key, series) => [`${key}/${PROBE_MONTH}`, series]));
  const client = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING });
  const consumer = client.consumer({ groupId: `bench-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: ({ batch: { messages } }) => {
      const now = clock();
      for (const { key, value } of messages) {
        const series = key?.[0] === 0x50 /* P */ ? seriesOfState.get(String(key)) : undefined;
        const events = series === undefined ? null : EVENTS.exec(String(value));
        if (series !== undefined && events) published.mark(series, Number(events[1]), now);
      }
      return Promise.resolve();
    },
  });
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  let ids: string[] = [];
  /** Ids of the probes' series, in order; empty until all exist. */
  const idsOf = async (): Promise<string[]> => {
    if (ids.length > 0) return ids;
    const { rows } = await database.query<{ series_id: string; key: string }>(
      'select series_id, key from series where key = any($1::text[])',
      [keys],
    );
    const idOf = new Map(rows.map(({ key, series_id }) => [key, series_id]));
    if (idOf.size === keys.length) ids = keys.map((key) => idOf.get(key) ?? '');
    return ids;
  };
  let stopping = false;
  parentPort?.once('message', () => {
    stopping = true;
  });
  post({ what: 'ready' });
  while (!stopping && !(table.complete && published.complete)) {
    for (const [series, id] of (await idsOf()).entries()) {
      const values = [id, PROBE_MONTH];
      const { rows } = await database.query<{ events: string }>({ name: 'probe', text: QUERY, values });
      if (rows[0]) table.mark(series, Number(rows[0].events), clock());
    }
    await pause(1);
  }
  await database.end();
  await consumer.disconnect();
  post({ what: 'seen', table: table.at, topic: published.at });
}

await watch(workerData as WatchOptions, (message) => parentPort?.postMessage(message));
parentPort?.close();
