import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { OUTPUT_TOPICS } from '@silkgauge/contract';
import { openSender, type InRecord, type OutRecord, type RecordBatch } from '@silkgauge/kafka';
import { claimPosition, createReadModel, readChanges, type ChangeRow } from '@silkgauge/read-model';
import { BatchApplier } from '../../apps/aggregation/src/apply-batch.ts';
import { changeRecords } from '../../apps/aggregation/src/relay-records.ts';
import { SalesFolding } from '../../apps/aggregation/src/sales/fold-sales.ts';
import { IdentityWindow } from '../../apps/aggregation/src/sales/identity-window.ts';
import { readSale } from '../../apps/aggregation/src/sales/read-sale.ts';
import { SaleReader } from '../../apps/aggregation/src/sales/sale.ts';
import { costBetween, costOf } from '../measure/process-cost.ts';
import type { BenchReport } from '../report.ts';
import type { DrainResult } from '../runs/drain.ts';
import { INPUT, withServices, type BenchServices } from '../runs/services.ts';
import { measured, readAll } from '../runs/stages.ts';
import { loadTopic } from '../workload/load-topic.ts';
import { writeSalesFile } from '../workload/sales-file.ts';
import { joinRecords } from '../../libs/kafka/src/stored-batch.ts';
import { DEFAULT_COSTS, SURROUNDINGS, type Costs } from './costs.ts';
import { fit, type Sample } from './fit.ts';
import { timeHolds } from './time-holds.ts';

/** The benchmark's records are not asked whose partition they are on. */
const UNJUDGED = { partition: 0, partitions: null };

const EVENTS = 400_000;
const SEED = 42;
const WINDOW = 5_000_000;
/** Records of a batch, and how many such batches a round has. */
const BATCHES = [
  [1, 100],
  [10, 100],
  [100, 40],
  [1_000, 10],
  [5_000, 4],
  [20_000, 2],
] as const;
/** The first are not counted: what runs often is compiled in them. */
const WARM_ROUNDS = 2;
const ROUNDS = 5;
const PAGES_OF_ONE = 50;
const { relayPage: RELAY_PAGE } = SURROUNDINGS;

