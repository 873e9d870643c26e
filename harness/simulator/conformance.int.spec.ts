import { Fenced } from '@silkgauge/kafka';
import {
  announce,
  claimPosition,
  createReadModel,
  LETTERS_WAIT,
  readChanges,
  SET_ASIDE,
  waitingDeadLetters,
} from '@silkgauge/read-model';
import { testDatabase } from '../services/index.ts';
import pg from 'pg';
import { BatchApplier, postgresRelayStore, postgresStore } from '@silkgauge/aggregation';
import { batchOf } from '../fixtures/events.ts';
import { Database } from './store/database.ts';
import { Random } from '../random.ts';
import { writeWorld, type World } from './input-log.ts';
import { memoryStore, type MemoryStore } from './store/memory-store.ts';
import { OPERATIONS, type Operations } from './store/operations.ts';
import { NO_CLAIMS } from './store/operations-loads.ts';
import { UNSTORABLE_PERIOD } from './store/operations-write.ts';
import { Scheduler } from './scheduler.ts';
import { settle } from './settle.ts';
import type { Table, Tables } from './store/tables.ts';

interface Run {
  readonly seed: number;
  readonly told: readonly unknown[];
  readonly tables: Tables;
  /** Names of the operations and loads that the run called. */
  readonly asked: ReadonlySet<string>;
}

/** Runs all operations of a seed on a store in a fixed order and returns the answers. */
async function work(seed: number, store: MemoryStore): Promise<unknown[]> {
  const world = writeWorld(seed);
  const told: unknown[] = [];
  let applier = new BatchApplier({ store, identityWindow: world.identityWindow });
  for (const { topic, partition, taken, restarts } of batches(world, seed)) {
    if (restarts) applier = new BatchApplier({ store, identityWindow: world.identityWindow });
    const { epoch, next } = await store.claim(topic, partition);
    const of = world.partitions.find((one) => one.topic === topic && one.partition === partition);
    const place = { partition, partitions: of?.partitions ?? 1 };
    const batch = batchOf(topic, taken, { epoch, expected: next, ...place });
    told.push(epoch, next, await applier.apply(topic, batch));
    // The same batch again: its position fences it.
    told.push(await applier.apply(topic, batch).catch((error: unknown) => error instanceof Fenced));
  }
  await store.announce(['1', LETTERS_WAIT]);
  return [...told, ...(await relayed(store))];
}

/** Queries of the relays, with the answers. */
async function relayed(store: MemoryStore): Promise<unknown[]> {
  const told: unknown[] = [];
  const changes = await store.readChanges('0', 10_000);
  const letters = await store.waitingDeadLetters(1_000);
  // States and notices as a compacted topic shows them: each key once.
  const states = changes.flatMap(({ kind, key, ...rest }) =>
    kind || !('period' in rest) ? [] : [[`${key}/${rest.period}`, { key, period: rest.period }] as const],
  );
  const seen = Array.from(new Map(states).values(), (state) => ({ ...state, sequence: '1' }));
  const notices = [...new Set(changes.flatMap(({ kind, key }) => (kind ? [key] : [])))].map((key) => ({
    key,
    sequence: '1',
  }));
  const until = changes[changes.length >> 1]?.sequence ?? '0';
  told.push(changes, letters);
  for (const bytes of [1, 3_000, 10_000])
    told.push(await store.readChanges('2', 10, bytes), await store.waitingDeadLetters(10, bytes));
  const [change] = changes.filter((one) => !one.kind && one.domain === 'platform');
  const aside = { topic: 'growth-updated.platform', partition: 0, offset: BigInt(change?.sequence ?? 0) };
  const why = { knownAt: new Date(0), rule: SET_ASIDE, reason: 'large', key: Buffer.from('k'), value: null };
  for (let again = 0; again < 2; again += 1)
    await store.setAside([{ ...aside, ...why, headers: [['ce_id', Buffer.from('1')]] }]);
  for (const after of ['0', '3']) {
    const range = { topic: aside.topic, after, until, limit: 4 };
    told.push(await store.publishedSince('platform', seen, range));
  }
  told.push(
    await store.registeredSince('notice', notices, { topic: 'notice-updated', after: '0', until, limit: 10 }),
  );
  await store.markRelayed(letters.slice(0, 1).map((letter) => letter.deadLetterId));
  told.push(await store.markRelayedAt(letters.slice(0, 2)));
  for (const sequence of ['5', '3']) await store.advanceRelay('spec', sequence);
  told.push(await store.relayPosition('spec'), await store.waitingDeadLetters(2));
  return [...told, ...(await led(store))];
}

/** Leadership of two sessions: the second leads when the first ends. */
async function led(store: MemoryStore): Promise<boolean[]> {
  const options = { silenceMs: 60_000, onLost: () => undefined, onTold: () => undefined };
  const first = await store.openSession({ ...options, name: 'first' });
  const second = await store.openSession({ ...options, name: 'second' });
  const got = [await first.tryLead('changes'), await second.tryLead('changes')];
  got.push(await second.tryLead('letters'), await first.tryLead('letters'));
  await first.listen();
  await first.say();
  await first.end();
  await second.end();
  return got;
}

