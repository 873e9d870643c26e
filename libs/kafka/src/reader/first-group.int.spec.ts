import { eventually, startKafka, type EmbeddedKafka } from '@silkgauge/testing';
import { KafkaBatchStrategy } from './batch-strategy.ts';
import { MemoryOffsetStore } from '../spec/memory-offset-store.fixture.ts';
import type { RecordBatch } from '../wire/records.ts';
import { SafeProducer } from '../sender/safe-producer.ts';
import { createTopic, numbered } from '../spec/topic.fixture.ts';

describe('KafkaBatchStrategy on a broker that has never had a group', () => {
  let broker: EmbeddedKafka;
  beforeAll(async () => {
    broker = await startKafka();
  });
  afterAll(() => broker.stop());

  it('waits for a coordinator that takes longer than the patience of kafkajs', async () => {
    const kafka = { brokers: [broker.brokers] };
    await createTopic(kafka, 'figures', 1);
    const fatal: Error[] = [];
    const offsets = new MemoryOffsetStore();
    const onFatal = (error: Error) => fatal.push(error);
    const strategy = new KafkaBatchStrategy({ kafka, groupId: 'first', offsets, onFatal });
    strategy.addHandler(
      'figures',
      async (batch: RecordBatch) => Promise.resolve(offsets.commit(batch)),
      true,
    );
    strategy.listen(() => undefined);
    const producer = new SafeProducer(kafka);
    await producer.send('figures', numbered('a', 3));
    await eventually(() => offsets.values.length === 3);
    expect(fatal).toEqual([]);
    expect(strategy.health().ready).toBe(true);
    await Promise.all([producer.close(), strategy.close()]);
  });
});
