import { rmSync } from 'node:fs';
import { eventually, startKafka, testBrokers, topicPrefix, type EmbeddedKafka } from '@silkgauge/testing';
import { SendFailed, SenderClosed } from '../broker/errors.ts';
import { SafeProducer } from './safe-producer.ts';
import { createTopic, numbered, readTopic } from '../spec/topic.fixture.ts';

const prefix = topicPrefix();

describe('SafeProducer', () => {
  const kafka = { brokers: [testBrokers()] };
  const producer = new SafeProducer(kafka);
  afterAll(() => producer.close());

  it('returns the partition and offset of each record, also for overlapping sends', async () => {
    const topic = `${prefix}receipts`;
    await createTopic(kafka, topic, 4);
    const batches = Array.from({ length: 40 }, (_, i) => numbered(`batch${String(i)}`, 1 + ((i * 7) % 50)));
    const receipts = await Promise.all(batches.map((records) => producer.send(topic, records)));

    const sent = batches.flatMap((records, i) =>
      records.map(({ key, value }, j) => ({ ...receipts[i]?.[j], key, value })),
    );
    const stored = await readTopic(kafka, topic);
    expect(stored).toHaveLength(sent.length);
    expect(new Set(stored.map((record) => JSON.stringify(record, Object.keys(record).sort())))).toEqual(
      new Set(sent.map((record) => JSON.stringify(record, Object.keys(record).sort()))),
    );
  });

  it("chooses the partition of Kafka's default partitioner", async () => {
    const topic = `${prefix}partitions`;
    await createTopic(kafka, topic, 7);
    // From Java's DefaultPartitioner: toPositive(murmur2(key)) % 7, murmur2 values of Kafka's own UtilsTest.
    const known = { '21': -973932308, foobar: -790332482, 'a-little-bit-long-string': -985981536 };
    const keys = Object.keys(known);
    const receipts = await producer.send(
      topic,
      keys.map((key) => ({ key, value: 'x' })),
    );
    expect(receipts.map(({ partition }) => partition)).toEqual(
      Object.values(known).map((hash) => (hash & 0x7fffffff) % 7),
    );
  });

  it('splits records that do not fit into one request, in order', async () => {
    const topic = `${prefix}large`;
    await createTopic(kafka, topic, 1, { 'max.message.bytes': '3000000' });
    const records = Array.from({ length: 12 }, (_, i) => ({
      key: 'same',
      value: `${String(i)}:${'x'.repeat(i === 5 ? 2_000_000 : 300_000)}`,
    }));
    const receipts = await producer.send(topic, records);
    expect(receipts.map(({ offset }) => Number(offset))).toEqual(records.map((_, i) => i));
    const stored = await readTopic(kafka, topic);
    expect(stored.map(({ value }) => value)).toEqual(records.map(({ value }) => value));
  });

  it('a record that the broker refuses fails alone, not what shares its request', async () => {
    const [tight, roomy] = [`${prefix}tight`, `${prefix}roomy`];
    await createTopic(kafka, tight, 1, { 'max.message.bytes': '1000' });
    await createTopic(kafka, roomy, 1);
    const under = producer.send(roomy, numbered('under', 1));
    const [refused, taken] = await Promise.allSettled([
      producer.send(tight, [{ key: 'k', value: 'x'.repeat(5_000) }]),
      producer.send(roomy, numbered('beside', 3)),
      under,
    ]);
    expect(refused).toMatchObject({ status: 'rejected', reason: expect.any(SendFailed) as unknown });
    expect(taken).toMatchObject({ status: 'fulfilled', value: [{}, {}, {}] });
  });

  it('records that the broker refuses hold up no healthy send behind them', async () => {
    const [strict, free] = [`${prefix}strict`, `${prefix}free`];
    await createTopic(kafka, strict, 1, { 'max.message.bytes': '1000' });
    await createTopic(kafka, free, 1);
    const under = producer.send(free, numbered('under', 1));
    const refused = Array.from({ length: 8 }, (_, i) =>
      producer.send(strict, [{ key: String(i), value: 'x'.repeat(5_000) }]),
    );
    const outcomes = Promise.allSettled(refused);
    await expect(producer.send(free, numbered('behind', 2))).resolves.toHaveLength(2);
    await under;
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(SendFailed) as unknown });
      // The broker has answered: no send waited until its time was over.
      expect(outcome).not.toMatchObject({ reason: { message: expect.stringContaining(' ms') as unknown } });
    }
  });

  it('does not create topics by sending to them', async () => {
    await expect(producer.send(`${prefix}nowhere`, numbered('lost', 1))).rejects.toThrow(SendFailed);
    const topic = `${prefix}after`;
    await createTopic(kafka, topic, 1);
    await expect(producer.send(topic, numbered('next', 2))).resolves.toHaveLength(2);
  });

  it('refuses sends after it was closed', async () => {
    const closing = new SafeProducer(kafka);
    const topic = `${prefix}closing`;
    await createTopic(kafka, topic, 1);
    const last = closing.send(topic, numbered('last', 3));
    await closing.close();
    await expect(last).resolves.toHaveLength(3);
    await expect(closing.send(topic, numbered('late', 1))).rejects.toThrow(SenderClosed);
  });
});

describe('SafeProducer and a broker that dies', () => {
  let broker: EmbeddedKafka;
  const deadline = 2_500;
  afterAll(async () => {
    await broker.stop();
    rmSync(broker.dir, { recursive: true, force: true });
  });

  it('fails in time; all acknowledged records are there, at the places returned', async () => {
    broker = await startKafka();
    const kafka = { brokers: [broker.brokers] };
    await createTopic(kafka, 'figures', 3);
    const producer = new SafeProducer({ ...kafka, deadline });
    const acknowledged: unknown[] = [];
    const sendOne = async (name: string) => {
      const records = numbered(name, 20);
      const receipts = await producer.send('figures', records);
      records.forEach(({ key, value }, i) => acknowledged.push({ ...receipts[i], key, value }));
    };

    await sendOne('before');
    // Under load, so that requests are under way when the broker dies.
    let failed = 0;
    let stop = false;
    const load = Array.from({ length: 8 }, async (_, worker) => {
      for (let i = 0; !stop; i++) await sendOne(`load-${String(worker)}-${String(i)}`).catch(() => failed++);
    });
    await eventually(() => acknowledged.length > 2_000);
    await broker.kill();
    await expect(producer.send('figures', numbered('while-down', 1))).rejects.toThrow(SendFailed);
    expect(failed).toBeGreaterThan(0);

    broker = await startKafka({ dir: broker.dir, port: broker.port });
    await eventually(() => sendOne('after').then(() => true), { within: 90_000 });
    stop = true;
    await Promise.all(load);
    await producer.close();

    const stored = new Map(
      (await readTopic(kafka, 'figures')).map((record) => [
        `${String(record.partition)}/${record.offset}`,
        record,
      ]),
    );
    const missing = (acknowledged as { partition: number; offset: string }[]).filter(
      (receipt) =>
        JSON.stringify(stored.get(`${String(receipt.partition)}/${receipt.offset}`), ['key', 'value']) !==
        JSON.stringify(receipt, ['key', 'value']),
    );
    expect(missing).toEqual([]);
  });
});
