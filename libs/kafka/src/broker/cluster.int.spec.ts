import {
  alterClientQuotasV1,
  createAPI,
  deleteTopicsV6,
  listOffsetsV8,
  listOffsetsV9,
  produceV11,
  Writer,
  type API,
} from '@platformatic/kafka';
import {
  eventually,
  freePort,
  newDataFolder,
  startKafka,
  testBrokers,
  topicPrefix,
  uniqueName,
} from '@silkgauge/testing';
import { createServer, type Socket } from 'node:net';
import { Cluster } from './cluster.ts';
import type { KafkaConfig } from './client.ts';
import { isPassing, Refused, Unreachable } from './errors.ts';
import { createTopic } from '../spec/topic.fixture.ts';
import { untilReady } from './until-ready.ts';

const kafka = { brokers: [testBrokers()] };
const prefix = topicPrefix();
const open: Cluster[] = [];

const cluster = (config: KafkaConfig = kafka, requestTimeout = 5_000): Cluster => {
  const made = new Cluster(config, { requestTimeout });
  open.push(made);
  return made;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const LATEST = -1n;
const OFFSETS = [listOffsetsV9.api, listOffsetsV8.api];

/** End of a topic with one partition. */
const endOf = async (through: Cluster, topic: string): Promise<bigint | undefined> => {
  const asked = [
    { name: topic, partitions: [{ partitionIndex: 0, currentLeaderEpoch: -1, timestamp: LATEST }] },
  ];
  const { topics } = await through.request(await through.leader(topic, 0), OFFSETS, -1, 0, asked);
  return topics[0]?.partitions[0]?.offset;
};

const produce = async (through: Cluster, topic: string, bytes: number): Promise<number> => {
  const record = { topic, partition: 0, value: Buffer.alloc(bytes) };
  const answer = await through.request(
    await through.leader(topic, 0),
    produceV11.api,
    -1,
    4_000,
    [record],
    {},
  );
  return (answer as { throttleTimeMs: number }).throttleTimeMs;
};

describe('the metadata of a topic', () => {
  it('has partitions with leaders and replicas, and an id that differs for a topic created again', async () => {
    const name = `${prefix}known`;
    await createTopic(kafka, name, 3);
    const through = cluster();
    const { id, partitions } = await through.topic(name);
    expect(partitions.map(({ partition }) => partition)).toEqual([0, 1, 2]);
    for (const { leader, replicas, inSync } of partitions) {
      expect(replicas).toEqual([leader]);
      expect(inSync).toEqual([leader]);
      expect(await through.node(leader)).toMatchObject({ id: leader });
    }
    const [node] = await through.nodes();
    if (!node) throw new Error('no broker');
    await through.request(node, deleteTopicsV6.api, [{ name }], 5_000);
    expect((await through.topic(name)).id).toBe(id);
    await eventually(async () => {
      through.forget();
      return (await through.topics([name])).size === 0;
    });
    await createTopic(kafka, name, 1);
    const again = await through.topic(name);
    expect(again.id).not.toBe(id);
    expect(again.partitions).toHaveLength(1);
  });

  it('is read when needed, for all topics in one request', async () => {
    const names = ['one', 'two'].map((one) => `${prefix}${one}`);
    for (const name of names) await createTopic(kafka, name, 1);
    const through = cluster();
    expect([...(await through.topics([...names, `${prefix}none`])).keys()]).toEqual(names);
    await expect(through.topic(`${prefix}none`)).rejects.toThrow(`the broker has no topic ${prefix}none`);
    await expect(through.leader(names[0] ?? '', 7)).rejects.toMatchObject({ code: 5, isPassing: true });
    expect([...(await through.topics(null)).keys()]).toEqual(expect.arrayContaining(names));
  });
});

describe('a request', () => {
  it('goes out in the preferred version that the broker supports, and not at all without one', async () => {
    const name = `${prefix}versions`;
    await createTopic(kafka, name, 1);
    const through = cluster();
    const node = await through.leader(name, 0);
    const used: number[] = [];
    const inVersion = (version: number): API<[], null> =>
      createAPI(
        18,
        version,
        () => Writer.create().appendString('a').appendString('1').appendTaggedFields(),
        (_correlation, _key, used_) => {
          used.push(used_);
          return null;
        },
        true,
        false,
      );
    await through.request(node, [inVersion(99), inVersion(4), inVersion(3)]);
    expect(used).toEqual([4]);
    await expect(through.request(node, inVersion(99))).rejects.toMatchObject({ name: 'Refused', code: 35 });
  });

  it('fails with the error code of the broker and the rest of its answer', async () => {
    const through = cluster();
    const [node] = await through.nodes();
    if (!node) throw new Error('no broker');
    const failure: unknown = await through
      .request(node, deleteTopicsV6.api, [{ name: `${prefix}nothing` }], 1_000)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Refused);
    expect(failure).toMatchObject({
      code: 3,
      message: expect.stringMatching(/^UNKNOWN_TOPIC_OR_PARTITION: /),
    });
    expect((failure as Refused).answer).toMatchObject({ responses: [{ name: `${prefix}nothing` }] });
  });

  it('waits for the throttle time, even beyond the request timeout', async () => {
    const name = `${prefix}throttled`;
    await createTopic(kafka, name, 1);
    const clientId = uniqueName();
    const through = cluster({ ...kafka, clientId }, 700);
    const [node] = await through.nodes();
    if (!node) throw new Error('no broker');
    const entities = [{ entityType: 'client-id' as const, entityName: clientId }];
    const ops = [{ key: 'producer_byte_rate' as const, value: 10_000, remove: false as const }];
    await cluster().request(node, alterClientQuotasV1.api, [{ entities, ops }], false);
    let throttle = 0;
    for (let i = 0; throttle < 1_200 && i < 20; i++) throttle = await produce(through, name, 100_000);
    expect(throttle).toBeGreaterThanOrEqual(1_200);
    const before = performance.now();
    // A throttled connection is not read: a request sent at once would have no answer within 700 ms.
    await endOf(through, name);
    expect(performance.now() - before).toBeGreaterThan(throttle - 50);
  });

  it('goes to the coordinator of a group or a transactional id', async () => {
    const through = cluster();
    for (const kind of ['group', 'transaction'] as const) {
      // The first request makes the broker create the coordinator's topic.
      await eventually(async () => {
        const { id } = await through.coordinator(kind, uniqueName());
        return id === (await through.nodes())[0]?.id;
      });
    }
  });
});

