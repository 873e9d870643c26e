import {
  eventually,
  readWithConsoleConsumer,
  testBrokers,
  topicPrefix,
  uniqueName,
} from '@silkgauge/testing';
import type { Producer } from 'kafkajs';
import { KafkaBatchStrategy } from './batch-strategy.ts';
import { createKafka } from '../broker/client.ts';
import { MemoryOffsetStore } from '../spec/memory-offset-store.fixture.ts';
import type { RecordBatch } from '../wire/records.ts';
import { scanTopics } from './scan-topics.ts';
import { createTopic } from '../spec/topic.fixture.ts';
import { latestOffsets } from '../broker/offsets.ts';

const brokers = testBrokers();
const kafka = { brokers: [brokers] };
const prefix = topicPrefix();
const topic = `${prefix}figures`;
const producers: Producer[] = [];
afterAll(() => Promise.all(producers.map((producer) => producer.disconnect())));

const transactional = async (): Promise<Producer> => {
  const producer = createKafka(kafka).producer({ transactionalId: uniqueName(), idempotent: true });
  producers.push(producer);
  await producer.connect();
  return producer;
};

/**
 * Two producers take turns on one partition, each round with both transactions open. Some pairs abort in the
 * reverse order of their begin, and the broker lists aborted transactions in the order of their ends.
 */
const produce = async (): Promise<string[]> => {
  const [first, second] = [await transactional(), await transactional()];
  const committed: string[] = [];
  const endings = [
    ['abort', 'abort'],
    ['abort', 'commit'],
    ['commit', 'abort'],
    ['abort', 'abort'],
    ['commit', 'commit'],
  ] as const;
  for (const [round, [a, b]] of endings.entries()) {
    const earlier = await first.transaction();
    const send = async (transaction: typeof earlier, name: string): Promise<string> => {
      const value = `${name} of round ${String(round)}`;
      await transaction.send({ topic, messages: [{ value }] });
      return value;
    };
    const one = await send(earlier, 'first');
    const later = await second.transaction();
    const two = await send(later, 'second');
    await later[b]();
    const three = await send(earlier, 'first again');
    await earlier[a]();
    if (a === 'commit') committed.push(one);
    if (b === 'commit') committed.push(two);
    if (a === 'commit') committed.push(three);
  }
  return committed;
};

describe('scenario 24: interleaved aborts', () => {
  let expected: string[];
  beforeAll(async () => {
    await createTopic(kafka, topic, 1);
    expected = await produce();
  });

  it('are left out by the batch reader, by scans and by Kafka’s own consumer', async () => {
    const offsets = new MemoryOffsetStore();
    const strategy = new KafkaBatchStrategy({
      ...{ kafka, groupId: `${prefix}group`, topicPrefix: prefix, offsets },
      onFatal: (error) => {
        throw error;
      },
    });
    strategy.addHandler(
      'figures',
      async (batch: RecordBatch) => Promise.resolve(offsets.commit(batch)),
      true,
    );
    strategy.listen(() => undefined);
    const end = (await latestOffsets(kafka, topic)).get(0) ?? 0n;
    // The last record is a marker, behind which the position is.
    await eventually(() => offsets.row(topic, 0).next >= end - 1n);
    await strategy.close();
    expect(offsets.values).toEqual(expected);

    const scanned: string[] = [];
    await scanTopics(kafka, [{ topic, partition: 0, from: 0n, until: end }], ({ records }) => {
      scanned.push(...records.map(({ value }) => String(value)));
      return true;
    });
    expect(scanned).toEqual(expected);

    expect(await readWithConsoleConsumer(brokers, topic, expected.length + 1)).toEqual(expected);
  });
});
