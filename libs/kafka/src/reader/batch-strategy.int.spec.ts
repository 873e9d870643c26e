import 'reflect-metadata';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Payload } from '@nestjs/microservices';
import {
  eventually,
  startKafka,
  testBrokers,
  topicPrefix,
  uniqueName,
  type EmbeddedKafka,
} from '@silkgauge/testing';
import { BatchPattern } from './batch-pattern.ts';
import { KafkaBatchStrategy, type BatchStrategyOptions } from './batch-strategy.ts';
import { createKafka } from '../broker/client.ts';
import { MemoryOffsetStore } from '../spec/memory-offset-store.fixture.ts';
import type { RecordBatch } from '../wire/records.ts';
import { SafeProducer } from '../sender/safe-producer.ts';
import { createTopic, numbered, readTopic } from '../spec/topic.fixture.ts';
import { latestOffsets } from '../broker/offsets.ts';

const kafka = { brokers: [testBrokers()] };
const producer = new SafeProducer(kafka);
afterAll(() => producer.close());

type Handler = (batch: RecordBatch) => Promise<void> | void;

/** A topic of its own for each test, and strategies that are closed at its end. */
let topicPrefixes: string;
let strategies: KafkaBatchStrategy[] = [];
let fatal: Error[] = [];
const topic = () => `${topicPrefixes}figures`;
beforeEach(() => {
  topicPrefixes = topicPrefix();
  fatal = [];
});
afterEach(async () => {
  await Promise.all(strategies.map((strategy) => strategy.close()));
  strategies = [];
  expect(fatal).toEqual([]);
});

const start = (offsets: MemoryOffsetStore, handler: Handler, more: Partial<BatchStrategyOptions> = {}) => {
  const strategy = new KafkaBatchStrategy({
    kafka,
    groupId: `${topicPrefixes}group`,
    topicPrefix: topicPrefixes,
    offsets,
    onFatal: (error) => fatal.push(error),
    sessionTimeout: 6_000,
    ...more,
  });
  strategy.addHandler('figures', async (batch: RecordBatch) => handler(batch), true);
  strategy.listen(() => undefined);
  strategies.push(strategy);
  return strategy;
};

const valuesOf = (records: readonly { value: unknown }[]) => records.map(({ value }) => String(value));
/** Deletes records, as retention does. */
const deleteBefore = async (name: string, partition: number, offset: bigint): Promise<void> => {
  const admin = createKafka(kafka).admin();
  await admin.connect();
  // Loads the metadata that `deleteTopicRecords` needs.
  await admin.fetchTopicOffsets(name);
  await admin.deleteTopicRecords({ topic: name, partitions: [{ partition, offset: String(offset) }] });
  await admin.disconnect();
};

const partitionHealth = (strategy: KafkaBatchStrategy, partition: number) =>
  strategy.health().partitions.find((health) => health.partition === partition);

/** Waits until a store has what the topic holds, and compares both. A repeated request stands in the topic twice. */
const expectWholeLog = async (store: MemoryOffsetStore, name: string): Promise<void> => {
  const log = Map.groupBy(await readTopic(kafka, name), ({ partition }) => partition);
  const length = [...log.values()].flat().length;
  await eventually(() => store.values.length >= length);
  for (const [partition, records] of log)
    expect(store.row(name, partition).values).toEqual(valuesOf(records));
};

const sorted = (values: readonly string[]) => [...values].sort();

