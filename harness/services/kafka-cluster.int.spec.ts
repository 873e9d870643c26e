import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { eventually } from './eventually.ts';
import { startKafkaCluster, type KafkaCluster } from './kafka-cluster.ts';

let cluster: KafkaCluster;
let kafka: Kafka;
const topic = 'of-three';

beforeAll(async () => {
  cluster = await startKafkaCluster();
  await cluster.admin((admin) =>
    admin.createTopics({ waitForLeaders: false, topics: [{ topic, numPartitions: 3 }] }),
  );
  await allInSync();
  kafka = clientOf(cluster.brokers.split(','));
});

afterAll(async () => {
  await cluster?.close();
});

function clientOf(brokers: string[]): Kafka {
  return new Kafka({ brokers, logLevel: logLevel.NOTHING, connectionTimeout: 2_000, requestTimeout: 10_000 });
}

/** Writes at one node without retries: a frozen node accepts connections but never answers. */
const writeOnceAt = (node: number): Promise<void> =>
  write(0, { retries: 0, by: clientOf([cluster.addresses[node - 1]?.main ?? '']) });

async function write(partition: number, { retries = 20, by = kafka } = {}): Promise<void> {
  const producer = by.producer({ createPartitioner: Partitioners.DefaultPartitioner, retry: { retries } });
  await producer.connect();
  try {
    await producer.send({ topic, acks: -1, timeout: 5_000, messages: [{ partition, value: 'x' }] });
  } finally {
    await producer.disconnect();
  }
}
const allInSync = () =>
  eventually(async () => (await cluster.inSync(topic)).every((count) => count === 3), {
    within: 60_000,
    every: 200,
  });

it('has three replicas of each partition, two of which must be in sync', async () => {
  await allInSync();
  const { resources } = await cluster.admin((admin) =>
    admin.describeConfigs({
      includeSynonyms: false,
      resources: [
        { type: 2, name: topic, configNames: ['min.insync.replicas', 'unclean.leader.election.enable'] },
      ],
    }),
  );
  const found = resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]);
  expect(Object.fromEntries(found ?? [])).toEqual({
    'min.insync.replicas': '2',
    'unclean.leader.election.enable': 'false',
  });
});

it('moves a leader to a given node and keeps working', async () => {
  const [before = 0] = await cluster.leaders(topic);
  const to = cluster.ids.find((id) => id !== before) ?? 0;
  await cluster.moveLeader(topic, 0, to);
  await write(0);
  await eventually(async () => (await cluster.leaders(topic))[0] === to, { within: 60_000, every: 100 });
});

it('moves all leaders of a topic at once', async () => {
  const before = await cluster.leaders(topic);
  await cluster.moveLeaders([topic]);
  const after = await cluster.leaders(topic);
  expect(after.filter((leader, i) => leader === before[i] || leader < 0)).toEqual([]);
});

it('accepts records with one node killed, and none with another frozen too', async () => {
  await allInSync();
  const [leader = 0] = await cluster.leaders(topic);
  const [first = 0, second = 0] = cluster.ids.filter((id) => id !== leader);
  await cluster.kill(first);
  await eventually(async () => (await cluster.inSync(topic))[0] === 2, { within: 90_000, every: 200 });
  await write(0);
  cluster.freeze(second);
  try {
    await expect(writeOnceAt(leader)).rejects.toThrow(/timed out/);
  } finally {
    cluster.thaw(second);
  }
  await cluster.start(first);
  await allInSync();
  await write(0);
});

it('refuses records of a topic with too few replicas in sync', async () => {
  const [leader = 0] = await cluster.leaders(topic);
  const frozen = cluster.ids.find((id) => id !== leader) ?? 0;
  await setLeast('3');
  cluster.freeze(frozen);
  // The leader notices the frozen node after a while.
  await eventually(
    async () => {
      await expect(writeOnceAt(leader)).rejects.toThrow(/in-sync/);
      return true;
    },
    { within: 90_000, every: 200 },
  );
  cluster.thaw(frozen);
  await allInSync();
  await write(0);
  await setLeast('2');
});

const setLeast = (value: string) =>
  cluster.admin((admin) =>
    admin.alterConfigs({
      validateOnly: false,
      resources: [{ type: 2, name: topic, configEntries: [{ name: 'min.insync.replicas', value }] }],
    }),
  );
