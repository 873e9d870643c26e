import {
  eventually,
  startKafkaCluster,
  topicPrefix,
  uniqueName,
  type KafkaCluster,
} from '@silkgauge/testing';
import { KafkaBatchStrategy } from '../reader/batch-strategy.ts';
import { Fenced } from '../broker/errors.ts';
import { FencedSender } from '../sender/fenced-sender.ts';
import { MemoryOffsetStore } from './memory-offset-store.fixture.ts';
import { readReplication, replicationFault } from '../topics/replication.ts';
import { createTopic, readCommitted } from './topic.fixture.ts';

let cluster: KafkaCluster;
const open: FencedSender[] = [];

beforeAll(async () => {
  cluster = await startKafkaCluster();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
afterAll(() => cluster.close());

const kafka = () => ({ brokers: cluster.brokers.split(',') });

const sender = async (topic: string, transactionalId = uniqueName()): Promise<FencedSender> => {
  const made = await FencedSender.open({ ...kafka(), transactionalId, topics: [topic], deadline: 60_000 });
  open.push(made);
  return made;
};

const one = (topic: string, text: string) => [{ topic, records: [{ key: null, value: text }] }];

/** Sends one record after another during some work; returns the values sent. */
const sendingDuring = async (
  sending: FencedSender,
  topic: string,
  work: () => Promise<void>,
): Promise<string[]> => {
  const sent: string[] = [];
  let isOver = false;
  const load = (async () => {
    while (!isOver) {
      await sending.send(one(topic, String(sent.length)));
      sent.push(String(sent.length));
    }
  })();
  // A failure of the load ends the test, not the process.
  load.catch(() => undefined);
  try {
    await work();
  } finally {
    isOver = true;
  }
  await load;
  await sending.send(one(topic, 'end'));
  return [...sent, 'end'];
};

const valuesOn = async (topic: string) => (await readCommitted(kafka(), topic)).map(({ value }) => value);

const leaderOf = async (topic: string): Promise<number> => (await cluster.leaders(topic))[0] ?? -1;
const otherThan = (id: number): number => cluster.ids.find((other) => other !== id) ?? id;

it('topics have three replicas, of which two must have a record', async () => {
  await createTopic(kafka(), 'replicated', 3, { 'retention.ms': '-1' });
  const found = await readReplication(kafka(), ['replicated', 'nowhere']);
  expect(found).toEqual([{ topic: 'replicated', replicas: 3, inSync: 3, minInSync: 2 }]);
  expect(replicationFault(found, 'required')).toBeNull();
});

it('scenario 26: leader moved: each record is there once and in order, whoever leads', async () => {
  await createTopic(kafka(), 'moved', 1);
  const sending = await sender('moved');
  const sent = await sendingDuring(sending, 'moved', async () => {
    for (let i = 0; i < 3; i++) await cluster.moveLeader('moved', 0, otherThan(await leaderOf('moved')));
  });
  expect(sent.length).toBeGreaterThan(3);
  expect(await valuesOn('moved')).toEqual(sent);
});

it('the mark of the newest opening stays when the leader moves', async () => {
  await createTopic(kafka(), 'marked', 1);
  const id = uniqueName();
  const former = await sender('marked', id);
  await former.send(one('marked', 'former'));
  const present = await sender('marked', id);
  await cluster.moveLeader('marked', 0, otherThan(await leaderOf('marked')));
  await expect(former.send(one('marked', 'too late'))).rejects.toThrow(Fenced);
  await present.send(one('marked', 'end'));
  expect(await valuesOn('marked')).toEqual(['former', 'end']);
});

it('scenario 33: broker lost of three: nothing acknowledged is lost, nothing is there twice, and the mark stays', async () => {
  await createTopic(kafka(), 'lost', 1);
  const id = uniqueName();
  const former = await sender('lost', id);
  const sending = await sender('lost', id);
  let killed = -1;
  const sent = await sendingDuring(sending, 'lost', async () => {
    killed = await leaderOf('lost');
    await cluster.kill(killed);
    // The new leader takes this record.
    await sending.send(one('lost', 'after'));
  });
  await expect(former.send(one('lost', 'too late'))).rejects.toThrow(Fenced);
  const stored = await valuesOn('lost');
  expect(stored.filter((value) => value !== 'after')).toEqual(sent);
  expect(stored.filter((value) => value === 'after')).toHaveLength(1);
  // A sender that opens now fences too, with two brokers left.
  await (await sender('lost', id)).send(one('lost', 'end'));
  await expect(sending.send(one('lost', 'too late'))).rejects.toThrow(Fenced);
  await cluster.start(killed);
});

describe('reading by a group', () => {
  let prefix: string;
  let offsets: MemoryOffsetStore;
  let strategy: KafkaBatchStrategy;
  const topic = () => `${prefix}read`;

  beforeEach(async () => {
    prefix = topicPrefix();
    offsets = new MemoryOffsetStore();
    await createTopic(kafka(), topic(), 1);
    strategy = new KafkaBatchStrategy({
      ...{ kafka: kafka(), offsets, groupId: `${prefix}group`, topicPrefix: prefix },
      onFatal: (error) => {
        throw error;
      },
    });
    const handler = (batch: Parameters<typeof offsets.commit>[0]) => {
      offsets.commit(batch);
      return Promise.resolve();
    };
    strategy.addHandler('read', handler, true);
    strategy.listen(() => undefined);
    await eventually(() => strategy.health().ready);
  });
  afterEach(() => strategy.close());

  const has = (value: string) => eventually(() => offsets.values.includes(value), { within: 120_000 });

  it('a partition whose leader moves while it is read has no gap and no repeat', async () => {
    const sending = await sender(topic());
    const sent = await sendingDuring(sending, topic(), async () => {
      for (let i = 0; i < 3; i++) {
        await cluster.moveLeader(topic(), 0, otherThan(await leaderOf(topic())));
        await sending.send(one(topic(), `moved ${String(i)}`));
        await has(`moved ${String(i)}`);
      }
    });
    await has('end');
    expect(offsets.values.filter((value) => !value.startsWith('moved'))).toEqual(sent);
    expect(offsets.values.filter((value) => value.startsWith('moved'))).toHaveLength(3);
  });

  it('a partition whose leader is frozen and comes back has no gap and no repeat', async () => {
    const sending = await sender(topic());
    let frozen = -1;
    const sent = await sendingDuring(sending, topic(), async () => {
      frozen = await leaderOf(topic());
      await has('3');
      cluster.freeze(frozen);
      try {
        await sending.send(one(topic(), 'by another'));
        await has('by another');
      } finally {
        cluster.thaw(frozen);
      }
      await eventually(async () => (await cluster.inSync(topic()))[0] === 3, { within: 120_000 });
    });
    await has('end');
    expect(offsets.values.filter((value) => value !== 'by another')).toEqual(sent);
    expect(offsets.values.filter((value) => value === 'by another')).toHaveLength(1);
  });
});