describe('KafkaBatchStrategy', () => {
  it('delivers every record once and in order, across restarts, whatever Kafka has committed', async () => {
    await createTopic(kafka, topic(), 4);
    const store = new MemoryOffsetStore();
    let sent = 0;
    const push = async (name: string, count: number) => {
      const records = numbered(name, count).map((record, i) => ({
        ...record,
        value: `${name}-${String(i)}`,
      }));
      await producer.send(topic(), records);
      sent += count;
    };
    for (let round = 0; round < 4; round++) {
      await push(`down-${String(round)}`, 300);
      const strategy = start(store, (batch) => {
        expect(batch.partitions).toBe(4);
        store.commit(batch);
      });
      await push(`up-${String(round)}`, 300);
      // Stops in the middle, except in the last round.
      if (round < 3) await eventually(() => store.values.length > sent / 2);
      else await expectWholeLog(store, topic());
      await strategy.close();
    }
  });

  it("goes back to the stored offset where Kafka's offset is ahead", async () => {
    await createTopic(kafka, topic(), 1);
    await producer.send(topic(), numbered('a', 50));
    const admin = createKafka(kafka).admin();
    await admin.connect();
    await admin.setOffsets({
      groupId: `${topicPrefixes}group`,
      topic: topic(),
      partitions: [{ partition: 0, offset: '40' }],
    });
    await admin.disconnect();
    const store = new MemoryOffsetStore();
    store.row(topic(), 0).next = 10n;
    start(store, (batch) => {
      store.commit(batch);
    });
    await eventually(() => store.row(topic(), 0).next === 50n);
    expect(store.values).toEqual(valuesOf(numbered('a', 50)).slice(10));
  });

  it('commits its position to Kafka, for monitoring of the lag', async () => {
    await createTopic(kafka, topic(), 1);
    await producer.send(topic(), numbered('a', 20));
    const store = new MemoryOffsetStore();
    const strategy = start(store, (batch) => {
      store.commit(batch);
    });
    await eventually(() => store.values.length === 20);
    await strategy.close();
    const admin = createKafka(kafka).admin();
    await admin.connect();
    const [offsets] = await admin.fetchOffsets({ groupId: `${topicPrefixes}group`, topics: [topic()] });
    await admin.disconnect();
    expect(offsets?.partitions).toEqual([expect.objectContaining({ partition: 0, offset: '20' })]);
  });

  it('claims again when fenced, and applies nothing twice', async () => {
    await createTopic(kafka, topic(), 1);
    const store = new MemoryOffsetStore();
    let fenced = 0;
    start(store, async (batch) => {
      // Another process claims the partition during the first three batches.
      if (fenced < 3) {
        fenced += 1;
        await store.claim(batch.topic, batch.partition);
      }
      store.commit(batch);
    });
    await producer.send(topic(), numbered('a', 30));
    await eventually(() => store.values.length === 30);
    expect(store.values).toEqual(valuesOf(numbered('a', 30)));
    expect(fenced).toBe(3);
  });

  it('a failed batch is repeated from the stored offset, not ready meanwhile, while other partitions go on', async () => {
    await createTopic(kafka, topic(), 2);
    const store = new MemoryOffsetStore();
    let broken = true;
    let attempts = 0;
    const strategy = start(store, (batch) => {
      if (batch.partition === 0 && broken) {
        attempts += 1;
        throw new TypeError('cannot read properties of undefined');
      }
      store.commit(batch);
    });
    const receipts = await producer.send(topic(), numbered('a', 100));
    const onOther = receipts.filter(({ partition }) => partition === 1).length;
    await eventually(() => attempts > 2 && store.values.length === onOther);
    const health = strategy.health();
    expect(health.ready).toBe(false);
    expect(health.partitions.find(({ partition }) => partition === 0)).toMatchObject({
      state: 'retrying',
      reason: 'cannot read properties of undefined',
      position: 0n,
    });
    broken = false;
    await eventually(() => store.values.length === 100);
    expect(strategy.health().ready).toBe(true);
  });

  it('a commit whose answer was lost is not repeated', async () => {
    await createTopic(kafka, topic(), 1);
    const store = new MemoryOffsetStore();
    let lost = 0;
    const strategy = start(store, (batch) => {
      store.commit(batch);
      if (lost++ < 2) throw new Error('connection terminated unexpectedly');
    });
    await producer.send(topic(), numbered('a', 10));
    await eventually(() => store.values.length === 10 && strategy.health().ready);
    await producer.send(topic(), numbered('b', 10));
    await eventually(() => store.values.length === 20 && strategy.health().ready);
    expect(store.values).toEqual([...valuesOf(numbered('a', 10)), ...valuesOf(numbered('b', 10))]);
  });

  describe('with records gone from the broker', () => {
    it('halts the partition before reading, while others go on', async () => {
      await createTopic(kafka, topic(), 2);
      const receipts = await producer.send(topic(), numbered('a', 100));
      await deleteBefore(topic(), 0, 20n);
      const store = new MemoryOffsetStore();
      const strategy = start(store, (batch) => {
        store.commit(batch);
      });
      const onOther = receipts.filter(({ partition }) => partition === 1).length;
      await eventually(() => store.values.length === onOther);
      await eventually(() => partitionHealth(strategy, 0)?.state === 'halted');
      expect(partitionHealth(strategy, 0)).toMatchObject({ position: null });
      expect(partitionHealth(strategy, 0)?.reason).toContain('from 0 to 19');
      expect(strategy.health().ready).toBe(false);
      const more = await producer.send(topic(), numbered('b', 100));
      const onOtherNow = onOther + more.filter(({ partition }) => partition === 1).length;
      await eventually(() => store.row(topic(), 1).values.length === onOtherNow);
      expect(store.row(topic(), 0).values).toEqual([]);
    });

    it('applies the records fetched before their deletion, then halts', async () => {
      await createTopic(kafka, topic(), 1);
      const large = numbered('large', 800).map((record, i) => ({
        ...record,
        // A fetch brings a quarter of the records.
        value: `${String(i)}:${'x'.repeat(20_000)}`,
      }));
      await producer.send(topic(), large);
      const store = new MemoryOffsetStore();
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      let started = false;
      const strategy = start(
        store,
        async (batch) => {
          started = true;
          await held;
          store.commit(batch);
        },
        { maxBatchRecords: 20 },
      );
      await eventually(() => started);
      await deleteBefore(topic(), 0, 790n);
      release();
      await eventually(() => partitionHealth(strategy, 0)?.state === 'halted');
      const { next, values } = store.row(topic(), 0);
      expect(partitionHealth(strategy, 0)?.reason).toContain(`from ${String(next)} to 789`);
      expect(values).toEqual(valuesOf(large).slice(0, Number(next)));
      expect(Number(next)).toBeLessThan(790);
    });
  });

  it('another log than the one read halts the partition, also once longer than the position, until an operator moves the position to the beginning', async () => {
    await createTopic(kafka, topic(), 1);
    await producer.send(topic(), numbered('a', 5));
    const store = new MemoryOffsetStore();
    const row = store.row(topic(), 0);
    row.next = 8n;
    row.last = { offset: 6n, leaderEpoch: 0, crc: 1, appendTime: '1767225600000', timestampType: 1 };
    const strategy = start(store, (batch) => {
      store.commit(batch);
    });
    await eventually(() => strategy.health().partitions[0]?.state === 'halted');
    expect(strategy.health().partitions[0]).toMatchObject({ haltedAt: 8n });
    expect(strategy.health().partitions[0]?.reason).toContain('log-replaced');
    await strategy.close();

    await producer.send(topic(), numbered('b', 5));
    const grown = start(store, (batch) => {
      store.commit(batch);
    });
    await eventually(() => grown.health().partitions[0]?.state === 'halted');
    expect(grown.health().partitions[0]?.reason).toContain('log-replaced');
    expect(store.values).toEqual([]);
    row.last = null;
    store.skip(topic(), 0, 8n, 0n);
    await eventually(() => store.values.length === 10);
    expect(store.values).toEqual(valuesOf([...numbered('a', 5), ...numbered('b', 5)]));
  });

  it('a topic with another id is read on if it has the last batch, and halts if no last batch is known', async () => {
    await createTopic(kafka, topic(), 1);
    await producer.send(topic(), numbered('a', 5));
    const store = new MemoryOffsetStore();
    const row = store.row(topic(), 0);
    const read = () =>
      start(store, (batch) => {
        store.commit(batch);
      });
    const first = read();
    await eventually(() => store.values.length === 5);
    await first.close();
    const { topicId: id } = row;
    expect(id).toMatch(/^[0-9a-f]{8}-/);

    // As after a copy of the log to another cluster, byte for byte.
    const another = '00000000-0000-4000-8000-000000000001';
    row.topicId = another;
    await producer.send(topic(), numbered('b', 5));
    const copied = read();
    await eventually(() => store.values.length === 10);
    await copied.close();
    expect(row.topicId).toBe(id);

    Object.assign(row, { topicId: another, last: null });
    const anew = read();
    await eventually(() => anew.health().partitions[0]?.state === 'halted');
    expect(anew.health().partitions[0]?.reason).toContain(
      `the topic's id was ${another}, and is ${String(id)}`,
    );
    await anew.close();

    // As for older positions, and for brokers without topic ids.
    row.topicId = null;
    read();
    await producer.send(topic(), numbered('c', 5));
    await eventually(() => store.values.length === 15);
  });

  it('counts control records and leaves aborted ones out', async () => {
    await createTopic(kafka, topic(), 1);
    const store = new MemoryOffsetStore();
    const batches: RecordBatch[] = [];
    start(store, (batch) => {
      store.commit(batch);
      batches.push(batch);
    });
    const stranger = createKafka(kafka).producer({ transactionalId: uniqueName(), idempotent: true });
    await stranger.connect();
    for (const [name, commits] of [
      ['kept', true],
      ['dropped', false],
      ['dropped too', false],
      ['kept too', true],
    ] as const) {
      const transaction = await stranger.transaction();
      await transaction.send({ topic: topic(), messages: [{ value: name }] });
      await (commits ? transaction.commit() : transaction.abort());
      await sleep(150);
    }
    await stranger.disconnect();
    await eventually(() => store.values.length === 2);
    expect(store.values).toEqual(['kept', 'kept too']);
    await producer.send(topic(), [{ key: null, value: 'plain' }]);
    await eventually(() => store.values.length === 3);
    expect(store.row(topic(), 0).next).toBe(9n);
    for (const [i, batch] of batches.entries()) expect(batch.expected).toBe(batches[i - 1]?.next ?? 0n);
  });

  it('fetches ahead within its byte limit, and hands over batches within their limit', async () => {
    await createTopic(kafka, topic(), 1);
    await producer.send(topic(), numbered('a', 3_000));
    const store = new MemoryOffsetStore();
    const sizes: number[] = [];
    start(
      store,
      async (batch) => {
        await batch.heartbeat();
        sizes.push(batch.records.length);
        store.commit(batch);
      },
      { maxBatchRecords: 128 },
    );
    await eventually(() => store.values.length === 3_000);
    expect(Math.max(...sizes)).toBe(128);
    expect(store.values).toEqual(valuesOf(numbered('a', 3_000)));
  });

  it('joining and leaving members under load: every record once, in order', async () => {
    await createTopic(kafka, topic(), 4);
    const store = new MemoryOffsetStore();
    const handler = async (batch: RecordBatch) => {
      await sleep(Math.random() * 20);
      store.commit(batch);
    };
    let loading = true;
    const load = (async () => {
      for (let i = 0; loading; i++) {
        const records = numbered(`load-${String(i)}`, 40).map((r, j) => ({
          ...r,
          value: `${String(i)}/${String(j)}`,
        }));
        await producer.send(topic(), records);
      }
    })();
    const members = [start(store, handler), start(store, handler)];
    const share = (among: readonly KafkaBatchStrategy[]) =>
      eventually(
        () => {
          const health = among.map((member) => member.health());
          const assigned = health.flatMap(({ partitions }) => partitions);
          const everyoneReads = health.every(({ ready, partitions }) => ready && partitions.length > 0);
          return everyoneReads && assigned.length === 4;
        },
        { within: 60_000 },
      );
    await share(members);
    members.push(start(store, handler));
    await share(members);
    await members[0]?.close();
    await share(members.slice(1));
    loading = false;
    await load;
    await expectWholeLog(store, topic());
  });

  it('closing waits for a running handler', async () => {
    await createTopic(kafka, topic(), 1);
    await producer.send(topic(), numbered('a', 10));
    const store = new MemoryOffsetStore();
    let running = false;
    const strategy = start(store, async (batch) => {
      running = true;
      await sleep(400);
      store.commit(batch);
      running = false;
    });
    await eventually(() => running);
    await strategy.close();
    expect(running).toBe(false);
    expect(store.values).toHaveLength(10);
  });

  it('starts without the topics, and reads once they exist', async () => {
    const store = new MemoryOffsetStore();
    const strategy = start(store, (batch) => {
      store.commit(batch);
    });
    await eventually(() => strategy.health().reason !== 'not started');
    expect(strategy.health()).toMatchObject({ ready: false, joined: false });
    await createTopic(kafka, topic(), 1);
    await producer.send(topic(), numbered('a', 3));
    await eventually(() => store.values.length === 3);
  });

  it('hands batches to Nest handlers, and gets their errors unchanged', async () => {
    await createTopic(kafka, topic(), 1);
    const store = new MemoryOffsetStore();
    const errors: unknown[] = [];

    @Controller()
    class FiguresController {
      @BatchPattern('figures')
      async figures(@Payload() batch: RecordBatch): Promise<void> {
        if (errors.length === 0) {
          await store.claim(batch.topic, batch.partition);
          errors.push('fenced once');
        }
        store.commit(batch);
      }
    }
    @Module({ controllers: [FiguresController] })
    class AppModule {}

    const warnings: string[] = [];
    const strategy = new KafkaBatchStrategy({
      kafka: { ...kafka, log: (level, message) => level === 'warn' && warnings.push(message) },
      groupId: `${topicPrefixes}group`,
      topicPrefix: topicPrefixes,
      offsets: store,
      onFatal: (error) => fatal.push(error),
    });
    strategies.push(strategy);
    const app = await NestFactory.createMicroservice(AppModule, { strategy, logger: false });
    await app.listen();
    await producer.send(topic(), numbered('a', 5));
    await eventually(() => store.values.length === 5);
    await app.close();
    expect(warnings.filter((warning) => warning.startsWith('Fenced'))).toHaveLength(1);
    expect(strategy.health().joined).toBe(false);
  });
});

