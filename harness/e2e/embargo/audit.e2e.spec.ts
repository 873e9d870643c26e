import { Seals } from '@silkgauge/embargo';
import { newSecretKeys, parseSecretKeys } from '@silkgauge/service';
import { runOperator, type Command } from '../../fixtures/run-command.ts';
import { eventually } from '../../services/index.ts';
import { figureHeldFor, schedule, seal } from '../scenarios/embargoes.ts';
import { quiet } from '../scenarios/invariants.ts';
import { startWorld, type World } from '../scenarios/world.ts';

const keys = newSecretKeys();
const seals = new Seals(parseSecretKeys(keys));
const otherKeys = `2:${newSecretKeys().slice(2)}`;

let world: World;

beforeAll(async () => {
  world = await startWorld({ env: { EMBARGO_KEYS: keys } });
  await world.startInstance();
  await world.sell(40);
  await schedule(world, 'PAST', '2020-07-14T10:00:00Z');
  for (const id of ['ONE', 'TWO'])
    await seal(world, seals, 'customs.embargoed', figureHeldFor('PAST', 'CN', id));
  await seal(world, seals, 'customs.embargoed', figureHeldFor('LATER', 'CN', 'HELD'));
  await eventually(async () => (await lifted()) === 2);
  await quiet(world);
});

afterAll(async () => {
  await world?.close();
});

async function lifted(): Promise<number> {
  const { rows } = await world.readModel.pool.query<{ count: number }>(
    `select count(*)::int from event where topic like '%.embargoed' and outcome = 'applied'`,
  );
  return rows[0]?.count ?? 0;
}

const run = (command: Command, args: readonly string[], embargoKeys: string) =>
  runOperator(command, args, {
    KAFKA_BROKERS: world.kafka.brokers.join(','),
    TOPIC_PREFIX: world.prefix,
    DATABASE_URL: world.databaseUrl,
    EMBARGO_KEYS: embargoKeys,
  });

it('an audit checks all but what it cannot open, and says so', async () => {
  const whole = await run('audit', ['--compare'], keys);
  expect([whole.code, whole.err]).toEqual([0, '']);
  expect(whole.out).not.toContain('Not checked');
  for (const given of ['', otherKeys]) {
    const { code, out, err } = await run('audit', ['--compare'], given);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('The read model says what the log says.');
    expect(out).toContain(
      'Not checked, as EMBARGO_KEYS does not open them: events under embargo, encrypted 3 by key 1.',
    );
  }
});

it('a rebuild without every key is refused, and takes nothing back', async () => {
  for (const given of ['', otherKeys]) {
    const { code, err } = await run('rebuild', ['--reason', 'spec'], given);
    expect(code).toBe(1);
    expect(err).toContain('EMBARGO_KEYS lacks key 1, which offset 0 of');
    expect(err).toContain('Nothing was done.');
  }
  expect(await lifted()).toBe(2);
});

it('an audit without a key finds what is wrong with states that rest on what was lifted', async () => {
  await world.readModel.pool.query(
    `update change c set document = replace(document, '"value":"100"', '"value":"101"')
     from series s where s.series_id = c.series_id and s.key like '%.ONE.%'`,
  );
  const { code, out } = await run('audit', ['--compare'], '');
  expect(code).toBe(1);
  expect(out).toMatch(/states: GACC\.CN\.CBEC\.ONE\S+ level\.reported\.\S*value: live "101", log "100"/);
});
