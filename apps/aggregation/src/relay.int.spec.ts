import { topics, type GrowthState } from '@silkgauge/contract';
import { ensureTopics, TransactionalSender, type KafkaConfig } from '@silkgauge/kafka';
import {
  advanceRelay,
  claimPosition,
  createReadModel,
  readChanges,
  relayPosition,
  stateJson,
  waitingDeadLetters,
  type ReadModel,
} from '@silkgauge/read-model';
import { eventually, testBrokers, testDatabase, topicPrefix, type TestDatabase } from '@silkgauge/testing';
import { Kafka, logLevel, type KafkaMessage } from 'kafkajs';
import { BatchApplier } from './apply-batch.ts';
import { batchOf, records, sale } from './batches.fixture.ts';
import { Relay } from './relay.ts';

const prefix = topicPrefix();
const kafka: KafkaConfig = { brokers: testBrokers().split(',') };
const platform = `${prefix}growth-updated.platform`;

let database: TestDatabase;
let readModel: ReadModel;
let next = 0n;
const read: { topic: string; message: KafkaMessage }[] = [];
const reader = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING }).consumer({
  groupId: `${prefix}reader`,
});

beforeAll(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  await ensureTopics(kafka, topics(prefix));
  await reader.connect();
  await reader.subscribe({ topics: [platform, `${prefix}platform.sales.dlq`], fromBeginning: true });
  await reader.run({
    eachMessage: ({ topic, message }) => {
      read.push({ topic, message });
      return Promise.resolve();
    },
  });
});

afterAll(async () => {
  await reader.disconnect();
  await readModel.close();
  await database.drop();
});

const relay = () =>
  new Relay({
    readModel,
    databaseUrl: database.url,
    topicPrefix: prefix,
    openSender: () => TransactionalSender.open({ ...kafka, transactionalId: `${prefix}relay` }),
    log: () => undefined,
    pageSize: 10,
  });

async function sell(count: number, poison: Buffer[] = []): Promise<void> {
  const topic = `${prefix}platform.sales`;
  const { epoch } = await claimPosition(readModel.pool, topic, 0);
  const events = Array.from({ length: count }, (_, i) =>
    sale({ amount: '1.50', orderedAt: `20${String(10 + (i % 15))}-0${String(1 + (i % 9))}-01T00:00:00Z` }),
  );
  const good = records(events, next);
  const bad = poison.map((value, i) => ({
    offset: next + BigInt(count + i),
    timestamp: '1767225600000',
    key: Buffer.from('k'),
    value,
    headers: [['ce_id', Buffer.from('one')] as const, ['ce_id', Buffer.from([0xff])] as const],
  }));
  const batch = { ...batchOf('platform.sales', [...good, ...bad], { epoch, expected: next }), topic };
  await new BatchApplier({ readModel, identityWindow: 1_000 }).apply('platform.sales', batch);
  next = batch.next;
}

const published = () => read.filter((r) => r.topic === platform);

async function committed(): Promise<GrowthState[]> {
  const rows = await readChanges(readModel.pool, '0', 100_000);
  return rows.map((row) => JSON.parse(stateJson(row)) as GrowthState);
}

it('publishes every committed change, in order per key, byte for byte what the API serves', async () => {
  await sell(40);
  const running = relay();
  running.start();
  await sell(40);
  const rows = await readChanges(readModel.pool, '0', 100_000);
  await eventually(() => published().length >= rows.length, { within: 20_000 });
  await running.stop();
  const bySequence = new Map(
    published().map(({ message }) => [message.headers?.['ce_id']?.toString(), message]),
  );
  expect(published()).toHaveLength(rows.length);
  for (const row of rows) {
    const message = bySequence.get(row.sequence);
    expect(message?.value?.toString()).toBe(stateJson(row));
    expect(message?.key?.toString()).toBe(`${row.key}/${row.period}`);
  }
  const versions = new Map<string, number[]>();
  for (const { message } of published()) {
    const state = JSON.parse(String(message.value)) as GrowthState;
    versions.set(state.key, [...(versions.get(state.key) ?? []), state.version]);
  }
  for (const list of versions.values()) expect(list).toEqual(list.map((_, i) => i + 1));
});

it('after a crash between publishing and storing, some go out again and none is left out', async () => {
  await sell(10);
  const before = published().length;
  const stored = await relayPosition(readModel.pool, 'growth-updated');
  const first = relay();
  first.start();
  const all = await committed();
  await eventually(
    () => published().length >= before + all.filter((s) => BigInt(s.sequence) > BigInt(stored)).length,
  );
  await first.stop();
  // As if it had died before it stored its place.
  await readModel.pool.query('update relay_position set sequence = $1', [stored]);
  const second = relay();
  second.start();
  await eventually(
    async () => (await relayPosition(readModel.pool, 'growth-updated')) === all.at(-1)?.sequence,
  );
  await second.stop();
  const newest = new Map<string, GrowthState>();
  const last = new Map<string, GrowthState>();
  await eventually(() => {
    for (const { message } of published()) {
      const state = JSON.parse(String(message.value)) as GrowthState;
      last.set(state.key, state);
    }
    for (const state of all) newest.set(state.key, state);
    expect(new Map([...last].sort())).toEqual(new Map([...newest].sort()));
    return true;
  });
});

it('one relay leads; another takes over when it ends', async () => {
  const first = relay();
  const second = relay();
  first.start();
  await eventually(() => first.leading);
  second.start();
  await sell(3);
  const target = (await committed()).at(-1)?.sequence;
  await eventually(async () => (await relayPosition(readModel.pool, 'growth-updated')) === target);
  expect(second.leading).toBe(false);
  await first.stop();
  await eventually(() => second.leading, { within: 20_000 });
  await second.stop();
});

it('stores its place only forward', async () => {
  await advanceRelay(readModel.pool, 'spec', '7');
  await advanceRelay(readModel.pool, 'spec', '5');
  expect(await relayPosition(readModel.pool, 'spec')).toBe('7');
});

it('dead letters reach their topic with the original key, value and headers, and with the reason', async () => {
  const poison = [Buffer.from('not json'), Buffer.from([0x00, 0xff])];
  await sell(1, poison);
  const running = relay();
  running.start();
  const letters = () => read.filter((r) => r.topic === `${prefix}platform.sales.dlq`);
  await eventually(() => letters().length >= 2);
  await eventually(async () => (await waitingDeadLetters(readModel.pool, 10)).length === 0);
  await running.stop();
  expect(letters().map(({ message }) => message.value)).toEqual(expect.arrayContaining(poison));
  const headers = letters()[0]?.message.headers ?? {};
  expect(headers['ce_id']).toEqual([Buffer.from('one'), Buffer.from([0xff])]);
  expect(letters()[0]?.message.key?.toString()).toBe('k');
  expect(String(headers['dlq-topic'])).toBe(`${prefix}platform.sales`);
  expect(String(headers['dlq-partition'])).toBe('0');
  expect(Number(String(headers['dlq-offset']))).toBeGreaterThan(0);
  expect(String(headers['dlq-rule'])).not.toBe('');
  expect(String(headers['dlq-reason'])).not.toBe('');
});
