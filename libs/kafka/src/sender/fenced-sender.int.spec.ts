import {
  addPartitionsToTxnV3,
  connectionsApiChannel,
  deleteTopicsV6,
  endTxnV4,
  initProducerIdV5,
  produceV11,
  type API,
  type Connection,
} from '@platformatic/kafka';
import { startKafka, testBrokers, topicPrefix, uniqueName } from '@silkgauge/testing';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaConfig } from '../broker/client.ts';
import { Cluster } from '../broker/cluster.ts';
import { Fenced, SendFailed, SenderClosed } from '../broker/errors.ts';
import { FencedSender, type SenderOptions } from './fenced-sender.ts';
import type { OutRecord } from '../wire/records.ts';
import { scanTopics } from '../reader/scan-topics.ts';
import { createTopic, numbered, readCommitted } from '../spec/topic.fixture.ts';
import { latestOffsets } from '../broker/offsets.ts';

const kafka = { brokers: [testBrokers()] };
const prefix = topicPrefix();
const open: FencedSender[] = [];

/** Opens a sender, by default with an id of its own. */
async function sender(
  topics: readonly string[],
  options: Partial<SenderOptions> = {},
): Promise<FencedSender> {
  const made = await FencedSender.open({ ...kafka, transactionalId: uniqueName(), topics, ...options });
  open.push(made);
  return made;
}

/** Takes a first id, for which the broker creates the topic of transactional ids. */
async function takeFirst(config: KafkaConfig): Promise<void> {
  const first = await FencedSender.open({
    ...config,
    transactionalId: uniqueName(),
    topics: [],
    deadline: 60_000,
  });
  await first.close();
}

beforeAll(() => takeFirst(kafka), 90_000);

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const value = (text: string): OutRecord[] => [{ key: null, value: text }];

/** Counts records without control records. */
async function recordsOn(topic: string): Promise<number> {
  const ends = [...(await latestOffsets(kafka, topic))];
  let count = 0;
  await scanTopics(
    kafka,
    ends.map(([partition, until]) => ({ topic, partition, from: 0n, until })),
    ({ records }) => {
      count += records.length;
      return true;
    },
  );
  return count;
}

const values = async (topic: string) => (await readCommitted(kafka, topic)).map((record) => record.value);

const OF_TRANSACTIONS = [addPartitionsToTxnV3.api, endTxnV4.api, initProducerIdV5.api];

/** Connections of the requests of some kinds that are sent during some work. */
async function requestsIn(
  kinds: readonly { readonly key: number }[],
  work: () => Promise<unknown>,
  then: (connection: Connection) => void = () => undefined,
): Promise<Connection[]> {
  const keys = kinds.map(({ key }) => key);
  const asked: Connection[] = [];
  const start = (given: unknown): void => {
    const { apiKey, connection } = given as { readonly apiKey: number; readonly connection: Connection };
    if (!keys.includes(apiKey)) return;
    asked.push(connection);
    then(connection);
  };
  connectionsApiChannel.start.subscribe(start);
  try {
    await work();
  } finally {
    connectionsApiChannel.start.unsubscribe(start);
  }
  return asked;
}

/** Answers requests of one kind in the broker's place during some work; `ask` asks the broker. */
async function answering(
  { key }: { readonly key: number },
  answer: (ask: () => Promise<unknown>) => Promise<unknown>,
  work: () => Promise<unknown>,
): Promise<void> {
  const { request } = Cluster.prototype;
  Cluster.prototype.request = function (this: Cluster, node, versions, ...given) {
    const ask = () => request.call(this, node, versions as never, ...given);
    const [{ key: asked }] = [versions].flat() as [API<unknown[], unknown>];
    return (asked === key ? answer(ask) : ask()) as never;
  };
  try {
    await work();
  } finally {
    Cluster.prototype.request = request;
  }
}

const refusing = { responses: [{ partitionResponses: [{ index: 0, errorCode: 6, errorMessage: null }] }] };

