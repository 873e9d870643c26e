import { OUTPUT_TOPICS } from '@silkgauge/contract';
import { lastSequence } from '@silkgauge/read-model';
import { eventually } from '../../services/index.ts';
import { readTopic } from '../../fixtures/read-topic.ts';
import { runOperator, type Command } from '../../fixtures/run-command.ts';
import { copyOfRows, copyOfWhole, type EarlierCopy } from './earlier-copy.ts';
import { everySaleCountsOnce, quiet } from './invariants.ts';
import { startWorld, type Instance, type World } from './world.ts';

let world: World;
let instance: Instance;

beforeEach(async () => {
  world = await startWorld({});
  instance = await world.startInstance();
});

afterEach(async () => {
  await world?.close();
});

const sequenceNow = async () => BigInt(await lastSequence(world.readModel.pool));

const operate = (command: Command, ...args: string[]) =>
  runOperator(command, args, {
    KAFKA_BROKERS: world.kafka.brokers.join(','),
    TOPIC_PREFIX: world.prefix,
    DATABASE_URL: world.databaseUrl,
  });

const readiness = async () => {
  const response = await fetch(`${instance.app.url}/readyz`);
  const { checks } = (await response.json()) as { checks: { log: { reason?: string | null } } };
  return { status: response.status, log: checks.log.reason ?? null };
};

/** Values of each sequence on the output topics: one, however often it was published. */
async function publishedTwice(): Promise<string[]> {
  const values = new Map<string, Set<string>>();
  for (const name of OUTPUT_TOPICS)
    for (const { headers, value } of await readTopic(world.kafka, world.prefix + name)) {
      const sequence = String(headers.find(([header]) => header === 'ce_id')?.[1]);
      values.set(sequence, (values.get(sequence) ?? new Set()).add(String(value)));
    }
  return [...values].flatMap(([sequence, { size }]) => (size > 1 ? [sequence] : []));
}

/** Sells, takes a copy, sells more, and puts the copy back under the running service. */
async function putBack(take: (url: string) => Promise<EarlierCopy>): Promise<void> {
  for (let sold = 0; sold < 120; sold += 40) {
    await world.sell(40);
    await quiet(world);
  }
  const copy = await take(world.databaseUrl);
  const copied = await eventually(sequenceNow);
  for (let sold = 0; sold < 200; sold += 40) {
    await world.sell(40);
    await quiet(world);
  }
  const lost = await sequenceNow();
  expect(lost).toBeGreaterThan(copied);
  await copy.putBack();
  expect(await eventually(sequenceNow)).toBe(copied);

  // 1. Nothing is written, not even new sales, and the service says what is waited for.
  await world.sell(20);
  await eventually(async () => {
    const { status, log } = await readiness();
    expect([status, log]).toEqual([503, expect.stringContaining('npm run recover')]);
    return true;
  });
  expect(await sequenceNow()).toBe(copied);

  // 2. Recovered under the running service, the lost input is read again, though nothing new comes.
  expect(await operate('recover', '--reason', 'a copy was put back')).toMatchObject({ code: 0, err: '' });
  await eventually(async () => {
    const { status, log } = await readiness();
    if (status === 200) await everySaleCountsOnce(world);
    expect([status, log]).toEqual([200, null]);
    return true;
  });
  await quiet(world);
  expect(await publishedTwice()).toEqual([]);
  const audit = await operate('audit', '--compare');
  expect([audit.code, audit.err]).toEqual([0, '']);
}

it('scenario 42: earlier copy put back in the running server: nothing is written until a person has recovered the log, and nothing new has to come', () =>
  putBack(copyOfWhole));

it('rows of an earlier copy in place of the present ones are noticed as well, with every connection open', () =>
  putBack(copyOfRows));
