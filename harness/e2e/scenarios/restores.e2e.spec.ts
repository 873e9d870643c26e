import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { OUTPUT_TOPICS, type GrowthState } from '@silkgauge/contract';
import { connect, createReadModel, lastSequence } from '@silkgauge/read-model';
import {
  BACKUP_STATEMENTS,
  eventually,
  freePort,
  newDataFolder,
  putBeside,
  restoreBackup,
  startApp,
  startPostgres,
  takeBackup,
  type EmbeddedPostgres,
  type RunningApp,
} from '../../services/index.ts';
import { runOperator, type Command } from '../../fixtures/run-command.ts';
import { readTopic } from '../../fixtures/read-topic.ts';
import { everySaleCountsOnce, quiet } from './invariants.ts';
import { startWorld, type Instance, type World } from './world.ts';

const dir = newDataFolder('postgres');
const documented = readFileSync(new URL('../../../docs/operations/runbook.md', import.meta.url), 'utf8');
let postgres: EmbeddedPostgres;
let world: World;
let instance: Instance;
let api: RunningApp;

beforeAll(async () => {
  postgres = await startPostgres({ dir });
  world = await startWorld({ server: postgres.databaseUrl });
  instance = await world.startInstance();
  api = await startApp('growth-api', { DATABASE_URL: world.databaseUrl });
});