/** Measures all of `Costs` with a broker and a database of its own: the same transactions in sizes from one record to thousands. */
export async function measureCosts(folder: string): Promise<Costs> {
  const file = await writeSalesFile(folder, EVENTS, SEED);
  return withServices(async (services) => {
    await loadTopic(services.kafka, INPUT, file);
    await readAll(services, EVENTS);
    const reading = await measured(() => readAll(services, EVENTS));
    const batches = reading.result;
    const folding = measureFolding(batches);
    const transactions = await measureTransactions(services, batches, folding);
    const relay = await measureRelay(services);
    const drain = newestDrain(folder);
    const inStages = reading.microseconds / EVENTS + folding;
    const inDrain = drain ? perEventOf(drain, transactions.perChange + relay.relayPerChange) : 0;
    return {
      from: `${new Date().toISOString().slice(0, 10)}, ${String(cpus().length)} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
      perEvent: Math.max(inStages, inDrain),
      ...transactions,
      ...relay,
      brokerPerEvent: drain ? (drain.broker.cpuSeconds * 1e6) / drain.events : DEFAULT_COSTS.brokerPerEvent,
      bytesPerEvent: bytesOf(batches.flatMap(({ records }) => [...records.slice(0, 100)])),
    };
  });
}

/** us of reading, checking, de-duplicating and folding one event. */
function measureFolding(fetched: readonly RecordBatch[]): number {
  const reader = new SaleReader();
  const fold = () => {
    const window = new IdentityWindow([], WINDOW);
    for (const { records } of fetched) {
      const folding = new SalesFolding(
        (record) => readSale(record, reader, UNJUDGED),
        (identity) => window.has(identity),
        Infinity,
      );
      folding.take(records);
      folding.folded();
    }
  };
  fold();
  const from = performance.now();
  fold();
  return ((performance.now() - from) * 1000) / EVENTS;
}

async function measureTransactions(
  services: BenchServices,
  fetched: readonly RecordBatch[],
  folding: number,
) {
  const readModel = createReadModel(services.databaseUrl, { byKey: true });
  const holds = await timeHolds(readModel);
  const applier = new BatchApplier({
    readModel: holds.readModel,
    identityWindow: WINDOW,
    touchedAtOnce: Infinity,
  });
  const own: Sample[] = [];
  const database: Sample[] = [];
  const held: Sample[] = [];
  try {
    const cut = await cutting(services, fetched);
    for (let round = 0; round < ROUNDS; round += 1) {
      // Plans made for empty tables would be kept, as they never are in a system that has run for a minute.
      if (round <= WARM_ROUNDS) await services.pool.query('vacuum analyze');
      for (const [size, times] of BATCHES) {
        const before = costOf(services.postgresPid);
        const work = [0, 0, 0];
        const spent = await measured(async () => {
          for (let batch = 0; batch < times; batch += 1) {
            const next = cut(size);
            const { changes } = await applier.apply(INPUT, next);
            [1, next.records.length, changes].forEach((more, kind) => (work[kind]! += more));
          }
        });
        if (round < WARM_ROUNDS) continue;
        own.push({ work: [work[0]!, work[2]!], cost: spent.microseconds - folding * work[1]! });
        const { cpuSeconds } = costBetween(before, costOf(services.postgresPid));
        // The system counts it in hundredths of a second.
        database.push({ work, cost: Math.max(cpuSeconds, 0.005) * 1e6 });
      }
    }
    held.push(...(await holds.samples()));
  } finally {
    await readModel.close();
  }
  const [perTransaction = 0, perChange = 0] = fit(own);
  const [databasePerTransaction = 0, databasePerEvent = 0, databasePerChange = 0] = fit(database);
  const [holdPerTransaction = 0, holdPerChange = 0] = fit(held);
  return {
    perTransaction,
    perChange,
    databasePerTransaction,
    databasePerEvent,
    databasePerChange,
    holdPerTransaction,
    holdPerChange,
  };
}

/** Gives the next `size` records of the partition that has the most left, as a batch that may be applied. */
async function cutting({ pool }: BenchServices, fetched: readonly RecordBatch[]) {
  const partitions = [...new Set(fetched.map(({ partition }) => partition))];
  const left = await Promise.all(
    partitions.map(async (partition) => {
      const ofIt = fetched.filter((batch) => batch.partition === partition);
      const records = joinRecords(ofIt.map((batch) => batch.records));
      return { partition, records, epoch: (await claimPosition(pool, INPUT, partition)).epoch, at: 0 };
    }),
  );
  return (size: number): RecordBatch => {
    const most = left.reduce((a, b) => (b.records.length - b.at > a.records.length - a.at ? b : a));
    const { partition, epoch } = most;
    const records = most.records.slice(most.at, most.at + size);
    const expected = BigInt(most.at);
    most.at += records.length;
    return {
      topic: INPUT,
      partition,
      partitions: null,
      epoch,
      expected,
      next: BigInt(most.at),
      records,
      last: null,
      heartbeat: () => Promise.resolve(),
    };
  };
}

async function measureRelay({ pool, brokers }: BenchServices) {
  const rows: ChangeRow[] = await readChanges(pool, '0', 20 * RELAY_PAGE, Number.MAX_SAFE_INTEGER);
  const sender = await openSender({
    brokers: [brokers],
    transactionalId: 'scaling',
    topics: OUTPUT_TOPICS,
  });
  const send = (page: readonly ChangeRow[]) => sender.send(changeRecords(page, ''));
  const pages: ChangeRow[][] = [];
  for (let at = 0; at + RELAY_PAGE <= rows.length; at += RELAY_PAGE)
    pages.push(rows.slice(at, at + RELAY_PAGE));
  try {
    for (const page of pages) await send(page);
    const full = await measured(async () => {
      for (const page of pages) await send(page);
    });
    const single: number[] = [];
    for (const row of rows.slice(0, PAGES_OF_ONE)) {
      const from = performance.now();
      await send([row]);
      single.push((performance.now() - from) * 1000);
    }
    single.sort((a, b) => a - b);
    return {
      relayPerChange: full.microseconds / (pages.length * RELAY_PAGE),
      relayPerPage: single[single.length >> 1] ?? 0,
      bytesPerChange: bytesOf(
        changeRecords(rows.slice(0, RELAY_PAGE), '').flatMap(({ records }) => [...records]),
      ),
    };
  } finally {
    await sender.close();
  }
}

/** Bytes of a record on the log, on average: its parts, and about 12 for their lengths and its place. */
function bytesOf(records: readonly (InRecord | OutRecord)[]): number {
  const lengthOf = (part: string | Buffer | null) => (part === null ? 0 : Buffer.byteLength(part));
  const headersOf = ({ headers = {} }: InRecord | OutRecord): number =>
    (Array.isArray(headers) ? headers : Object.entries(headers)).reduce(
      (sum: number, [name, value]: [string, string | Buffer]) => sum + 2 + lengthOf(name) + lengthOf(value),
      0,
    );
  const sum = records.reduce(
    (all, one) => all + 12 + lengthOf(one.key) + lengthOf(one.value) + headersOf(one),
    0,
  );
  return sum / records.length;
}

/** The newest drain that is kept in the folder. */
function newestDrain(folder: string): DrainResult | undefined {
  const reports = readdirSync(folder).filter((name) => /^\d{4}-.*\.json$/.test(name));
  for (const name of reports.sort().reverse()) {
    const { drains } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as BenchReport;
    const drain = drains.at(-1);
    if (drain) return drain;
  }
  return undefined;
}

/**
 * us for an event, of what a drain took in all: what its changes do not account for. More than the stages add up to, since
 * collecting garbage and starting are in it.
 */
function perEventOf({ aggregation, changes, events }: DrainResult, ofChange: number): number {
  const all = aggregation.reduce((sum, { cpuSeconds }) => sum + cpuSeconds * 1e6, 0);
  return (all - changes * ofChange) / events;
}
