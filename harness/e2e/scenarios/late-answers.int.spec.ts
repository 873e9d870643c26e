import { SafeProducer } from '@silkgauge/kafka';
import { freePort, startKafkaCluster, type KafkaCluster } from '../../services/index.ts';
import { KafkaFrames } from '../../chaos/wire/kafka-frames.ts';
import { Proxy } from '../../chaos/wire/proxy.ts';
import { readTopic } from '../../fixtures/read-topic.ts';

const TOPIC = 'late';

/** Partition p of the topic is led by node p + 1, and each node stands behind a proxy. */
let cluster: KafkaCluster;
const proxies: Proxy[] = [];

beforeAll(async () => {
  const ports: number[] = [];
  for (let node = 0; node < 3; node++) {
    const port = await freePort();
    ports.push(port);
    proxies.push(await Proxy.open(port, () => new KafkaFrames()));
  }
  cluster = await startKafkaCluster({
    behind: ports.map((port, i) => [{ port, proxy: proxies[i]?.port ?? 0 }]),
  });
  const replicaAssignment = [
    { partition: 0, replicas: [1, 2, 3] },
    { partition: 1, replicas: [2, 3, 1] },
    { partition: 2, replicas: [3, 1, 2] },
  ];
  await cluster.admin((admin) => admin.createTopics({ topics: [{ topic: TOPIC, replicaAssignment }] }));
});

afterAll(async () => {
  for (const proxy of proxies) proxy.close();
  await cluster?.close();
});

/** Resolves once the proxy is at the moment of a request to produce; the traffic waits for `spring`. */
const atProduce = (proxy: Proxy, moment: 'before' | 'after', cuts: boolean, spring: Promise<unknown>) =>
  new Promise<void>((resolve) => {
    proxy.set({
      ...{ step: 'produce', moment, cuts },
      spring: async () => {
        proxy.set(null);
        resolve();
        await spring;
      },
    });
  });

it('scenario 39: late answer: a request goes out again while the first is under way, and nothing acknowledged is lost', async () => {
  const brokers = proxies.map(({ port }) => `127.0.0.1:${String(port)}`);
  const producer = new SafeProducer({ brokers, deadline: 30_000 });
  const acknowledged: string[] = [];
  const send = async (name: string) => {
    const records = Array.from({ length: 60 }, (_, i) => ({
      key: `key-${String(i % 15)}`,
      value: `${name} ${String(i)}`,
    }));
    await producer.send(TOPIC, records);
    acknowledged.push(...records.map(({ value }) => value));
  };
  await send('first');

  // Nodes 1 and 2 have the second request; node 1 has written, and its answer is on the way.
  const [one, two] = proxies as [Proxy, Proxy];
  const isMoved = Promise.withResolvers<undefined>();
  const isTaken = Promise.withResolvers<undefined>();
  const answered = atProduce(one, 'after', true, isTaken.promise);
  const asked = atProduce(two, 'before', true, isMoved.promise);
  const second = send('second');
  await Promise.all([answered, asked]);
  // The partition of node 1 goes to node 2, whose connection ends: both partitions are sent again.
  await cluster.moveLeader(TOPIC, 0, 2);
  const again = atProduce(two, 'after', false, Promise.resolve());
  isMoved.resolve(undefined);
  await again;
  // The connection that the answer was to come by ends last.
  isTaken.resolve(undefined);
  await second;

  await send('third');
  await producer.close();
  const kafka = { brokers: cluster.brokers.split(',') };
  const stored = new Set((await readTopic(kafka, TOPIC)).map(({ value }) => String(value)));
  expect(acknowledged.filter((value) => !stored.has(value))).toEqual([]);
});