afterAll(async () => {
  await api?.stop();
  await world?.close();
  await postgres?.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** A statement that `docs/operations/runbook.md` must contain. */
const said = (statement: string): string => {
  expect(documented).toContain(statement);
  return statement;
};

function load(): { stop(): Promise<void> } {
  let isLoading = true;
  const loading = (async () => {
    while (isLoading) {
      await world.sell(60);
      await pause(20);
    }
  })();
  return {
    stop: () => {
      isLoading = false;
      return loading;
    },
  };
}

const operate = (command: Command, ...args: string[]) =>
  runOperator(command, args, {
    KAFKA_BROKERS: world.kafka.brokers.join(','),
    TOPIC_PREFIX: world.prefix,
    DATABASE_URL: world.databaseUrl,
  });

const readiness = async () => {
  const response = await fetch(`${instance.app.url}/readyz`);
  return { status: response.status, text: await response.text() };
};

const metric = async (name: string) =>
  Number(
    new RegExp(`^${name} (\\S+)$`, 'm').exec(await (await fetch(`${instance.app.url}/metrics`)).text())?.[1],
  );

const sequenceNow = async () => BigInt(await lastSequence(world.readModel.pool));

/** States with the highest version of each key, from the topics. */
async function highestVersions(): Promise<Map<string, GrowthState>> {
  const highest = new Map<string, GrowthState>();
  for (const name of OUTPUT_TOPICS) {
    for (const { value } of await readTopic(world.kafka, world.prefix + name)) {
      const state = JSON.parse(String(value)) as GrowthState;
      if (state.version > (highest.get(state.key)?.version ?? 0)) highest.set(state.key, state);
    }
  }
  return highest;
}

/** All states of the API, without members added at request time. */
async function served(): Promise<Map<string, Pick<GrowthState, 'version' | 'sequence' | 'level'>>> {
  const states = new Map<string, GrowthState>();
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = cursor === '' ? '' : `&cursor=${cursor}`;
    const page = (await (await fetch(`${api.url}/v1/growth?limit=1000${query}`)).json()) as {
      items: GrowthState[];
      next: string | null;
    };
    for (const state of page.items) states.set(state.key, state);
    cursor = page.next;
  }
  return states;
}

it('a backup uses the statements of the runbook', () => {
  for (const statement of Object.values(BACKUP_STATEMENTS)) expect(said(statement)).toBe(statement);
});

it('scenario 22: database restored to before: nothing is written until a person has recovered the log, and then every reader ends at the same states', async () => {
  const loading = load();
  await eventually(async () => (await sequenceNow()) > 200n);
  await takeBackup(postgres);
  const atBackup = await sequenceNow();
  await eventually(async () => (await sequenceNow()) > atBackup + 300n);
  await loading.stop();
  await quiet(world);
  const lost = await sequenceNow();

  await postgres.kill();
  await restoreBackup(postgres);
  postgres = await startPostgres({ dir, port: postgres.port });
  const restored = await eventually(sequenceNow);
  expect(restored).toBeLessThan(lost);

  // 1. The service notices, and writes nothing, not even new sales.
  await eventually(async () => (await metric('silkgauge_log_backwards')) === 1);
  const { status, text } = await readiness();
  expect(status).toBe(503);
  expect(text).toContain('npm run recover');
  await world.sell(100);
  await pause(1_500);
  expect(await sequenceNow()).toBe(restored);
  const ahead = await fetch(`${api.url}/v1/changes?after=${String(lost)}`);
  expect([ahead.status, ahead.headers.get('retry-after')]).toEqual([503, '2']);

  // 2. The operator examines and recovers the database.
  const dry = await operate('recover', '--dry-run', '--json');
  const after = String(restored);
  expect([dry.code, JSON.parse(dry.out)]).toEqual([
    0,
    expect.objectContaining({ hole: { after, until: String(lost) }, wasKnown: false }),
  ]);
  expect(await sequenceNow()).toBe(restored);
  const recovered = await operate('recover', '--reason', 'a disk failed');
  expect([recovered.code, recovered.err]).toEqual([0, '']);

  // 3. The inputs are read again, and every reader ends at the same states.
  await eventually(async () => (await readiness()).status === 200);
  await world.sell(100);
  await quiet(world);
  await everySaleCountsOnce(world);
  const states = await served();
  const highest = await highestVersions();
  expect([...highest.keys()].sort()).toEqual([...states.keys()].sort());
  for (const [key, { version, sequence, level }] of states)
    expect(highest.get(key)).toMatchObject({ version, sequence, level });
  const audit = await operate('audit', '--compare');
  expect([audit.code, audit.err]).toEqual([0, '']);

  // 4. Earlier cursors go on; cursors in the lost range get an error.
  const statusAfter = async (cursor: bigint) =>
    (await fetch(`${api.url}/v1/changes?after=${String(cursor)}`)).status;
  expect(await statusAfter(restored)).toBe(200);
  expect(await statusAfter(restored + 1n)).toBe(410);
  expect(await statusAfter(lost)).toBe(410);
  expect(await statusAfter(lost + 1n)).toBe(200);

  // 5. The next start finds everything consistent.
  await postgres.kill();
  postgres = await startPostgres({ dir, port: postgres.port });
  await world.sell(50);
  await quiet(world);
  expect((await readiness()).status).toBe(200);
});

it('scenario 23: standby promoted: nothing acknowledged is lost, and sales go on within a moment', async () => {
  const { port } = new URL(postgres.databaseUrl);
  const backup = await takeBackup(postgres);
  const second = newDataFolder('standby');
  execFileSync('cp', ['-a', backup, `${second}/data`]);
  putBeside(postgres, `${second}/data/standby.signal`, '');
  const standby = await startPostgres({
    ...{ dir: second, port: await freePort() },
    settings: {
      primary_conninfo: `host=127.0.0.1 port=${port} user=silkgauge password=silkgauge application_name=standby`,
    },
  });
  const primary = await connect(postgres.databaseUrl, 'operator');
  await primary.query(said(`alter system set synchronous_standby_names = '*';`));
  await primary.query(said('select pg_reload_conf();'));
  await eventually(async () => {
    const { rows } = await primary.query<{ state: string }>(
      'select sync_state as state from pg_stat_replication',
    );
    return rows[0]?.state === 'sync';
  });
  await primary.end().catch(() => undefined);

  const url = new URL(world.databaseUrl);
  url.port = String(standby.port);
  const promoted = { ...world, databaseUrl: url.href, readModel: createReadModel(url.href) };
  const loading = load();
  try {
    const sold = world.sold.length;
    await eventually(() => world.sold.length > sold + 300);
    await postgres.kill();
    instance.postgres.redirect(standby.port);
    const killed = performance.now();
    const operator = await connect(standby.databaseUrl, 'operator');
    const { rows } = await operator.query<{ done: boolean }>(
      said('select pg_promote();').replace('pg_promote()', 'pg_promote() as done'),
    );
    expect(rows).toEqual([{ done: true }]);
    await operator.end();
    const before = await lastSequence(promoted.readModel.pool);
    await eventually(async () => (await lastSequence(promoted.readModel.pool)) !== before, {
      ...{ within: 60_000, every: 20 },
    });
    // About a second; longer on a busy machine.
    expect(performance.now() - killed).toBeLessThan(10_000);
    await loading.stop();
    await quiet(promoted);
    await everySaleCountsOnce(promoted);
    const { rows: known } = await promoted.readModel.pool.query<{ timeline: string; lost: string }>(
      `select timeline, until_sequence - after_sequence as lost from incarnation order by n desc limit 1`,
    );
    expect(known).toEqual([{ timeline: '2', lost: '0' }]);
    await instance.app.stop();
  } finally {
    await loading.stop();
    await promoted.readModel.close();
    await standby.stop();
    rmSync(second, { recursive: true, force: true });
    // The database is dropped on the old primary, which must not wait for a standby.
    postgres = await startPostgres({ dir, port: postgres.port, settings: { synchronous_standby_names: '' } });
  }
});