function* batches(world: World, seed: number) {
  const dice = new Random(seed);
  const left = world.partitions.map((from) => ({ ...from, entries: [...from.entries] }));
  for (;;) {
    const waiting = left.filter(({ entries }) => entries.length > 0);
    if (waiting.length === 0) return;
    const { topic, partition, entries } = dice.pick(waiting);
    const taken = entries.splice(0, dice.between(1, 8)).map(({ record }) => record);
    yield { topic, partition, taken, restarts: dice.chance(0.3) };
  }
}

async function simulated(seed: number): Promise<Run> {
  const scheduler = new Scheduler(seed, false);
  const asked = new Set<string>();
  const database = new Database(scheduler);
  const store = memoryStore(database, { name: 'spec', alive: true, frozen: false }, noting(asked));
  const told = await settle(scheduler, work(seed, store));
  return { seed, told, tables: database.tables, asked };
}

/** The operations, with the names of called operations recorded. */
function noting(asked: Set<string>): Operations {
  const noted = <T extends object>(table: T, prefix = ''): T =>
    Object.fromEntries(
      Object.entries(table).map(([name, of]: [string, unknown]) => {
        if (typeof of !== 'function') return [name, noted(of as object, `${name} `)];
        const note = (...args: unknown[]): unknown => {
          asked.add(prefix + name);
          return (of as (...args: unknown[]) => unknown)(...args);
        };
        return [name, note];
      }),
    ) as T;
  return noted(OPERATIONS);
}

/** The first few seeds that together call every operation of the simulation. */
async function fewThatAskAll(): Promise<Run[]> {
  const runs: Run[] = [];
  for (let seed = 1; seed <= 60; seed += 1) runs.push(await simulated(seed));
  const asked = new Set<string>();
  return runs
    .sort((a, b) => b.asked.size - a.asked.size)
    .filter((run) => {
      const isNew = [...run.asked].some((name) => !asked.has(name));
      for (const name of run.asked) asked.add(name);
      return isNew;
    });
}

async function real(seed: number, tables: Tables) {
  const database = await testDatabase();
  const readModel = createReadModel(database.url);
  try {
    await readModel.pool.query(`
      create function refuse() returns trigger language plpgsql as
        $$ begin raise exception 'value overflows numeric format' using errcode = '22003'; end $$;
      create trigger refuse before insert on sale_total for each row
        when (new.period = '${UNSTORABLE_PERIOD}') execute function refuse()`);
    const told = await work(seed, {
      ...postgresStore(readModel),
      ...postgresRelayStore(readModel, database.url),
      announce: (all) => announce(readModel.pool, all),
      claim: (topic, partition) => claimPosition(readModel.pool, topic, partition),
      readChanges: (...page) => readChanges(readModel.pool, ...page),
      waitingDeadLetters: (...page) => waitingDeadLetters(readModel.pool, ...page),
    });
    const contents: Record<string, unknown[]> = {};
    for (const table of Object.values(tables) as Table<object>[])
      contents[table.name] = await rowsOf(readModel.pool, table);
    return { told, contents };
  } finally {
    await readModel.close();
    await database.drop();
  }
}

/** Columns that the simulation keeps; dates as text. */
async function rowsOf(pool: pg.Pool, table: Table<object>): Promise<unknown[]> {
  const [row] = table.rows.values();
  const columns = row ? Object.keys(row).map((name) => `"${name}"`) : ['*'];
  const DATE = 1082;
  const { rows } = await pool.query<object>({
    text: `select ${columns.join(', ')} from ${table.name}`,
    types: {
      getTypeParser: (oid: number) => (oid === DATE ? String : pg.types.getTypeParser(oid)),
    } as pg.CustomTypesConfig,
  });
  return rows.map(asText).sort();
}

const JSON_COLUMNS = ['print', 'data', 'headers'];

/** A row as text, equal for the driver's and the simulation's types. */
function asText(row: object): string {
  const columns = Object.entries(row).map(([name, value]: [string, unknown]) => {
    if (JSON_COLUMNS.includes(name) && typeof value === 'string') return [name, JSON.parse(value)] as const;
    return [name, typeof value === 'bigint' ? String(value) : value] as const;
  });
  return JSON.stringify(Object.fromEntries(columns));
}

const RUNS = await fewThatAskAll();

it.each(RUNS)('seed $seed leaves the same rows in PostgreSQL and in the simulation', async (inMemory) => {
  const inPostgres = await real(inMemory.seed, inMemory.tables);
  expect(inPostgres.told).toEqual(inMemory.told);
  // The token of a turn is random.
  const { facts_turn: _, ...tables } = inMemory.tables;
  for (const table of Object.values(tables) as Table<object>[])
    expect({ [table.name]: inPostgres.contents[table.name] }).toEqual({
      [table.name]: [...table.rows.values()].map(asText).sort(),
    });
});

it('every operation of the simulation was called', () => {
  const asked = new Set(RUNS.flatMap((run) => [...run.asked]));
  const { loads, ...others } = OPERATIONS;
  const names = [...Object.keys(others), ...Object.keys(loads).map((name) => `loads ${name}`)];
  const left = names.filter((name) => !asked.has(name));
  expect(left).toEqual(Object.keys(NO_CLAIMS.loads).map((name) => `loads ${name}`));
});
