import { eventually, testBrokers, topicPrefix } from '@silkgauge/testing';
import { Halted } from '../broker/errors.ts';
import { KafkaBatchStrategy } from './batch-strategy.ts';
import { createKafka } from '../broker/client.ts';
import { MemoryOffsetStore } from '../spec/memory-offset-store.fixture.ts';
import type { RecordBatch } from '../wire/records.ts';
import { SafeProducer } from '../sender/safe-producer.ts';
import { createTopic, numbered } from '../spec/topic.fixture.ts';
import { ensureTopics } from '../topics/topics.ts';

const kafka = { brokers: [testBrokers()] };
const prefix = topicPrefix();
const topic = `${prefix}figures`;

describe('a halted partition', () => {
  const said: string[] = [];
  const offsets = new MemoryOffsetStore();
  const strategy = new KafkaBatchStrategy({
    kafka: { ...kafka, log: (_, message) => said.push(message) },
    groupId: `${prefix}group`,
    topicPrefix: prefix,
    offsets,
    onFatal: (error) => said.push(String(error)),
    sessionTimeout: 6_000,
  });
  afterAll(() => strategy.close());

  it('reports its position, stays until an operator moves it, and goes on at the new position', async () => {
    await createTopic(kafka, topic, 1);
    const producer = new SafeProducer(kafka);
    await producer.send(topic, numbered('a', 50));
    await forgetBefore(20n);
    strategy.addHandler(
      'figures',
      async (batch: RecordBatch) => Promise.resolve(offsets.commit(batch)),
      true,
    );
    strategy.listen(() => undefined);
    await eventually(() => strategy.health().partitions[0]?.state === 'halted');
    expect(strategy.health().partitions[0]).toMatchObject({ haltedAt: 0n, position: null });
    expect(said).toContain(
      `Halted: ${topic}/0 at offset 0: the records from 0 to 19 are no longer on the broker, and they have not been dealt with`,
    );

    // A move to a deleted offset makes the reader halt there.
    offsets.skip(topic, 0, 0n, 7n);
    await eventually(() => strategy.health().partitions[0]?.haltedAt === 7n);
    expect(offsets.values).toEqual([]);

    offsets.skip(topic, 0, 7n, 20n);
    await eventually(() => offsets.values.length === 30);
    await producer.send(topic, numbered('b', 5));
    await eventually(() => offsets.values.length === 35);
    await producer.close();
    expect(offsets.values).toEqual(
      [...numbered('a', 50).slice(20), ...numbered('b', 5)].map(({ value }) => value),
    );
    expect(strategy.health()).toMatchObject({ ready: true, partitions: [{ haltedAt: null, position: 55n }] });
  });
});

it("halts at a record with its producer's clock, names the fix, and goes on behind the record", async () => {
  const own = `${topicPrefix()}clocks`;
  const clock = (type: string) => ({ name: own, partitions: 1, config: { 'message.timestamp.type': type } });
  const setClock = async (type: string) => {
    await ensureTopics(kafka, [clock(type)]);
    await eventually(async () => (await ensureTopics(kafka, [clock(type)])).altered.length === 0);
  };
  await createTopic(kafka, own, 1);
  const producer = new SafeProducer(kafka);
  const offsets = new MemoryOffsetStore();
  const strategy = new KafkaBatchStrategy({
    ...{ kafka, groupId: `${own}-group`, offsets, sessionTimeout: 6_000 },
    onFatal: (error) => {
      throw error;
    },
  });
  strategy.addHandler(own, async (batch: RecordBatch) => Promise.resolve(offsets.commit(batch)), true);
  try {
    await producer.send(own, numbered('a', 3));
    await setClock('CreateTime');
    await producer.send(own, numbered('theirs', 2));
    strategy.listen(() => undefined);
    await eventually(() => strategy.health().partitions[0]?.state === 'halted');
    const [partition] = strategy.health().partitions;
    expect(partition).toMatchObject({ haltedAt: 3n });
    expect(partition?.reason).toContain('(CreateTime)');
    expect(partition?.reason).toContain('set message.timestamp.type=LogAppendTime on the topic');
    await setClock('LogAppendTime');
    await producer.send(own, numbered('b', 2));
    offsets.skip(own, 0, 3n, 5n);
    await eventually(() => offsets.values.length === 5);
    const values = [...numbered('a', 3), ...numbered('b', 2)].map(({ value }) => value);
    expect(offsets.values).toEqual(values);
  } finally {
    await producer.close();
    await strategy.close();
  }
});

it('goes on by itself at the time that a handler names, and at once where an operator moves it before', async () => {
  const own = `${topicPrefix()}times`;
  await createTopic(kafka, own, 1);
  const producer = new SafeProducer(kafka);
  const offsets = new MemoryOffsetStore();
  const strategy = new KafkaBatchStrategy({
    ...{ kafka, groupId: `${own}-group`, offsets, sessionTimeout: 6_000 },
    onFatal: (error) => {
      throw error;
    },
  });
  let time = Number.POSITIVE_INFINITY;
  const take = async (batch: RecordBatch) => {
    if (Date.now() < time) throw new Halted('not before its time', time);
    return Promise.resolve(offsets.commit(batch));
  };
  strategy.addHandler(own, take, true);
  const state = () => strategy.health().partitions[0]?.state;
  try {
    await producer.send(own, numbered('a', 2));
    time = Date.now() + 86_400_000;
    strategy.listen(() => undefined);
    await eventually(() => state() === 'halted');
    expect(strategy.health().partitions[0]).toMatchObject({ haltedAt: 0n, reason: 'not before its time' });
    // An operator steps over the first record; the next one halts for two seconds.
    time = Date.now() + 2_000;
    offsets.skip(own, 0, 0n, 1n);
    await eventually(() => strategy.health().partitions[0]?.haltedAt === 1n);
    expect(offsets.values).toEqual([]);
    await eventually(() => offsets.values.length === 1);
    expect(Date.now()).toBeGreaterThanOrEqual(time);
    expect(state()).toBe('reading');
  } finally {
    await producer.close();
    await strategy.close();
  }
});

it('is claimed again, and reads again, once its stored position has fallen, without a new record', async () => {
  const own = `${topicPrefix()}fallen`;
  await createTopic(kafka, own, 1);
  const producer = new SafeProducer(kafka);
  const offsets = new MemoryOffsetStore();
  const strategy = new KafkaBatchStrategy({
    ...{ kafka, groupId: `${own}-group`, offsets, sessionTimeout: 6_000 },
    onFatal: (error) => {
      throw error;
    },
  });
  strategy.addHandler(own, async (batch: RecordBatch) => Promise.resolve(offsets.commit(batch)), true);
  try {
    await producer.send(own, numbered('a', 5));
    strategy.listen(() => undefined);
    await eventually(() => offsets.values.length === 5);
    const row = offsets.row(own, 0);
    // As a restore does: the position and the values behind it are gone, and so is the epoch.
    [row.epoch, row.next, row.last] = [0n, 2n, null];
    row.values.splice(2);
    await eventually(() => offsets.values.length === 5);
    expect(offsets.values).toEqual(numbered('a', 5).map(({ value }) => value));
    expect(strategy.health()).toMatchObject({ ready: true, partitions: [{ position: 5n, storedAt: 5n }] });
  } finally {
    await producer.close();
    await strategy.close();
  }
});

/** Deletes records, as retention does. */
async function forgetBefore(offset: bigint): Promise<void> {
  const admin = createKafka(kafka).admin();
  await admin.connect();
  await admin.fetchTopicOffsets(topic);
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(offset) }] });
  await admin.disconnect();
}