describe('KafkaBatchStrategy and a broker that dies', () => {
  let broker: EmbeddedKafka;
  afterAll(async () => {
    await broker.stop();
    rmSync(broker.dir, { recursive: true, force: true });
  });

  it('goes on once the broker is back, without a lost or repeated record', async () => {
    broker = await startKafka();
    const own = { brokers: [broker.brokers] };
    await createTopic(own, topic(), 3);
    const store = new MemoryOffsetStore();
    const strategy = start(
      store,
      (batch) => {
        store.commit(batch);
      },
      { kafka: own },
    );
    const sender = new SafeProducer(own);
    await sender.send(topic(), numbered('a', 500));
    await eventually(() => store.values.length > 100);
    await broker.kill();
    const patient = { within: 90_000 };
    await eventually(() => !strategy.health().ready, patient);
    broker = await startKafka({ dir: broker.dir, port: broker.port });
    await eventually(() => sender.send(topic(), numbered('b', 500)).then(() => true), patient);
    await sender.close();
    // A failed send may have been written, so the topic itself is compared.
    const length = [...(await latestOffsets(own, topic())).values()].reduce((sum, end) => sum + end, 0n);
    expect(length).toBeGreaterThanOrEqual(1_000n);
    await eventually(() => store.values.length >= length && strategy.health().ready, patient);
    await strategy.close();
    expect(sorted(store.values)).toEqual(
      sorted((await readTopic(own, topic())).map(({ value }) => String(value))),
    );
  });
});
