import { eventually, testBrokers, topicPrefix } from '@silkgauge/testing';
import { KafkaBatchStrategy } from './batch-strategy.ts';
import { MemoryLedger } from './memory-ledger.fixture.ts';
import { ReadAgain } from './errors.ts';
import type { RecordBatch } from './records.ts';
import { SafeProducer } from './safe-producer.ts';
import { createTopic, numbered } from './topic.fixture.ts';

const kafka = { brokers: [testBrokers()] };
const prefix = topicPrefix();
const topic = `${prefix}figures`;
const producer = new SafeProducer(kafka);
afterAll(() => producer.close());

it('a batch moves on to what came since, as far as it may be large, and its records are kept after it failed', async () => {
  await createTopic(kafka, topic, 1);
  await producer.send(topic, numbered('a', 5));
  const ledger = new MemoryLedger();
  const seen: string[] = [];
  let failures = 0;
  const strategy = new KafkaBatchStrategy({
    kafka,
    groupId: `${prefix}group`,
    topicPrefix: prefix,
    ledger,
    onFatal: (error) => seen.push(String(error)),
    maxBatchRecords: 12,
  });
  strategy.addHandler(
    'figures',
    async (batch: RecordBatch) => {
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
    },
    true,
  );
  strategy.listen(() => undefined);
  await eventually(() => ledger.values.length === 25);
  await strategy.close();
  expect(ledger.values).toEqual([...numbered('a', 5), ...numbered('b', 20)].map(({ value }) => value));
  expect(seen).toEqual(['11 before 12', 'is kept', '0 to 12', 'moves', '12 to 24', 'moves', '24 to 25']);
});