describe('records that are sent', () => {
  it('stand on the topic in the order given, over several requests and without a transaction', async () => {
    const [topic, other] = [`${prefix}order`, `${prefix}order-other`];
    for (const name of [topic, other]) await createTopic(kafka, name, 1);
    const sending = await sender([topic, other], { maxRequestBytes: 500 });
    const from = (await latestOffsets(kafka, topic)).get(0) ?? -1n;
    const asked = await requestsIn(OF_TRANSACTIONS, async () => {
      for (let i = 0; i < 5; i++)
        await sending.send([topic, other].map((name) => ({ topic: name, records: numbered(String(i), 20) })));
      await sending.send([{ topic, records: value('end') }]);
    });
    expect(asked).toEqual([]);
    const seen = await readCommitted(kafka, topic);
    expect(seen.map((record) => record.value)).toEqual([
      ...Array.from({ length: 100 }, (_, i) => `{"n":${String(i % 20)}}`),
      'end',
    ]);
    // No control record stands between the records.
    expect(seen.map(({ offset }) => offset)).toEqual(seen.map((_, i) => String(from + BigInt(i))));
  });

  it('stand in the order of the calls, even of concurrent ones', async () => {
    const topic = `${prefix}turns`;
    await createTopic(kafka, topic, 1);
    const sending = await sender([topic]);
    await Promise.all(
      Array.from({ length: 6 }, (_, i) => sending.send([{ topic, records: value(String(i)) }])),
    );
    await sending.send([{ topic, records: value('end') }]);
    expect(await values(topic)).toEqual(['0', '1', '2', '3', '4', '5', 'end']);
  });

  it('go to fenced topics only, and in transactions to other topics only', async () => {
    const [topic, other] = [`${prefix}fenced-one`, `${prefix}another`];
    for (const name of [topic, other]) await createTopic(kafka, name, 1);
    const sending = await sender([topic]);
    await expect(sending.send([{ topic: other, records: value('x') }])).rejects.toThrow(other);
    await expect(sending.sendTogether([{ topic, records: value('x') }])).rejects.toThrow(topic);
    // A mistake of the caller does not use the sender up.
    await sending.send([{ topic, records: value('end') }]);
    expect(await values(topic)).toEqual(['end']);
  });
});

describe('a partition whose broker does not lead it, or not yet', () => {
  it.each(['send', 'sendTogether'] as const)(
    'is asked again, and takes each record once: %s',
    async (how) => {
      const topic = `${prefix}moved-${how}`;
      await createTopic(kafka, topic, 1);
      const sending = await sender(how === 'send' ? [topic] : []);
      // The refusal comes before or after the broker has taken the batch.
      const left = ['before', 'before', 'after', 'after', 'before'];
      const answer = async (ask: () => Promise<unknown>) => {
        const next = left.shift();
        const taken = next === 'before' ? null : await ask();
        return next ? refusing : taken;
      };
      await answering(produceV11.api, answer, async () => {
        for (const text of ['a', 'b']) await sending[how]([{ topic, records: value(text) }]);
      });
      expect(left).toEqual([]);
      await sending[how]([{ topic, records: value('end') }]);
      expect(await values(topic)).toEqual(['a', 'b', 'end']);
    },
  );

  it('is not asked any more after the deadline', async () => {
    const topic = `${prefix}moved-for-ever`;
    await createTopic(kafka, topic, 1);
    const sending = await sender([topic], { deadline: 3_000 });
    let asked = 0;
    const answer = () => {
      asked += 1;
      return Promise.resolve(refusing);
    };
    await answering(produceV11.api, answer, async () => {
      await expect(sending.send([{ topic, records: value('x') }])).rejects.toThrow(SendFailed);
      await sleep(100);
      const until = asked;
      await sleep(300);
      expect([until > 1, asked]).toEqual([true, until]);
    });
  });
});

describe('a connection that is lost', () => {
  it.each(['before the broker reads', 'with the answer'])(
    'is made again, and each record is there once: %s',
    async (when) => {
      const topic = `${prefix}lost-${when.replaceAll(' ', '-')}`;
      await createTopic(kafka, topic, 1);
      const sending = await sender([topic]);
      let left = 3;
      const cut = ({ socket }: Connection) => {
        if (left === 0) return;
        left -= 1;
        if (when.startsWith('before')) process.nextTick(() => socket.destroy());
        else socket.once('data', () => socket.destroy());
      };
      const texts = Array.from({ length: 6 }, (_, i) => String(i));
      await requestsIn(
        [produceV11.api],
        async () => {
          for (const text of texts) await sending.send([{ topic, records: value(text) }]);
        },
        cut,
      );
      expect(left).toBe(0);
      await sending.send([{ topic, records: value('end') }]);
      expect(await values(topic)).toEqual([...texts, 'end']);
    },
  );
});

