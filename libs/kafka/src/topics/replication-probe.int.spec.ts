import { topics } from '@silkgauge/contract';
import {
  eventually,
  startKafkaCluster,
  testBrokers,
  topicPrefix,
  type KafkaCluster,
} from '@silkgauge/testing';
import type { KafkaConfig } from '../broker/client.ts';
import { ReplicationProbe } from './replication-probe.ts';
import { ensureTopics } from './topics.ts';

const prefix = topicPrefix();
const wanted = topics(prefix);
const names = wanted.map(({ name }) => name);
let cluster: KafkaCluster;

beforeAll(async () => {
  cluster = await startKafkaCluster();
});

afterAll(async () => {
  await cluster?.close();
});

/** Brokers may answer late just after their start. */
const made = (kafka: KafkaConfig) =>
  eventually(() => ensureTopics(kafka, wanted), { within: 90_000, every: 500 });

it('reports the replication by three brokers, and the lack of one topic', async () => {
  const kafka = { brokers: cluster.brokers.split(',') };
  const early = new ReplicationProbe(kafka, names, 'required');
  expect(await early.check()).toEqual({ ok: false, reason: `no topic ${names.join(', ')}` });
  await early.refuseLess();
  await made(kafka);
  const probe = new ReplicationProbe(kafka, names, 'required');
  expect(await probe.check()).toMatchObject({ ok: true, replicas: 3, minInSync: 2 });
  await probe.refuseLess();

  await cluster.admin((admin) =>
    admin.createTopics({ topics: [{ topic: 'alone', replicationFactor: 1 }], waitForLeaders: false }),
  );
  // Each broker learns of a new topic a moment after its creation.
  const less = await eventually(async () => {
    const one = new ReplicationProbe(kafka, [...names, 'alone'], 'required');
    return (await one.check()).replicas === undefined ? null : one;
  });
  await expect(less.refuseLess()).rejects.toThrow(/alone \(replicas 1, .* REPLICATION=any/);
  expect(await less.check()).toMatchObject({ ok: false, replicas: 1 });
});

it('lets a service start while no broker answers', async () => {
  const nobody = new ReplicationProbe({ brokers: ['127.0.0.1:1'] }, names, 'required');
  await nobody.refuseLess();
  expect((await nobody.check()).ok).toBe(false);
});

it('accepts any replication where it is set so', async () => {
  const kafka = { brokers: testBrokers().split(',') };
  await made(kafka);
  const probe = new ReplicationProbe(kafka, names, 'any');
  await probe.refuseLess();
  expect(await probe.check()).toEqual({ ok: true, replicas: 1, inSync: 1, minInSync: 1 });
});
