// A thread that looks for probes, in the table and on the topic, beside the one that sends them.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { createKafka } from '@silkgauge/kafka';
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

const QUERY = `select s.key, t.events from series s join sale_total t on t.series_id = s.series_id
               where s.key = any($1::text[]) and t.period = $2`;
const EVENTS = /"counts":\{"events":"(\d+)"/;

async function watch(options: WatchOptions, post: (message: WatchMessage) => void): Promise<void> {
  const { brokers, databaseUrl, topic, keys, probes } = options;
  const table = new Sightings(probes);
  const published = new Sightings(probes);
  const seriesOfState = new Map(keys.map((key, series) => [`${key}/${PROBE_MONTH}`, series]));
  const consumer = createKafka({ brokers: [brokers] }).consumer({ groupId: `bench-${randomUUID()}` });
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
  let stopping = false;
  parentPort?.once('message', () => {
    stopping = true;
  });
  post({ what: 'ready' });
  while (!stopping && !(table.complete && published.complete)) {
    const { rows } = await database.query<{ key: string; events: string }>({
      name: 'probe',
      text: QUERY,
      values: [keys, PROBE_MONTH],
    });
    const now = clock();
    for (const { key, events } of rows) table.mark(keys.indexOf(key), Number(events), now);
    await pause(1);
  }
  await database.end();
  await consumer.disconnect();
  post({ what: 'seen', table: table.at, topic: published.at });
}

await watch(workerData as WatchOptions, (message) => parentPort?.postMessage(message));
parentPort?.close();
