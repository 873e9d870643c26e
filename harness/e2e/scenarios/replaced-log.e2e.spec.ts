import { topics } from '@silkgauge/contract';
import { ensureTopics } from '@silkgauge/kafka';
import { lastSequence, readPositions } from '@silkgauge/read-model';
import { eventually } from '../../services/index.ts';
import { Kafka, logLevel } from 'kafkajs';
import { runOperator } from '../../fixtures/run-command.ts';
import { everySaleCountsOnce, quiet } from './invariants.ts';
import { startWorld, type Instance, type World } from './world.ts';

let world: World;
let instance: Instance;

beforeAll(async () => {
  world = await startWorld({});
  instance = await world.startInstance();
});

afterAll(async () => {
  await world?.close();
});

async function makeAnew(topic: string): Promise<void> {
  const admin = new Kafka({ brokers: [...world.kafka.brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [topic] });
  await eventually(async () => !(await admin.listTopics()).includes(topic));
  await admin.disconnect();
  await ensureTopics(world.kafka, topics(world.prefix));
}

/** Waits until the service gives the halt reason of each of these partitions. */
const allHalted = (texts: readonly string[]) =>
  eventually(
    async () => {
      const response = await fetch(`${instance.app.url}/readyz`);
      const { checks } = (await response.json()) as { checks: { streams: { reason: string | null } } };
      for (const text of texts) expect(checks.streams.reason).toContain(text);
      expect(response.status).toBe(503);
      return true;
    },
    { within: 60_000 },
  );

it('scenario 21: log replaced: a topic made anew behind our back halts its partitions until a person says so, and nothing of it is left out', async () => {
  const topic = `${world.prefix}platform.sales`;
  await world.sell(120);
  await quiet(world);
  await instance.app.stop();
  const before = (await readPositions(world.readModel.pool)).filter((at) => at.topic === topic);
  expect(before.length).toBeGreaterThan(1);

  // The new log grows beyond the old positions, with the earlier sales among its records.
  await makeAnew(topic);
  const again = world.sold.slice();
  await world.send('platform.sales', again);
  world.sold.push(...again);
  await world.sell(300);
  await world.restart(instance, { untilReady: false });
  await allHalted(
    before.map(
      ({ partition, next }) => `${topic}/${String(partition)} halted at offset ${next}: log-replaced`,
    ),
  );
  const sequence = await lastSequence(world.readModel.pool);

  const env = {
    KAFKA_BROKERS: world.kafka.brokers.join(','),
    TOPIC_PREFIX: world.prefix,
    DATABASE_URL: world.databaseUrl,
  };
  expect(await lastSequence(world.readModel.pool)).toBe(sequence);
  for (const { partition, next } of before) {
    const args = ['platform.sales', String(partition), next, '--log-replaced', '--reason', 'a lost volume'];
    expect(await runOperator('skip', args, env)).toMatchObject({ code: 0, err: '' });
  }
  await quiet(world);
  await everySaleCountsOnce(world);
  const { rows } = await world.readModel.pool.query<{ found: string; count: number }>(
    `select found, count(*)::int from position_skip where reason = 'a lost volume' group by 1`,
  );
  expect(rows).toEqual([{ found: 'log-replaced', count: before.length }]);
  // The rest of the log cannot reproduce the read model.
  const audit = await runOperator('audit', ['--compare'], env);
  expect([audit.code, audit.err]).toEqual([1, expect.stringContaining('The log does not have it all')]);
});
