import { deadLetterTopic, topics, type GrowthState } from '@silkgauge/contract';
import { ensureTopics } from '@silkgauge/kafka';
import { eventually } from '../../services/index.ts';
import { figure } from '../../fixtures/events.ts';
import { runOperator } from '../../fixtures/run-command.ts';
import { readTopic } from '../../fixtures/read-topic.ts';
import { everythingHolds, outbox } from './invariants.ts';
import { at, startWorld, type Instance, type World } from './world.ts';

const MIB = 1024 * 1024;
let world: World;
let instance: Instance;

beforeAll(async () => {
  world = await startWorld({});
  instance = await world.startInstance();
});

afterAll(async () => {
  await world?.close();
});

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${instance.app.url}/metrics`)).text();
  return Number(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
}

const lettersOf = async () => (await outbox(world.readModel.pool)).letters;

/** Number of letters, and of letters with recorded publication. */
async function relayed(): Promise<{ all: number; sent: number }> {
  const { rows } = await world.readModel.pool.query<{ all: number; sent: number }>(
    'select count(*)::int as all, count(*) filter (where relayed)::int as sent from dead_letter',
  );
  return rows[0] ?? { all: 0, sent: 0 };
}

it('scenario 29: dead letters by the hundred MB: changes do not wait for them, memory is bounded, each goes out once', async () => {
  const [letters, each] = [120, MIB];
  const before = await metric('process_resident_memory_bytes');
  await world.sell(100);
  // Killed with a page of letters sent but not recorded.
  const death = at([instance], ['mark-relayed', 'before'], () => instance.app.kill(), { cuts: true });
  for (let sent = 0; sent < letters; sent += 4)
    await world.producer.send(
      `${world.prefix}customs.figures`,
      Array.from({ length: 4 }, (_, i) => ({ key: `k${String(sent + i)}`, value: Buffer.alloc(each, '[') })),
    );
  await death;
  await world.restart(instance);
  let most = 0;
  let waitedFor = 0;
  // New sales are published while letters still wait.
  while ((await relayed()).sent < letters) {
    await world.sell(50);
    await eventually(async () => (await outbox(world.readModel.pool)).changes === 0);
    most = Math.max(most, await metric('process_resident_memory_bytes'));
    waitedFor += 1;
  }
  expect(waitedFor).toBeGreaterThan(0);
  expect((await readTopic(world.kafka, deadLetterTopic(`${world.prefix}customs.figures`))).length).toBe(
    letters,
  );
  expect((most - before) / MIB).toBeLessThan(300);
  await everythingHolds(world);
});

it('scenario 30: version too large to publish: it is set aside, told of, and the topics go on', async () => {
  const topic = `${world.prefix}growth-updated.customs`;
  const spec = topics(world.prefix).find(({ name }) => name === topic);
  if (!spec) throw new Error(`no ${topic}`);
  // The operator's limit is a thousandth of the relay's known limit.
  await ensureTopics(world.kafka, [{ ...spec, config: { ...spec.config, 'max.message.bytes': '2300' } }]);
  const print = (value: string, publishedAt: string) =>
    figure('LARGE.CN.CBEC.FULL._T._T._T._T.CNY', '2020', { value, publishedAt });
  // The change names its cause at length.
  const large = { ...print('2', '2021-02-01'), source: `/${'s'.repeat(399)}`, id: '中'.repeat(400) };
  const key = 'LARGE.CN.CBEC.FULL._T._T._T._T.CNY/2020';
  const present = async () => {
    const { rows } = await world.readModel.pool.query<{ version: number }>(
      `select version from growth_state join series using (series_id) where key like 'LARGE.%' and period = '2020'`,
    );
    return rows[0]?.version ?? 0;
  };
  const published = async () =>
    (await readTopic(world.kafka, topic))
      .filter((record) => String(record.key) === key)
      .map(({ value }) => (JSON.parse(String(value)) as GrowthState).version);
  const say = async (version: number, event: ReturnType<typeof print>) => {
    await world.send('customs.figures', [event]);
    await eventually(async () => (await present()) === version);
  };
  await say(1, print('1', '2021-01-01'));
  await eventually(async () => (await published()).includes(1));
  await say(2, large);
  await world.sell(50);
  const letters = () => readTopic(world.kafka, deadLetterTopic(topic));
  await eventually(async () => (await letters()).length === 1);
  await say(3, print('3', '2021-03-01'));
  await say(4, print('4', '2021-04-01'));
  await eventually(async () => (await published()).at(-1) === 4);
  await eventually(async () => (await outbox(world.readModel.pool)).changes === 0);
  await eventually(async () => (await lettersOf()) === 0);

  const aside = (await letters()).map(({ headers }) =>
    Object.fromEntries(headers.map(([n, v]) => [n, String(v)])),
  );
  const there = await published();
  expect(aside).toHaveLength([1, 2, 3, 4].filter((version) => !there.includes(version)).length);
  expect(there).not.toContain(2);
  expect(await metric('silkgauge_set_aside_total')).toBe(aside.length);
  const env = {
    KAFKA_BROKERS: world.kafka.brokers.join(','),
    TOPIC_PREFIX: world.prefix,
    DATABASE_URL: world.databaseUrl,
  };
  const { code, out } = await runOperator('dlq', ['list', '--json', '--rule', 'set-aside'], env);
  expect(code).toBe(0);
  const listed = JSON.parse(out) as { place: string; reason: string }[];
  expect(listed.map(({ place }) => place)).toContain(`${topic}/0/${aside[0]?.['ce_id'] ?? ''}`);
  expect(listed).toHaveLength(aside.length);
  const place = listed[0]?.place ?? '';
  const shown = await runOperator('dlq', ['show', place], env);
  expect(shown.out).toContain(`${key}?asOf=`);
  expect((await runOperator('dlq', ['replay', place], env)).err).toContain('is no input topic');
});
