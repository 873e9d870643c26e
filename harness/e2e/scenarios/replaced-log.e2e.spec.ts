import { topics } from '@silkgauge/contract';
import { Seals } from '@silkgauge/embargo';
import { ensureTopics } from '@silkgauge/kafka';
import { lastSequence, readPositions } from '@silkgauge/read-model';
import { newSecretKeys, parseSecretKeys } from '@silkgauge/service';
import { eventually } from '../../services/index.ts';
import { Kafka, logLevel } from 'kafkajs';
import { runOperator } from '../../fixtures/run-command.ts';
import { figureHeldFor, schedule, seal } from './embargoes.ts';
import { everySaleCountsOnce, quiet } from './invariants.ts';
import { startWorld, type Instance, type World } from './world.ts';

const keys = newSecretKeys();
const seals = new Seals(parseSecretKeys(keys));

let world: World;
let instance: Instance;

beforeAll(async () => {
  world = await startWorld({ env: { EMBARGO_KEYS: keys } });
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

/** What became of the events that were under embargo. */
async function outcomesOfHeld(): Promise<string[]> {
  const { rows } = await world.readModel.pool.query<{ told: string }>(
    `select id || ' ' || outcome as told from event where topic = $1 order by 1`,
    [`${world.prefix}customs.embargoed`],
  );
  return rows.map(({ told }) => told);
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
  const embargoed = `${world.prefix}customs.embargoed`;
  await world.sell(120);
  // One event of the old log is lifted, and one is held.
  await schedule(world, 'PAST', '2020-07-14T10:00:00Z');
  await seal(world, seals, 'customs.embargoed', figureHeldFor('PAST', 'CN', 'LIFTED'));
  await seal(world, seals, 'customs.embargoed', figureHeldFor('LATER', 'CN', 'HELD'));
  await eventually(async () => (await outcomesOfHeld()).length === 1);
  await quiet(world);
  await instance.app.stop();
  const before = (await readPositions(world.readModel.pool)).filter(
    (at) => at.topic === topic || at.topic === embargoed,
  );
  expect(before.length).toBeGreaterThan(2);

  // The new log grows beyond the old positions, with the earlier sales among its records.
  await makeAnew(topic);
  await makeAnew(embargoed);
  for (const id of ['NEW', 'OTHER', 'THIRD'])
    await seal(world, seals, 'customs.embargoed', figureHeldFor('LATER', 'CN', id));
  const again = world.sold.slice();
  await world.send('platform.sales', again);
  world.sold.push(...again);
  await world.sell(300);
  await world.restart(instance, { untilReady: false });
  await allHalted(
    before.map((at) => `${at.topic}/${String(at.partition)} halted at offset ${at.next}: log-replaced`),
  );
  const sequence = await lastSequence(world.readModel.pool);

  const env = {
    KAFKA_BROKERS: world.kafka.brokers.join(','),
    TOPIC_PREFIX: world.prefix,
    DATABASE_URL: world.databaseUrl,
  };
  expect(await lastSequence(world.readModel.pool)).toBe(sequence);
  for (const at of before) {
    const name = at.topic.slice(world.prefix.length);
    const args = [name, String(at.partition), at.next, '--log-replaced', '--reason', 'a lost volume'];
    expect(await runOperator('skip', args, env)).toMatchObject({ code: 0, err: '' });
  }
  await quiet(world);
  await everySaleCountsOnce(world);
  // What either log held is lifted together.
  await schedule(world, 'LATER', '2020-07-14T10:00:00Z');
  await eventually(async () => (await outcomesOfHeld()).length === 5);
  expect(await outcomesOfHeld()).toEqual(
    ['HELD', 'LIFTED', 'NEW', 'OTHER', 'THIRD'].map((id) => `${id} applied`),
  );
  const { rows } = await world.readModel.pool.query<{ found: string; count: number }>(
    `select found, count(*)::int from position_skip where reason = 'a lost volume' group by 1`,
  );
  expect(rows).toEqual([{ found: 'log-replaced', count: before.length }]);
  // The rest of the log cannot reproduce the read model.
  const audit = await runOperator('audit', ['--compare'], env);
  expect([audit.code, audit.err]).toEqual([1, expect.stringContaining('The log does not have it all')]);
});
