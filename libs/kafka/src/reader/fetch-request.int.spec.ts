import { testBrokers, topicPrefix } from '@silkgauge/testing';
import { Cluster } from '../broker/cluster.ts';
import { FETCH_VERSIONS, fetchFrom } from './fetch-request.ts';
import { batchAt, fetchedOf } from './fetched.ts';
import { offsetRanges } from '../broker/offsets.ts';
import { SafeProducer } from '../sender/safe-producer.ts';
import { createTopic, numbered } from '../spec/topic.fixture.ts';

const kafka = { brokers: [testBrokers()] };
const topic = `${topicPrefix()}figures`;
const cluster = new Cluster(kafka);
const options = { isolation: 'read-committed', maxWait: 100, partitionBytes: 100_000 } as const;

beforeAll(async () => {
  await createTopic(kafka, topic, 2, { 'message.timestamp.type': 'LogAppendTime' });
  const producer = new SafeProducer(kafka);
  await producer.send(topic, numbered('a', 40));
  await producer.send(topic, numbered('b', 40));
  await producer.close();
});
afterAll(() => cluster.close());

it.each(FETCH_VERSIONS.map((api) => [api.version, api] as const))(
  'version %i of a fetch brings records of several partitions, and the error of one leaves the others theirs',
  async (_, api) => {
    const metadata = await cluster.topic(topic);
    const node = await cluster.leader(topic, 0);
    const positions = [0n, 1_000n].map((offset, partition) => ({ topic: metadata, partition, offset }));
    const answers = await fetchFrom(cluster, node, positions, options, [api]);
    expect(answers.map(({ partition, errorCode }) => [partition, errorCode]).toSorted()).toEqual([
      [0, 0],
      [1, 1],
    ]);
    const first = answers.find(({ partition }) => partition === 0);
    if (!first) throw new Error('no answer for the first partition');
    const { high } = (await offsetRanges(cluster, topic)).get(0) ?? {};
    const fetched = fetchedOf(first, 0n);
    expect([fetched.next, BigInt(fetched.records.length), first.topic.name]).toEqual([high, high, topic]);
  },
);

it('the record batch at an offset has a first offset, a checksum and a time, the same at each request', async () => {
  const metadata = await cluster.topic(topic);
  const node = await cluster.leader(topic, 0);
  const [answer] = await fetchFrom(cluster, node, [{ topic: metadata, partition: 0, offset: 0n }], options);
  if (!answer) throw new Error('no answer');
  const { records, next } = fetchedOf(answer, 0n);
  const first = records.at(0)?.batch;
  const last = records.at(-1)?.batch;
  expect(first).toMatchObject({ offset: 0n, timestampType: 1 });
  expect(last?.offset).toBeGreaterThan(0n);
  expect(await batchAt(cluster, { topic, partition: 0 }, 0n)).toEqual(first);
  expect(await batchAt(cluster, { topic, partition: 0 }, next - 1n)).toEqual(last);
  expect(await batchAt(cluster, { topic, partition: 0 }, next)).toBeNull();
  expect(await batchAt(cluster, { topic, partition: 0 }, next + 50n)).toBeNull();
});
