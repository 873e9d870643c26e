import { OUTPUT_TOPICS } from '@silkgauge/contract';
import { KafkaBatchStrategy, openSender, type InRecord, type RecordBatch } from '@silkgauge/kafka';
import { claimPosition, createReadModel, readChanges, type ChangeRow } from '@silkgauge/read-model';
import {
  BatchApplier,
  changeRecords,
  identityHash,
  IdentityWindow,
  postgresStore,
  readSale,
  SaleReader,
  SalesFolding,
} from '@silkgauge/aggregation';
import { costBetween, costOf } from '../measure/process-cost.ts';
import { loadTopic } from '../workload/load-topic.ts';
import { writeSalesFile } from '../workload/sales-file.ts';
import { INPUT, withServices, type BenchServices } from './services.ts';

/** The benchmark's records are not asked whose partition they are on. */
const UNJUDGED = { partition: 0, partitions: null };

export interface StageCost {
  readonly stage: string;
  /** Processor time of an event. */
  readonly microseconds: number;
  readonly note: string;
}

const SEED = 42;
const WINDOW = 5_000_000;
const PAGE = 1_000;

/**
 * What one event costs at each stage, in this process, one stage after the other over the same batches. The pure ones
 * are run once before they are measured; what waits for the broker or the database counts its own processor time only.
 */
export async function measureStages(
  events: number,
  folder: string,
  say: (text: string) => void,
): Promise<StageCost[]> {
  const file = await writeSalesFile(folder, events, SEED);
  return withServices(async (services) => {
    say(`stages: ${String(events)} events`);
    await loadTopic(services.kafka, INPUT, file);
    await readAll(services, events); // the first reading warms up what decodes
    const reading = await measured(() => readAll(services, events));
    const batches = reading.result;
    const per = (microseconds: number) => microseconds / events;
    const decode = { stage: 'fetch and decode', microseconds: per(reading.microseconds) };
    return [
      { ...decode, note: `batches of ${String(Math.round(events / batches.length))} on average` },
      ...pureStages(batches, events),
      ...(await storedStages(services, batches, events)),
    ];
  });
}

/** Reads the whole topic as the aggregation does, and keeps the batches. */
async function readAll({ brokers }: BenchServices, events: number): Promise<RecordBatch[]> {
  const batches: RecordBatch[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  let read = 0;
  const strategy = new KafkaBatchStrategy({
    kafka: { brokers: [brokers] },
    groupId: `bench-${process.hrtime.bigint().toString()}`,
    offsets: {
      claim: () => Promise.resolve({ epoch: 1n, next: 0n }),
      position: () => Promise.resolve(null),
    },
    onFatal: reject,
  });
  const keep = (batch: RecordBatch) => {
    batches.push(batch);
    read += batch.records.length;
    if (read >= events) resolve(undefined);
    return Promise.resolve();
  };
  strategy.addHandler(INPUT, keep, true);
  strategy.listen(() => undefined);
  await promise;
  await strategy.close();
  return batches;
}

function pureStages(batches: readonly RecordBatch[], events: number): StageCost[] {
  const reader = new SaleReader();
  const readOf = (record: InRecord) => readSale(record, reader, UNJUDGED);
  const read = () => {
    for (const { records } of batches) for (const record of records) readOf(record);
  };
  const fold = () => {
    const window = new IdentityWindow([], WINDOW);
    return batches.map(({ records }) => {
      const folding = new SalesFolding(readOf, (identity) => window.has(identity), Infinity);
      folding.take(records);
      return folding.folded();
    });
  };
  const sources = Array.from({ length: events }, (_, i) => ({
    source: '/platforms/bench',
    id: `sale-${String(i)}`,
  }));
  const identify = () => sources.map(identityHash).length;
  const stages = [
    ['read and check', read, ''],
    ['identity', identify, 'one hash'],
    ['read, identity, window and fold', fold, 'both included'],
  ] as const;
  return stages.map(([stage, work, note]) => {
    work();
    return { stage, microseconds: timed(work) / events, note };
  });
}

/** With the database and the broker: the transactions whole, then what the relay does with what they wrote. */
async function storedStages(
  services: BenchServices,
  batches: readonly RecordBatch[],
  events: number,
): Promise<StageCost[]> {
  const readModel = createReadModel(services.databaseUrl);
  try {
    const applier = new BatchApplier({
      store: postgresStore(readModel),
      identityWindow: WINDOW,
      touchedAtOnce: Infinity,
    });
    const claims = await Promise.all(
      [0, 1, 2, 3].map((partition) => claimPosition(readModel.pool, INPUT, partition)),
    );
    const before = costOf(services.postgresPid);
    let changes = 0;
    const applying = await measured(async () => {
      for (const batch of batches) {
        const epoch = claims[batch.partition]?.epoch ?? 0n;
        changes += (await applier.apply(INPUT, { ...batch, epoch })).changes;
      }
    });
    const database = costBetween(before, costOf(services.postgresPid)).cpuSeconds * 1e6;
    const rows = await allChanges(services);
    const made = () => changeRecords(rows, '').map(({ records }) => [...records]);
    made();
    const relayed = timed(made);
    const sending = await measured(() => sendAll(services, rows));
    const each = `${(changes / events).toFixed(3)} changes an event`;
    return [
      {
        stage: 'whole transaction, here',
        microseconds: applying.microseconds / events,
        note: 'reading, folding, growth, statements',
      },
      { stage: 'whole transaction, PostgreSQL', microseconds: database / events, note: each },
      { stage: 'relay: records', microseconds: relayed / events, note: each },
      { stage: 'relay: records and sending', microseconds: sending.microseconds / events, note: each },
    ];
  } finally {
    await readModel.close();
  }
}

async function allChanges({ pool }: BenchServices): Promise<ChangeRow[]> {
  const rows: ChangeRow[] = [];
  for (;;) {
    const page = await readChanges(pool, rows.at(-1)?.sequence ?? '0', 10_000);
    if (page.length === 0) return rows;
    rows.push(...page);
  }
}

async function sendAll({ brokers }: BenchServices, rows: readonly ChangeRow[]): Promise<void> {
  const sender = await openSender({
    brokers: [brokers],
    transactionalId: 'bench',
    topics: OUTPUT_TOPICS,
  });
  for (let at = 0; at < rows.length; at += PAGE) {
    await sender.send(changeRecords(rows.slice(at, at + PAGE), ''));
  }
  await sender.close();
}

function timed(work: () => unknown): number {
  const from = performance.now();
  work();
  return (performance.now() - from) * 1000;
}

/** With this process's own processor time, user and system. */
async function measured<T>(work: () => Promise<T>): Promise<{ result: T; microseconds: number }> {
  const from = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(from);
  return { result, microseconds: user + system };
}
