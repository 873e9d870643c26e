import { OUTPUT_TOPICS } from '@silkgauge/contract';
import { KafkaBatchStrategy, openSender, type RecordBatch } from '@silkgauge/kafka';
import { claimPosition, createReadModel, readChanges } from '@silkgauge/read-model';
import {
  BatchApplier,
  changeRecords,
  isPublished,
  postgresStore,
  type PublishedRow,
} from '@silkgauge/aggregation';
import { costBetween, costOf } from '../measure/process-cost.ts';
import { loadTopic } from '../workload/load-topic.ts';
import { writeSalesFile } from '../workload/sales-file.ts';
import { INPUT, withServices, type BenchServices } from './services.ts';

export interface StageCost {
  readonly stage: string;
  /** Processor time per event. */
  readonly microseconds: number;
  readonly note: string;
}

const SEED = 42;
const WINDOW = 5_000_000;
const PAGE = 1_000;

/** Processor time per event at each stage, in this process, over the same batches. */
export async function measureStages(
  events: number,
  folder: string,
  say: (text: string) => void,
): Promise<StageCost[]> {
  const file = await writeSalesFile(folder, events, SEED);
  return withServices(async (services) => {
    say(`stages: ${String(events)} events`);
    await loadTopic(services.kafka, INPUT, file);
    await readAll(services, events); // the first reading warms up the decoder
    const reading = await measured(() => readAll(services, events));
    const batches = reading.result;
    const per = (microseconds: number) => microseconds / events;
    const decode = { stage: 'fetch and decode', microseconds: per(reading.microseconds) };
    return [
      { ...decode, note: `batches of ${String(Math.round(events / batches.length))} on average` },
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

/** Stages with database and broker: whole transactions, then the relay of their changes. */
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

async function allChanges({ pool }: BenchServices): Promise<PublishedRow[]> {
  const rows: PublishedRow[] = [];
  for (let after = '0'; ;) {
    const page = await readChanges(pool, after, 10_000);
    const last = page.at(-1);
    if (!last) return rows;
    rows.push(...page.filter(isPublished));
    after = last.sequence;
  }
}

async function sendAll({ brokers }: BenchServices, rows: readonly PublishedRow[]): Promise<void> {
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

/** Measures this process's processor time, user and system. */
async function measured<T>(work: () => Promise<T>): Promise<{ result: T; microseconds: number }> {
  const from = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(from);
  return { result, microseconds: user + system };
}
