import { eventually, testBrokers, topicPrefix } from '@silkgauge/testing';
import { KafkaBatchStrategy } from './batch-strategy.ts';
import { MemoryOffsetStore } from '../spec/memory-offset-store.fixture.ts';
import { behind } from './batch-sink.ts';
import type { PartitionClaim, RecordRun, RecordSink } from '../wire/records.ts';
import { SafeProducer } from '../sender/safe-producer.ts';
import { createTopic, numbered } from '../spec/topic.fixture.ts';

const kafka = { brokers: [testBrokers()] };
// These sends are large and may take longer than the default deadline.
const producer = new SafeProducer({ ...kafka, deadline: 60_000 });
afterAll(() => producer.close());

let prefix: string;
let topic: string;
let offsets: MemoryOffsetStore;
let fatal: Error[];
let strategy: KafkaBatchStrategy;

beforeEach(async () => {
  prefix = topicPrefix();
  topic = `${prefix}figures`;
  offsets = new MemoryOffsetStore();
  fatal = [];
  await createTopic(kafka, topic, 1);
});

afterEach(async () => {
  await strategy.close();
  expect(fatal).toEqual([]);
});

/** What a flush of a test does; returns the position to go on from. */
type Flush = (values: readonly string[], sink: SpecSink) => bigint | Promise<bigint>;

/** Keeps up to `most` values until the flush. */
class SpecSink implements RecordSink {
  values: string[] = [];
  expected: bigint;
  next: bigint;
  isWriting = false;
  readonly claim: PartitionClaim;
  readonly #most: number;
  readonly #flush: Flush;

  constructor(claim: PartitionClaim, most: number, flush: Flush) {
    this.claim = claim;
    this.expected = claim.position;
    this.next = claim.position;
    this.#most = most;
    this.#flush = flush;
  }

  add(run: RecordRun): number {
    if (this.isWriting) return 0;
    const taken = [...run.records].slice(0, this.#most - this.values.length);
    this.values.push(...taken.map(({ value }) => String(value)));
    if (taken.length > 0) this.next = behind(run, taken.length);
    return taken.length;
  }

  async flush(): Promise<bigint> {
    const position = await this.#flush(this.values, this);
    this.values = [];
    this.isWriting = false;
    this.expected = position;
    this.next = position;
    return position;
  }

  /** Writes values and position together, as a transaction does. */
  commit(): bigint {
    this.isWriting = true;
    const row = offsets.row(this.claim.topic, this.claim.partition);
    expect([row.epoch, row.next]).toEqual([this.claim.epoch, this.expected]);
    row.values.push(...this.values);
    row.next = this.next;
    return this.next;
  }
}

const read = (most: number, flush: Flush): void => {
  strategy = new KafkaBatchStrategy({
    kafka,
    groupId: `${prefix}group`,
    topicPrefix: prefix,
    offsets,
    onFatal: (error) => fatal.push(error),
    maxBatchRecords: most,
  });
  const open = (claim: PartitionClaim) => Promise.resolve(new SpecSink(claim, most, flush));
  strategy.addHandler('figures', open, true, { opensSink: true });
  strategy.listen(() => undefined);
};

const valuesOf = (records: readonly { value: unknown }[]) => records.map(({ value }) => String(value));

/** Records of several answers of the broker, each of at most a megabyte. */
const large = (count: number) =>
  numbered('large', count).map((record, i) => ({
    ...record,
    value: `${String(i)}:${'x'.repeat(15_000)}`,
  }));

it('records that come while a flush waits join the flush, and records during its write join the next', async () => {
  await producer.send(topic, numbered('a', 5));
  const sizes: number[] = [];
  read(2_000, async (values, sink) => {
    if (sizes.length === 0) {
      expect(values).toHaveLength(5);
      await producer.send(topic, numbered('b', 20));
      await eventually(() => values.length === 25);
      sink.isWriting = true;
      await producer.send(topic, numbered('c', 7));
    }
    sizes.push(values.length);
    return sink.commit();
  });
  await eventually(() => offsets.values.length === 32);
  expect(offsets.values).toEqual(valuesOf([...numbered('a', 5), ...numbered('b', 20), ...numbered('c', 7)]));
  expect(sizes).toEqual([25, 7]);
});

it('a full sink is flushed, and the remaining records go to the next flush', async () => {
  await producer.send(topic, numbered('a', 50));
  const sizes: number[] = [];
  read(7, (values, sink) => {
    sizes.push(values.length);
    return sink.commit();
  });
  await eventually(() => offsets.values.length === 50);
  expect(offsets.values).toEqual(valuesOf(numbered('a', 50)));
  expect(sizes).toEqual([7, 7, 7, 7, 7, 7, 7, 1]);
});

it('records are added again from the position of a flush, and after a failed flush to another sink', async () => {
  await producer.send(topic, large(400));
  const sinks = new Set<SpecSink>();
  let flushes = 0;
  read(150, (_, sink) => {
    sinks.add(sink);
    flushes += 1;
    if (flushes === 1) return sink.expected;
    if (flushes === 3) throw new Error('not now');
    return sink.commit();
  });
  await eventually(() => offsets.values.length === 400);
  expect(offsets.values).toEqual(valuesOf(large(400)));
  expect(sinks.size).toBe(2);
});

it('a sink is filled before a flush far behind the end, and flushed part-full at the end', async () => {
  await producer.send(topic, large(1_000));
  const sizes: number[] = [];
  read(300, (values, sink) => {
    sizes.push(values.length);
    return sink.commit();
  });
  await eventually(() => offsets.values.length === 1_000);
  // An answer has 59 records. The reader flushes early near the end, and once where the broker is slow.
  expect(Math.max(...sizes)).toBeGreaterThan(2 * 59);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(300);
  expect(sizes.length).toBeLessThan(1_000 / 59 - 1);
  expect(offsets.values).toEqual(valuesOf(large(1_000)));
});
