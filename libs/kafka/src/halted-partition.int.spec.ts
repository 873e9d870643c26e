import { eventually, testBrokers, topicPrefix } from '@silkgauge/testing';
import { KafkaBatchStrategy } from './batch-strategy.ts';
import { createKafka } from './client.ts';
import { MemoryLedger } from './memory-ledger.fixture.ts';
import type { RecordBatch } from './records.ts';
import { SafeProducer } from './safe-producer.ts';
import { createTopic, numbered } from './topic.fixture.ts';

const kafka = { brokers: [testBrokers()] };
const prefix = topicPrefix();
const topic = `${prefix}figures`;

describe('a halted partition', () => {
  const said: string[] = [];
  const ledger = new MemoryLedger();
  const strategy = new KafkaBatchStrategy({
    kafka: { ...kafka, log: (_, message) => said.push(message) },
    groupId: `${prefix}group`,
    topicPrefix: prefix,
    ledger,
    onFatal: (error) => said.push(String(error)),
    sessionTimeout: 6_000,
  });
  afterAll(() => strategy.close());

  it('names where it stands, stays there while nobody moves it, and goes on from where somebody moved it', async () => {
    await createTopic(kafka, topic, 1);
    const producer = new SafeProducer(kafka);
    await producer.send(topic, numbered('a', 50));
    await forgetBefore(20n);
    strategy.addHandler('figures', async (batch: RecordBatch) => Promise.resolve(ledger.commit(batch)), true);
    strategy.listen(() => undefined);
    await eventually(() => strategy.health().partitions[0]?.state === 'halted');
    expect(strategy.health().partitions[0]).toMatchObject({ haltedAt: 0n, position: null });
    expect(said).toContain(
      `Halted: ${topic}/0 at offset 0: the records from 0 to 19 are no longer on the broker, and they have not been dealt with`,
    );

    // Moved to a place that is gone too: it looks, and halts there.
    ledger.skip(topic, 0, 0n, 7n);
    await eventually(() => strategy.health().partitions[0]?.haltedAt === 7n);
    expect(ledger.values).toEqual([]);

    ledger.skip(topic, 0, 7n, 20n);
    await eventually(() => ledger.values.length === 30);
    await producer.send(topic, numbered('b', 5));
    await eventually(() => ledger.values.length === 35);
    await producer.close();
    expect(ledger.values).toEqual(
      [...numbered('a', 50).slice(20), ...numbered('b', 5)].map(({ value }) => value),
    );
    expect(strategy.health()).toMatchObject({ ready: true, partitions: [{ haltedAt: null, position: 55n }] });
  });
});

/** Makes the broker forget, as retention would. */
async function forgetBefore(offset: bigint): Promise<void> {
  const admin = createKafka(kafka).admin();
  await admin.connect();
  await admin.fetchTopicOffsets(topic);
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(offset) }] });
  await admin.disconnect();
}
