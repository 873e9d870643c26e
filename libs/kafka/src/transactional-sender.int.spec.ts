import { startKafka, testBrokers, topicPrefix, uniqueName } from '@silkgauge/testing';
import Broker from 'kafkajs/src/broker/index.js';
import { rmSync } from 'node:fs';
import { createKafka } from './client.ts';
import { Fenced, SendFailed, SenderClosed } from './errors.ts';
import { createTopic, numbered } from './topic.fixture.ts';
import { TransactionalSender } from './transactional-sender.ts';

const kafka = { brokers: [testBrokers()] };
const prefix = topicPrefix();

/** What a reader of committed records sees of a topic with one partition, up to a record with the value `end`. */
const readCommitted = async (topic: string): Promise<{ offset: string; value: string }[]> => {
  const consumer = createKafka(kafka).consumer({ groupId: uniqueName(), maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const seen: { offset: string; value: string }[] = [];
  await new Promise<void>((resolve) => {
    void consumer.run({
      eachMessage: ({ message }) => {
        seen.push({ offset: message.offset, value: String(message.value) });
        if (String(message.value) === 'end') resolve();
        return Promise.resolve();
      },
    });
  });
  await consumer.disconnect();
  return seen;
};

describe('TransactionalSender', () => {
  it('commits everything of a send together and tells where it stands', async () => {
    const topics = [`${prefix}a`, `${prefix}b`];
    for (const topic of topics) await createTopic(kafka, topic, 1);
    const sender = await TransactionalSender.open({
      ...kafka,
      transactionalId: uniqueName(),
      maxRequestBytes: 500,
    });
    const places = [];
    for (let i = 0; i < 5; i++) {
      const batches = topics.map((topic) => ({ topic, records: numbered(String(i), 20) }));
      places.push(...((await sender.send(batches))[0] ?? []));
    }
    await sender.send(topics.map((topic) => ({ topic, records: [{ key: null, value: 'end' }] })));
    await sender.close();
    const seen = await readCommitted(topics[0] as string);
    expect(seen).toHaveLength(101);
    expect(places.map(({ offset }) => offset)).toEqual(seen.slice(0, -1).map(({ offset }) => offset));
    // Behind each transaction stands its control record, at the latest when its id begins with the next.
    expect(['41', '42']).toContain(places[40]?.offset);
    await expect(sender.send([{ topic: topics[0] as string, records: numbered('late', 1) }])).rejects.toThrow(
      SenderClosed,
    );
  });

  it('looks the coordinator of each id up once', async () => {
    const topic = `${prefix}coordinator`;
    await createTopic(kafka, topic, 1);
    const asked: string[] = [];
    const ask = Broker.prototype.findGroupCoordinator;
    Broker.prototype.findGroupCoordinator = function (this: Broker, query) {
      asked.push(query.groupId);
      return ask.call(this, query);
    };
    try {
      const transactionalId = uniqueName();
      const sender = await TransactionalSender.open({ ...kafka, transactionalId });
      for (let i = 0; i < 4; i++) await sender.send([{ topic, records: numbered(String(i), 2) }]);
      await sender.close();
      expect(asked).toEqual([transactionalId, `${transactionalId}.2`]);
    } finally {
      Broker.prototype.findGroupCoordinator = ask;
    }
  });

  it('overlapping sends take their turn', async () => {
    const topic = `${prefix}turns`;
    await createTopic(kafka, topic, 1);
    const sender = await TransactionalSender.open({ ...kafka, transactionalId: uniqueName() });
    await Promise.all(
      Array.from({ length: 6 }, (_, i) => sender.send([{ topic, records: numbered(String(i), 3) }])),
    );
    await sender.send([{ topic, records: [{ key: null, value: 'end' }] }]);
    await sender.close();
    expect(await readCommitted(topic)).toHaveLength(19);
  });

  it.each([1, 2])(
    'opening fences the one before, which can write nothing more after %d sends',
    async (sends) => {
      const topic = `${prefix}fenced-${String(sends)}`;
      await createTopic(kafka, topic, 1);
      const transactionalId = uniqueName();
      const former = await TransactionalSender.open({ ...kafka, transactionalId });
      for (let i = 0; i < sends; i++)
        await former.send([{ topic, records: [{ key: null, value: 'former' }] }]);
      const present = await TransactionalSender.open({ ...kafka, transactionalId });
      await expect(former.send([{ topic, records: [{ key: null, value: 'too late' }] }])).rejects.toThrow(
        Fenced,
      );
      await expect(
        former.send([{ topic, records: [{ key: null, value: 'still too late' }] }]),
      ).rejects.toThrow(SenderClosed);
      await present.send([{ topic, records: [{ key: null, value: 'end' }] }]);
      await Promise.all([former.close(), present.close()]);
      const formers = new Array<string>(sends).fill('former');
      expect((await readCommitted(topic)).map(({ value }) => value)).toEqual([...formers, 'end']);
    },
  );

  it('is used up by a failed send; the next one opened loses nothing of what it is given', async () => {
    const topic = `${prefix}failed`;
    await createTopic(kafka, topic, 1);
    const transactionalId = uniqueName();
    const first = await TransactionalSender.open({ ...kafka, transactionalId });
    const good = { topic, records: [{ key: null, value: 'in a transaction that fails' }] };
    const bad = { topic: `${prefix}nowhere`, records: numbered('x', 1) };
    await expect(first.send([good, bad])).rejects.toThrow(SendFailed);
    await expect(first.send([good])).rejects.toThrow(SenderClosed);
    await first.close();
    const second = await TransactionalSender.open({ ...kafka, transactionalId });
    for (const value of ['first', 'second', 'end'])
      await second.send([{ topic, records: [{ key: null, value }] }]);
    await second.close();
    expect((await readCommitted(topic)).map(({ value }) => value)).toEqual(['first', 'second', 'end']);
  });

  it('fails in time when the broker dies, and when there is none', async () => {
    const broker = await startKafka();
    const own = { brokers: [broker.brokers], transactionalId: 'relay', deadline: 3_000 };
    await createTopic(own, 'states', 1);
    const sender = await TransactionalSender.open(own);
    await sender.send([{ topic: 'states', records: numbered('a', 1) }]);
    await broker.kill();
    rmSync(broker.dir, { recursive: true, force: true });
    await expect(sender.send([{ topic: 'states', records: numbered('b', 1) }])).rejects.toThrow(SendFailed);
    await expect(TransactionalSender.open(own)).rejects.toThrow(SendFailed);
    await sender.close();
  });
});
