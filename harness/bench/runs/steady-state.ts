import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Partitioners, type Kafka, type Message } from 'kafkajs';
import { percentiles, type Percentiles } from '../measure/percentiles.ts';
import { costBetween, costOf } from '../measure/process-cost.ts';
import { generateSales } from '../workload/generate-sales.ts';
import { saleMessage } from '../workload/load-topic.ts';
import type { SaleRecord } from '../workload/sale-record.ts';
import { launchAggregations, type AggregationOptions } from './aggregations.ts';
import { clock, PROBE_SERIES, probe, probePlatforms } from './probe.ts';
import { INPUT, OUTPUT, withServices, type BenchServices } from './services.ts';
import type { WatchMessage, WatchOptions } from './watch-probes.ts';

export interface SteadyOptions extends AggregationOptions {
  /** Events per second; a multiple of 100, including 100 probes. */
  readonly rate: number;
  readonly warmSeconds: number;
  readonly measuredSeconds: number;
}

export interface SteadyResult {
  readonly rate: number;
  readonly processes: number;
  readonly probes: number;
  /** Longest delay of a sending behind its schedule, in milliseconds: a fault of the bench. */
  readonly sentLate: number;
  /** Milliseconds since the scheduled sending. */
  readonly toRow: Percentiles;
  readonly toTopic: Percentiles;
  readonly toBoth: Percentiles;
  /** Percent of one core during the measurement. */
  readonly cpuPercent: { readonly aggregation: number; readonly broker: number; readonly postgres: number };
  /** Peak of each aggregation, in bytes. */
  readonly peakRss: readonly number[];
}

const PROBES_PER_SECOND = 100;
const SEED = 7;

/** Sends events on a fixed schedule to an idle system, and measures each probe's latency. */
export function steadyState(options: SteadyOptions, say: (text: string) => void): Promise<SteadyResult> {
  return withServices(async (services) => {
    const aggregations = await launchAggregations(services, options);
    try {
      await aggregations.ready();
      const { rate, warmSeconds, measuredSeconds } = options;
      say(`${String(rate)} events/s: ${String(warmSeconds)} s warm, ${String(measuredSeconds)} s measured`);
      return await run(services, options, aggregations.pids);
    } finally {
      await aggregations.stop();
    }
  });
}

async function run(
  services: BenchServices,
  { rate, warmSeconds, measuredSeconds, processes }: SteadyOptions,
  pids: readonly number[],
): Promise<SteadyResult> {
  const platforms = probePlatforms();
  const seconds = warmSeconds + measuredSeconds;
  const watcher = watchProbes({
    brokers: services.brokers,
    databaseUrl: services.databaseUrl,
    topic: OUTPUT,
    keys: platforms.map((platform) => probe(platform, '').key),
    probes: seconds * PROBES_PER_SECOND,
  });
  await watcher.looking;
  const costs = () => ({
    aggregation: costOf(...pids),
    broker: costOf(services.brokerPid),
    postgres: costOf(services.postgresPid),
  });
  let before = costs();
  const warm = setTimeout(() => (before = costs()), warmSeconds * 1000);
  const { due, sentLate } = await send(services.kafka, rate, seconds, platforms);
  clearTimeout(warm);
  const after = costs();
  await Promise.race([watcher.done, pause(10_000)]);
  watcher.stop();
  const { table, topic } = await watcher.done;
  const from = warmSeconds * PROBES_PER_SECOND;
  const latency = (seen: Float64Array) =>
    due.slice(from).map((at, i) => ((seen[from + i] ?? 0) > 0 ? (seen[from + i] ?? 0) - at : null));
  const toRow = latency(table);
  const toTopic = latency(topic);
  const toBoth = toRow.map((row, i) => later(row, toTopic[i] ?? null));
  const percent = (what: 'aggregation' | 'broker' | 'postgres') =>
    (100 * costBetween(before[what], after[what]).cpuSeconds) / measuredSeconds;
  return {
    rate,
    processes,
    probes: toRow.length,
    sentLate,
    toRow: percentiles(toRow),
    toTopic: percentiles(toTopic),
    toBoth: percentiles(toBoth),
    cpuPercent: {
      aggregation: percent('aggregation'),
      broker: percent('broker'),
      postgres: percent('postgres'),
    },
    peakRss: pids.map((pid) => costOf(pid).peakRss),
  };
}

const later = (a: number | null, b: number | null) => (a === null || b === null ? null : Math.max(a, b));

interface Watcher {
  readonly looking: Promise<undefined>;
  readonly done: Promise<{ table: Float64Array; topic: Float64Array }>;
  stop(): void;
}

function watchProbes(options: WatchOptions): Watcher {
  const worker = new Worker(new URL('watch-probes.ts', import.meta.url), { workerData: options });
  const failed = once(worker, 'error').then(([error]) => {
    throw error;
  });
  failed.catch(() => undefined);
  const looking = Promise.withResolvers<undefined>();
  const seen = Promise.withResolvers<{ table: Float64Array; topic: Float64Array }>();
  worker.on('message', (message: WatchMessage) => {
    if (message.what === 'ready') looking.resolve(undefined);
    else seen.resolve(message);
  });
  return {
    looking: Promise.race([looking.promise, failed]),
    done: Promise.race([seen.promise, failed]),
    stop: () => {
      worker.postMessage('stop');
    },
  };
}

/** Milliseconds between two sendings, like a producer with a small linger. */
const TICK_MS = 4;

/** Sends on schedule without waiting for answers; reports due times. @throws Error if a send failed */
async function send(
  kafka: Kafka,
  rate: number,
  seconds: number,
  platforms: readonly string[],
): Promise<{ due: number[]; sentLate: number }> {
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  const total = rate * seconds;
  const sales = withProbes(generateSales(total, SEED), rate / PROBES_PER_SECOND, platforms);
  const due: number[] = [];
  const failures: unknown[] = [];
  const answers = new Set<Promise<unknown>>();
  const start = clock() + TICK_MS;
  let sentLate = 0;
  for (let sent = 0; sent < total; await pause(TICK_MS)) {
    const target = Math.min(total, Math.floor(((clock() - start) * rate) / 1000) + 1);
    const messages: Message[] = [];
    if (sent < target) sentLate = Math.max(sentLate, clock() - start - (1000 * sent) / rate);
    for (; sent < target; sent += 1) {
      const { value: sale } = sales.next();
      if (!sale) throw new Error('the workload ended early');
      if (sent % (rate / PROBES_PER_SECOND) === 0) due.push(start + (1000 * sent) / rate);
      messages.push(saleMessage(sale));
    }
    if (messages.length === 0) continue;
    const answer = producer
      .send({ topic: INPUT, acks: -1, messages })
      .catch((error: unknown) => failures.push(error))
      .finally(() => answers.delete(answer));
    answers.add(answer);
  }
  await Promise.all(answers);
  await producer.disconnect();
  if (failures.length > 0) throw new Error(`${String(failures.length)} sends failed`, { cause: failures[0] });
  return { due, sentLate };
}

/** Replaces events at regular distance by probes. */
function* withProbes(
  sales: Generator<SaleRecord, void>,
  every: number,
  platforms: readonly string[],
): Generator<SaleRecord, void> {
  for (let i = 0, probes = 0; ; i += 1) {
    if (i % every === 0) {
      yield probe(platforms[probes % PROBE_SERIES] ?? '', randomUUID());
      probes += 1;
      continue;
    }
    const { value: sale } = sales.next();
    if (!sale) return;
    yield sale;
  }
}
