import { eventually, testBrokers, topicPrefix } from '@silkgauge/testing';
import { KafkaBatchStrategy } from './batch-strategy.ts';
import { ReadAgain } from './errors.ts';
import { MemoryLedger } from './memory-ledger.fixture.ts';
import type { InRecord, RecordBatch } from './records.ts';
import { SafeProducer } from './safe-producer.ts';
import { createTopic, numbered } from './topic.fixture.ts';

const kafka = { brokers: [testBrokers()] };
const producer = new SafeProducer(kafka);
afterAll(() => producer.close());

/** A topic of its own for each test, read once there are records on it. */
let prefix: string;
let topic: string;
let ledger: MemoryLedger;
let fatal: Error[];
let strategy: KafkaBatchStrategy;

beforeEach(async () => {
  prefix = topicPrefix();
  topic = `${prefix}figures`;
  ledger = new MemoryLedger();
  fatal = [];
  await createTopic(kafka, topic, 1);
});

afterEach(async () => {
  await strategy.close();
  expect(fatal).toEqual([]);
});

const read = (maxBatchRecords: number, handler: (batch: RecordBatch) => Promise<void>): void => {
  strategy = new KafkaBatchStrategy({
    kafka,
    groupId: `${prefix}group`,
    topicPrefix: prefix,
    ledger,
    onFatal: (error) => fatal.push(error),
    maxBatchRecords,
  });
  strategy.addHandler('figures', handler, true);
  strategy.listen(() => undefined);
};

/** Many answers of the broker: each has a megabyte at most. */
const large = (count: number) =>
  numbered('large', count).map((record, i) => ({
    ...record,
    value: `${String(i)}:${'x'.repeat(15_000)}`,
  }));

/** In memory of its own. */
const copyOf = ({ offset, timestamp, value }: InRecord): InRecord => ({
  ...{ offset, timestamp, key: null, headers: [] },
  value: Buffer.from(value ?? ''),
});

it('a batch moves on to what came since, as far as it may be large, and its records are kept after it failed', async () => {
  await producer.send(topic, numbered('a', 5));
  const seen: string[] = [];
  let failures = 0;
  read(12, async (batch) => {
    if (failures === 0) {
      failures += 1;
      expect(batch.records).toHaveLength(5);
      expect(batch.moveOn?.()).toBe(false);
      await producer.send(topic, numbered('b', 20));
      let count = 5;
      await eventually(() => {
        if (batch.moveOn?.()) count += batch.records.length;
        return count === 12;
      });
      seen.push(`${String(batch.records.at(-1)?.offset)} before ${String(batch.next)}`);
      expect(batch.moveOn?.()).toBe(false);
      expect(batch.records).toHaveLength(0);
      throw new ReadAgain('what it moved on from is needed again');
    }
    seen.push(batch.moveOn ? 'moves' : 'is kept');
    ledger.commit(batch);
    seen.push(`${String(batch.expected)} to ${String(batch.next)}`);
  });
  await eventually(() => ledger.values.length === 25);
  expect(ledger.values).toEqual([...numbered('a', 5), ...numbered('b', 20)].map(({ value }) => value));
  expect(seen).toEqual(['11 before 12', 'is kept', '0 to 12', 'moves', '12 to 24', 'moves', '24 to 25']);
});

it('a batch that ends before a record leaves it, and all behind it, to the next one', async () => {
  await producer.send(topic, numbered('a', 50));
  const sizes: number[] = [];
  read(40, async (batch) => {
    const records: InRecord[] = [];
    do {
      const taken = [...batch.records].slice(0, 7 - records.length);
      records.push(...taken.map(copyOf));
      if (records.length < 7) continue;
      batch.endBefore?.(taken.length);
      expect(batch.records).toHaveLength(0);
      break;
    } while (await batch.fill?.());
    sizes.push(records.length);
    expect(batch.next).toBe(batch.expected + BigInt(records.length));
    ledger.commit({ ...batch, records });
  });
  await eventually(() => ledger.values.length === 50);
  expect(ledger.values).toEqual(numbered('a', 50).map(({ value }) => value));
  expect(sizes).toEqual([7, 7, 7, 7, 7, 7, 7, 1]);
});

it('once a batch has failed, records stay until where it ended', async () => {
  await producer.send(topic, large(600));
  const seen: string[] = [];
  let failedTo: bigint | null = null;
  read(300, async (batch) => {
    if (failedTo === null) {
      while (await batch.fill?.()) expect(batch.records.length).toBeGreaterThan(0);
      failedTo = batch.next;
      throw new ReadAgain('what it moved on from is needed again');
    }
    seen.push(`${batch.expected < failedTo ? 'before' : 'behind'} it: ${batch.fill ? 'moves' : 'stays'}`);
    ledger.commit(batch);
  });
  await eventually(() => ledger.values.length === 600);
  expect(ledger.values).toEqual(large(600).map(({ value }) => value));
  expect([...new Set(seen)]).toEqual(['before it: stays', 'behind it: moves']);
  expect(seen.filter((one) => one.startsWith('before')).length).toBeGreaterThan(1);
});

it('far behind, a batch can be filled, and what it has moved on from is gone; at the end it has what there is', async () => {
  await producer.send(topic, large(1_000));
  const sizes: number[] = [];
  read(300, async (batch) => {
    const records: InRecord[] = [];
    let gone: Buffer | null = null;
    do {
      for (const record of batch.records) records.push(copyOf(record));
      expect(gone?.length ?? 0).toBe(0);
      gone = batch.records.at(0)?.value ?? null;
    } while (await batch.fill?.());
    sizes.push(records.length);
    ledger.commit({ ...batch, records });
  });
  await eventually(() => ledger.values.length === 1_000);
  // 59 come with each answer, and near the end nothing is waited for. Before it, a batch ends early where the broker keeps it waiting for long.
  expect(sizes.filter((size) => size === 300).length).toBeGreaterThanOrEqual(1);
  expect(sizes.length).toBeLessThan(1_000 / 59 - 4);
  expect(ledger.values).toEqual(large(1_000).map(({ value }) => value));
});
