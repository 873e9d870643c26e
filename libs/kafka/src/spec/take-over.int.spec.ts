import { setTimeout as pause } from 'node:timers/promises';
import { eventually, testBrokers, topicPrefix } from '@silkgauge/testing';
import { KafkaBatchStrategy } from '../reader/batch-strategy.ts';
import { MemoryOffsetStore } from './memory-offset-store.fixture.ts';
import type { RecordBatch } from '../wire/records.ts';
import { SafeProducer } from '../sender/safe-producer.ts';
import { createTopic, numbered } from './topic.fixture.ts';

const kafka = { brokers: [testBrokers()] };
const prefix = topicPrefix();
const topic = `${prefix}figures`;
const offsets = new MemoryOffsetStore();
const producer = new SafeProducer(kafka);

interface Member {
  readonly strategy: KafkaBatchStrategy;
  /** Member ids given by the group, the newest last. */
  readonly ids: string[];
}

const members: Member[] = [];
afterAll(async () => {
  await Promise.all(members.map(({ strategy }) => strategy.close()));
  await producer.close();
});

const start = (): Member => {
  const ids: string[] = [];
  const strategy = new KafkaBatchStrategy({
    ...{ kafka, groupId: `${prefix}group`, topicPrefix: prefix, offsets, sessionTimeout: 30_000 },
    onMemberId: async (id) => {
      ids.push(id);
      return Promise.resolve();
    },
    onFatal: (error) => {
      throw error;
    },
  });
  strategy.addHandler('figures', async (batch: RecordBatch) => Promise.resolve(offsets.commit(batch)), true);
  strategy.listen(() => undefined);
  const member = { strategy, ids };
  members.push(member);
  return member;
};

const shared = () =>
  eventually(
    () => {
      const health = members.map(({ strategy }) => strategy.health());
      const counts = health.map(({ ready, partitions }) => (ready ? partitions.length : 0));
      return !counts.includes(0) && counts.reduce((sum, count) => sum + count, 0) === 4;
    },
    { within: 30_000 },
  );

it('a living member that was dismissed joins again, and every record counts once', async () => {
  await createTopic(kafka, topic, 4);
  const [first, second] = [start(), start()];
  await shared();
  const before = second.ids.length;
  expect(before).toBeGreaterThan(0);
  let isLoading = true;
  let sent = 0;
  const loading = (async () => {
    while (isLoading) {
      await producer.send(topic, numbered(`load-${String(sent)}`, 20));
      sent += 20;
    }
  })();
  for (let round = 0; round < 3; round += 1) {
    const known = second.ids.length;
    await first.strategy.dismiss(second.ids.at(-1) ?? '');
    await eventually(() => second.ids.length > known, { within: 30_000 });
    await shared();
  }
  isLoading = false;
  await loading;
  await eventually(() => offsets.values.length >= sent);
  expect(offsets.values).toHaveLength(sent);
});

it('a member claims no partition before onMemberId resolves', async () => {
  const order: string[] = [];
  const own = new MemoryOffsetStore();
  const strategy = new KafkaBatchStrategy({
    ...{ kafka, groupId: `${prefix}another`, topicPrefix: prefix, sessionTimeout: 30_000 },
    offsets: {
      claim: (name, partition) => {
        order.push('claimed');
        return own.claim(name, partition);
      },
      position: (name, partition) => own.position(name, partition),
    },
    onMemberId: async () => {
      await pause(2_000);
      order.push('stood for');
    },
    onFatal: (error) => {
      throw error;
    },
  });
  strategy.addHandler('figures', async (batch: RecordBatch) => Promise.resolve(own.commit(batch)), true);
  strategy.listen(() => undefined);
  await eventually(() => order.includes('claimed'));
  expect(order[0]).toBe('stood for');
  await strategy.close();
});

it('dismissing a member that the group does not know is no error', async () => {
  await members[0]?.strategy.dismiss('nobody');
});