describe('a broker that is gone', () => {
  it('gives an error, and gets a new connection once it is back', async () => {
    const dir = newDataFolder('kafka');
    const broker = await startKafka({ dir });
    const own = { brokers: [broker.brokers] };
    await createTopic(own, 'records', 1);
    const through = cluster(own);
    // A broker that answers may not lead its partitions yet.
    const end = () => untilReady(isPassing, 60_000, () => endOf(through, 'records'));
    expect(await end()).toBe(0n);
    await broker.stop();
    await expect(endOf(through, 'records')).rejects.toThrow(Unreachable);
    const again = await startKafka({ dir, port: broker.port });
    expect(await end()).toBe(0n);
    await again.stop();
  });

  it('fails at the request timeout', async () => {
    const silent: Socket[] = [];
    const port = await freePort();
    const server = createServer((socket) => {
      silent.push(socket.on('error', () => undefined));
    });
    await new Promise<void>((resolve) =>
      server.listen(port, '127.0.0.1', () => {
        resolve();
      }),
    );
    const through = cluster({ brokers: [`127.0.0.1:${String(port)}`] }, 300);
    const before = performance.now();
    await expect(through.topic('any')).rejects.toThrow(Unreachable);
    expect(performance.now() - before).toBeLessThan(2_000);
    expect(silent).toHaveLength(1);
    server.close();
    for (const socket of silent) socket.destroy();
  });

  it('is passed over where another broker answers', async () => {
    const nobody = `127.0.0.1:${String(await freePort())}`;
    const through = cluster({ brokers: [nobody, ...kafka.brokers] });
    expect(await through.nodes()).not.toHaveLength(0);
  });

  it('a closed cluster refuses requests', async () => {
    const through = cluster();
    await through.nodes();
    await through.close();
    await expect(through.topic('any')).rejects.toThrow('the connections to the brokers are closed');
  });
});