describe('records of one transaction', () => {
  it('are on their topics all or none', async () => {
    const [topic, other] = [`${prefix}together`, `${prefix}together-other`];
    for (const name of [topic, other]) await createTopic(kafka, name, 1);
    const transactionalId = uniqueName();
    const first = await sender([], { transactionalId });
    await first.sendTogether([topic, other].map((name) => ({ topic: name, records: value('both') })));
    const half = [
      { topic, records: value('half') },
      { topic: `${prefix}nowhere`, records: value('half') },
    ];
    await expect(first.sendTogether(half)).rejects.toThrow(SendFailed);
    const second = await sender([], { transactionalId });
    for (const name of [topic, other]) await second.sendTogether([{ topic: name, records: value('end') }]);
    for (const name of [topic, other]) expect(await values(name)).toEqual(['both', 'end']);
  });

  it('do not hinder other sends, nor other sends them', async () => {
    const [topic, letters] = [`${prefix}beside`, `${prefix}beside-letters`];
    for (const name of [topic, letters]) await createTopic(kafka, name, 1);
    const sending = await sender([topic]);
    for (let i = 0; i < 20; i++) {
      await sending.send([{ topic, records: value(String(i)) }]);
      await sending.sendTogether([{ topic: letters, records: value(String(i)) }]);
    }
    await sending.send([{ topic, records: value('end') }]);
    await sending.sendTogether([{ topic: letters, records: value('end') }]);
    const all = [...Array.from({ length: 20 }, (_, i) => String(i)), 'end'];
    expect([await values(topic), await values(letters)]).toEqual([all, all]);
  });
});

describe('opening', () => {
  it.each(['send', 'sendTogether'] as const)(
    'fences the former sender, even before the new one has sent: %s',
    async (how) => {
      const topic = `${prefix}fenced-${how}`;
      await createTopic(kafka, topic, 1);
      const own = { transactionalId: uniqueName() };
      const topics = how === 'send' ? [topic] : [];
      const former = await sender(topics, own);
      await former[how]([{ topic, records: value('former') }]);
      const present = await sender(topics, own);
      await expect(former[how]([{ topic, records: value('too late') }])).rejects.toThrow(Fenced);
      await expect(former[how]([{ topic, records: value('still too late') }])).rejects.toThrow(SenderClosed);
      await present[how]([{ topic, records: value('end') }]);
      expect(await values(topic)).toEqual(['former', 'end']);
    },
  );

  it('lets no record of the former sender through, whatever is under way on many partitions', async () => {
    const topic = `${prefix}under-way`;
    await createTopic(kafka, topic, 8);
    const own = { transactionalId: uniqueName() };
    for (let round = 0; round < 5; round++) {
      const former = await sender([topic], own);
      let sent = 0;
      const sending = (async () => {
        for (;;) {
          await former.send([{ topic, records: numbered(String(round), 20) }]);
          sent += 1;
        }
      })();
      const refused = expect(sending).rejects.toThrow(Fenced);
      await sleep(30 * round);
      await sender([topic], own);
      const standing = await recordsOn(topic);
      await refused;
      await sleep(50);
      expect(await recordsOn(topic)).toBe(standing);
      expect(sent).toBeGreaterThanOrEqual(round === 0 ? 0 : 1);
    }
  });

  it('ends a transaction that the former sender left open', async () => {
    const topic = `${prefix}left-open`;
    await createTopic(kafka, topic, 1);
    const own = { transactionalId: uniqueName() };
    const former = await sender([], { ...own, deadline: 5_000 });
    let isHeld: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (isHeld = resolve));
    const hold = () => {
      isHeld();
      return new Promise(() => undefined);
    };
    await answering(endTxnV4.api, hold, async () => {
      const sending = former.sendTogether([{ topic, records: value('never committed') }]);
      sending.catch(() => undefined);
      await Promise.race([held, sending]);
    });
    const present = await sender([], own);
    await present.sendTogether([{ topic, records: value('end') }]);
    expect(await values(topic)).toEqual(['end']);
    open.splice(open.indexOf(former), 1);
  });

  it('leaves no record that a reader sees, though it tries the fence', async () => {
    const topic = `${prefix}tried`;
    await createTopic(kafka, topic, 2);
    const transactionalId = uniqueName();
    for (let i = 0; i < 3; i++) {
      const tried = await requestsIn([produceV11.api], () => sender([topic], { transactionalId }));
      expect(tried).toHaveLength(1);
    }
    expect(await recordsOn(topic)).toBe(0);
  });

  it('is not begun again at a slow broker', async () => {
    const topic = `${prefix}slow`;
    await createTopic(kafka, topic, 1);
    let questions = 0;
    const slowly = async (ask: () => Promise<unknown>) => {
      questions += 1;
      await sleep(500);
      return ask();
    };
    await answering(addPartitionsToTxnV3.api, slowly, async () => {
      const begin = performance.now();
      const sending = await sender([topic], { deadline: 1_500 });
      expect(performance.now() - begin).toBeGreaterThan(1_500);
      await sending.send([{ topic, records: value('end') }]);
    });
    expect(questions).toBe(4);
    expect(await values(topic)).toEqual(['end']);
  });

  it('fails where a topic is missing, and where no broker answers', async () => {
    await expect(sender([`${prefix}missing`])).rejects.toThrow(SendFailed);
    await expect(sender([], { brokers: ['127.0.0.1:9'], deadline: 2_000 })).rejects.toThrow(SendFailed);
  });
});

