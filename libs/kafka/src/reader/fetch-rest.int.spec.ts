import { eventually, testBrokers, topicPrefix } from '@silkgauge/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaBatchStrategy } from './batch-strategy.ts';
import { MemoryOffsetStore } from '../spec/memory-offset-store.fixture.ts';
import { SafeProducer } from '../sender/safe-producer.ts';
import { createTopic, numbered } from '../spec/topic.fixture.ts';

const REST_MS = 3_000;
const PARTITIONS = 4;

const kafka = { brokers: [testBrokers()] };
const producer = new SafeProducer(kafka);
afterAll(() => producer.close());

let topic: string;
let offsets: MemoryOffsetStore;
let strategy: KafkaBatchStrategy;
let batches: number;
/** Batches handed over in each turn of the event loop with any batch. */
let turns: number[];

beforeEach(async () => {
  const prefix = topicPrefix();
  topic = `${prefix}figures`;
  await createTopic(kafka, topic, PARTITIONS);
  offsets = new MemoryOffsetStore();
  batches = 0;
  turns = [];
  let isNewTurn = true;
  strategy = new KafkaBatchStrategy({
    kafka,
    groupId: `${prefix}group`,
    topicPrefix: prefix,
    offsets,
    fetchRest: REST_MS,
    onFatal: (error) => {
      throw error;
    },
  });
  strategy.addHandler(
    'figures',
    (batch) => {
      batches += 1;
      if (isNewTurn) {
        turns.push(0);
        setImmediate(() => (isNewTurn = true));
      }
      isNewTurn = false;
      turns[turns.length - 1] = (turns.at(-1) ?? 0) + 1;
      offsets.commit(batch);
      return Promise.resolve();
    },
    true,
  );
  strategy.listen(() => undefined);
  // At the end of every partition, since a partition with a backlog does not wait with the others.
  await eventually(() => strategy.health().ready && strategy.health().partitions.length === PARTITIONS, {
    within: 60_000,
  });
  await producer.send(topic, numbered('first', 1));
  await eventually(() => offsets.values.length === 1);
});

afterEach(() => strategy.close());

it('records that trickle in gather between two fetches', async () => {
  const key = 'always the same partition';
  const begin = performance.now();
  for (let i = 0; i < 40; i += 1) {
    await producer.send(topic, [{ key, value: String(i) }]);
    await sleep(20);
  }
  await eventually(() => offsets.values.length === 41);
  const rests = (performance.now() - begin) / REST_MS;
  // Without the batch of the first record.
  expect(batches - 1).toBeLessThanOrEqual(Math.ceil(rests) + 1);
});

it('records of several partitions from one fetch are handed over in one turn', async () => {
  // The fetcher pauses after the first record.
  const records = numbered('many', 60);
  await producer.send(topic, records);
  await eventually(() => offsets.values.length === 61);
  expect(turns).toEqual([1, PARTITIONS]);
});
