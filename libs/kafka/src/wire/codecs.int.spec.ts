import { eventually, testBrokers, topicPrefix, uniqueName } from '@silkgauge/testing';
import kafkajs from 'kafkajs';
import { KafkaBatchStrategy } from '../reader/batch-strategy.ts';
import { createKafka } from '../broker/client.ts';
import { MemoryOffsetStore } from '../spec/memory-offset-store.fixture.ts';
import type { RecordBatch } from './records.ts';
import { registerCodecs } from '../spec/register-codecs.fixture.ts';
import { createTopic, numbered, readTopic } from '../spec/topic.fixture.ts';

const kafka = { brokers: [testBrokers()] };
const { CompressionTypes } = kafkajs;
const compressible = numbered('event', 200).map((record, i) => ({
  ...record,
  value: `{"n": ${String(i)}, "text": "${'figure '.repeat(20)}"}`,
  headers: { ce_id: String(i) },
}));

const readAll = async (prefix: string): Promise<MemoryOffsetStore> => {
  const offsets = new MemoryOffsetStore();
  const strategy = new KafkaBatchStrategy({
    kafka,
    groupId: uniqueName(),
    topicPrefix: prefix,
    offsets,
    onFatal: (error) => {
      throw error;
    },
  });
  strategy.addHandler('packed', async (batch: RecordBatch) => offsets.commit(batch), true);
  strategy.listen(() => undefined);
  await eventually(() => offsets.values.length === compressible.length);
  await strategy.close();
  return offsets;
};

describe('compressed records', () => {
  beforeAll(registerCodecs);

  it.each(['gzip', 'snappy', 'lz4', 'zstd'])(
    'packed by the broker itself with %s are read',
    async (codec) => {
      const prefix = topicPrefix();
      const topic = `${prefix}packed`;
      await createTopic(kafka, topic, 1, { 'compression.type': codec });
      const producer = createKafka(kafka).producer({
        createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      });
      await producer.connect();
      await producer.send({ topic, messages: compressible });
      await producer.disconnect();
      const values = compressible.map(({ value }) => value);
      expect((await readAll(prefix)).values).toEqual(values);
      expect((await readTopic(kafka, topic)).map(({ value }) => value)).toEqual(values);
    },
  );

  it.each(['GZIP', 'Snappy', 'LZ4', 'ZSTD'] as const)(
    'packed by kafkajs with %s pass the broker',
    async (codec) => {
      const prefix = topicPrefix();
      // The topic's other codec makes the broker unpack the batch.
      const config = { 'compression.type': codec === 'GZIP' ? 'zstd' : 'gzip' };
      await createTopic(kafka, `${prefix}packed`, 1, config);
      const producer = createKafka(kafka).producer({
        createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      });
      await producer.connect();
      await producer.send({
        topic: `${prefix}packed`,
        messages: compressible,
        compression: CompressionTypes[codec],
      });
      await producer.disconnect();
      expect((await readAll(prefix)).values).toEqual(compressible.map(({ value }) => value));
    },
  );
});