describe('after a failure', () => {
  it('the sender is used up, and the next sender loses no record', async () => {
    const [topic, gone] = [`${prefix}failed`, `${prefix}gone`];
    for (const name of [topic, gone]) await createTopic(kafka, name, 1);
    const own = { transactionalId: uniqueName() };
    const first = await sender([topic, gone], own);
    const cluster = new Cluster(kafka);
    await cluster.anywhere((node) => cluster.request(node, deleteTopicsV6.api, [{ name: gone }], 5_000));
    await cluster.close();
    const good = { topic, records: value('before what fails') };
    await expect(first.send([good, { topic: gone, records: value('x') }])).rejects.toThrow(SendFailed);
    await expect(first.send([good])).rejects.toThrow(SenderClosed);
    const second = await sender([topic], own);
    for (const text of ['first', 'second', 'end']) await second.send([{ topic, records: value(text) }]);
    expect(await values(topic)).toEqual(['before what fails', 'first', 'second', 'end']);
  });

  it('of the broker the sender fails in time', async () => {
    const broker = await startKafka();
    const own = { brokers: [broker.brokers], transactionalId: 'relay', topics: ['states'], deadline: 6_000 };
    await createTopic(own, 'states', 1);
    await takeFirst(own);
    const sending = await sender(own.topics, own);
    await sending.send([{ topic: 'states', records: numbered('a', 1) }]);
    await broker.kill();
    rmSync(broker.dir, { recursive: true, force: true });
    await expect(sending.send([{ topic: 'states', records: numbered('b', 1) }])).rejects.toThrow(SendFailed);
  });
});

describe('holding the id', () => {
  it('is marked again by the first send after a while, even after a lost connection', async () => {
    const topic = `${prefix}renewed`;
    await createTopic(kafka, topic, 3);
    let sending: FencedSender | undefined;
    const connections = await requestsIn([initProducerIdV5.api], async () => {
      sending = await sender([topic], { renewAfter: 300 });
    });
    const one = () => sending!.send([{ topic, records: value('x') }]);
    const marked = () => requestsIn([addPartitionsToTxnV3.api], one);
    expect(await marked()).toEqual([]);
    for (const { socket } of connections) socket.destroy();
    await sleep(350);
    expect(await marked()).not.toEqual([]);
    expect(await marked()).toEqual([]);
  });
});
