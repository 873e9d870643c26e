import type { GrowthState } from '@silkgauge/contract';
import {
  claimPosition,
  createReadModel,
  findPosition,
  readStateChanges,
  stateJson,
  waitingDeadLetters,
  type ReadModel,
} from '@silkgauge/read-model';
import {
  batchOf,
  figure,
  records,
  type SpecEvent,
  testDatabase,
  type TestDatabase,
  tick,
  withdrawal,
} from '@silkgauge/testing';
import type { Applied } from '../applied.ts';
import { BatchApplier } from '../apply-batch.ts';
import { postgresStore } from '../store/postgres-store.ts';

const TOPIC = 'customs.figures';
const FLOWS = ['_T', 'M', 'X'] as const;
const keyOf = (flow: string) => `GACC.CN.CBEC.FULL.${flow}._T._T._T.CNY`;

const databases: TestDatabase[] = [];
const models: ReadModel[] = [];

afterEach(async () => {
  await Promise.all(models.splice(0).map((model) => model.close()));
  await Promise.all(databases.splice(0).map((database) => database.drop()));
});

function readModelOn(database: TestDatabase): ReadModel {
  const readModel = createReadModel(database.url);
  models.push(readModel);
  return readModel;
}

async function newDatabase(): Promise<TestDatabase> {
  const database = await testDatabase();
  databases.push(database);
  return database;
}

const applierOn = (readModel: ReadModel) =>
  new BatchApplier({ store: postgresStore(readModel), identityWindow: 1_000 });

interface Part {
  readonly partition: number;
  readonly events: readonly SpecEvent[];
}

/** Applies batches in this order; with `isWaiting`, each after the end of the one before. */
async function feed(
  readModel: ReadModel,
  parts: readonly Part[],
  apply: (batch: ReturnType<typeof batchOf>) => Promise<Applied>,
  isWaiting: boolean,
): Promise<PromiseSettledResult<Applied>[]> {
  const at = new Map<number, { epoch: bigint; next: bigint }>();
  for (const { partition } of parts)
    if (!at.has(partition)) at.set(partition, await claimPosition(readModel.pool, TOPIC, partition));
  const running: Promise<Applied>[] = [];
  for (const { partition, events } of parts) {
    const { epoch = 0n, next = 0n } = at.get(partition) ?? {};
    const batch = batchOf(TOPIC, records(events, next), { epoch, expected: next, partition });
    at.set(partition, { epoch, next: batch.next });
    const applying = apply(batch);
    applying.catch(() => undefined);
    running.push(applying);
    if (isWaiting) await Promise.allSettled([applying]);
  }
  return Promise.allSettled(running);
}

/** A total and its parts, each in its own partition, so that consecutive batches change the same states. */
const familyOf = (rounds: number): Part[] =>
  Array.from({ length: rounds }, (_, round) =>
    FLOWS.map((flow, partition) => ({
      partition,
      events: [
        ...['2019', '2020', '2021'].map((period, i) =>
          figure(
            keyOf(flow),
            period,
            {
              value: String((flow === '_T' ? 20 : 10) + i + round / 10),
              publishedAt: `2022-01-${String(10 + round)}`,
            },
            `${flow}-${period}-${String(round)}`,
          ),
        ),
        // Every partition repeats a figure of the total's partition.
        figure(
          keyOf('_T'),
          '2019',
          { value: String(20 + round / 10), publishedAt: `2022-01-${String(10 + round)}` },
          `_T-2019-${String(round)}`,
        ),
      ],
    })),
  ).flat();

const family = familyOf(10);

async function log(readModel: ReadModel): Promise<GrowthState[]> {
  const rows = await readStateChanges(readModel.pool, '0', 100_000);
  return rows.map((row) => JSON.parse(stateJson(row)) as GrowthState);
}

const outcomes = async ({ pool }: ReadModel) =>
  (
    await pool.query<{ id: string; outcome: string; partition: number }>(
      'select id, outcome, partition from event order by partition, "offset"',
    )
  ).rows;

/** Number of reads of known events outside a transaction: one for each batch worked out ahead. */
function countAhead({ pool }: ReadModel): () => number {
  let count = 0;
  const query = pool.query.bind(pool) as (statement: { name?: string }) => unknown;
  pool.query = ((statement: { name?: string }) => {
    if (statement.name === 'find-events') count += 1;
    return query(statement);
  }) as typeof pool.query;
  return () => count;
}

it('batches worked out ahead give the same result as batches worked out one after another', async () => {
  const [alone, ahead] = await Promise.all([1, 2].map(async () => readModelOn(await newDatabase())));
  if (!alone || !ahead) throw new Error('no databases');
  // A new process has an empty memory and works nothing out ahead.
  await feed(alone, family, (batch) => applierOn(alone).apply(TOPIC, batch), true);
  const counted = countAhead(ahead);
  const applier = applierOn(ahead);
  const results = await feed(ahead, family, (batch) => applier.apply(TOPIC, batch), false);
  expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
  expect(counted()).toBeGreaterThan(family.length / 2);
  expect(await outcomes(ahead)).toEqual(await outcomes(alone));
  expect(await log(ahead)).toEqual(await log(alone));
});

it('a batch worked out on top of a failed batch is worked out again', async () => {
  const readModel = readModelOn(await newDatabase());
  // Three writes are refused: only their records are rejected, and no batch builds on them.
  await readModel.pool.query(`
    create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'cannot be stored' using errcode = '22003'; end $$;
    create trigger refuse before insert on figure
      for each row when (new.print->>'id' in ('M-2020-3', 'X-2021-5', '_T-2019-7')) execute function refuse()`);
  const applier = applierOn(readModel);
  const counted = countAhead(readModel);
  const results = await feed(readModel, family, (batch) => applier.apply(TOPIC, batch), false);
  expect(counted()).toBeGreaterThan(0);
  const letters = await waitingDeadLetters(readModel.pool, 100);
  expect(letters.length).toBeGreaterThan(0);
  expect(letters.every(({ rule }) => rule === 'unstorable')).toBe(true);
  // The last batch of a partition may have been sent before a failed one was halved; it is then fenced.
  const done = results.filter(({ status }) => status === 'fulfilled').length;
  expect(done).toBeGreaterThan(3);
  const versions = new Map<string, number>();
  for (const { key, version } of await log(readModel)) {
    expect(version).toBe((versions.get(key) ?? 0) + 1);
    versions.set(key, version);
  }
  const { rows } = await readModel.pool.query<{ accepted: string; figures: string }>(
    `select (select count(*) from event where outcome in ('applied', 'superseded')) as accepted,
            (select count(*) from figure) as figures`,
  );
  expect(rows[0]?.accepted).toBe(rows[0]?.figures);
});

it('two processes that alternate give the same result as one', async () => {
  const one = readModelOn(await newDatabase());
  await feed(one, family, (batch) => applierOn(one).apply(TOPIC, batch), true);
  const database = await newDatabase();
  const both = [readModelOn(database), readModelOn(database)];
  const appliers = both.map(applierOn);
  // Each partition has one owner.
  const owner = (partition: number) => appliers[partition % 2] as BatchApplier;
  const results = await feed(
    both[0] as ReadModel,
    family,
    (batch) => owner(batch.partition).apply(TOPIC, batch),
    false,
  );
  expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
  const present = async (readModel: ReadModel) =>
    Object.fromEntries(
      (await log(readModel)).map(({ key, level, growth, other, flags }) => [
        key,
        { level, growth, other, flags },
      ]),
    );
  expect(await present(both[0] as ReadModel)).toEqual(await present(one));
});

it('a figure withdrawn by the next batch of another partition is gone', async () => {
  const readModel = readModelOn(await newDatabase());
  const applier = applierOn(readModel);
  const parts: Part[] = [
    { partition: 0, events: [figure(keyOf('_T'), '2019', { value: '20' }, 'first')] },
    { partition: 1, events: [figure(keyOf('M'), '2019', { value: '10' }, 'second')] },
    { partition: 0, events: [figure(keyOf('_T'), '2020', { value: '25' }, 'third')] },
    { partition: 1, events: [withdrawal('third')] },
    { partition: 2, events: [figure(keyOf('X'), '2020', { value: '12' }, 'fourth')] },
  ];
  await feed(readModel, parts, (batch) => applier.apply(TOPIC, batch), false);
  const states = await log(readModel);
  const last = states.findLast(({ key }) => key === `${keyOf('_T')}/2020`);
  expect(last?.level.reported).toBeUndefined();
  expect(states.some(({ key }) => key === `${keyOf('X')}/2020`)).toBe(true);
});

it('hundreds of events in one batch make the same versions as one by one', async () => {
  const [together, single] = await Promise.all([1, 2].map(async () => readModelOn(await newDatabase())));
  if (!together || !single) throw new Error('no databases');
  const events = familyOf(21).flatMap((part) => part.events);
  // The second batch finds the states of the first.
  const batches = [events.slice(0, 30), events.slice(30)];
  const feedAs = (readModel: ReadModel, parts: readonly (readonly SpecEvent[])[]) => {
    const applier = applierOn(readModel);
    const all = parts.map((some) => ({ partition: 0, events: some }));
    return feed(readModel, all, (batch) => applier.apply(TOPIC, batch), true);
  };
  await feedAs(together, batches);
  await feedAs(
    single,
    events.map((one) => [one]),
  );
  expect(await outcomes(together)).toEqual(await outcomes(single));
  expect(await log(together)).toEqual(await log(single));
});

it('ticks that wait take one turn, however many they are', async () => {
  const readModel = readModelOn(await newDatabase());
  const applier = applierOn(readModel);
  const ticks = Array.from({ length: 12 }, (_, at) => ({ ...tick(), id: `tick ${String(at)}` }));
  const clock = 'clock.ticks';
  const { epoch } = await claimPosition(readModel.pool, clock, 0);
  const figures = await claimPosition(readModel.pool, TOPIC, 0);
  const ticking = applier.apply(clock, batchOf(clock, records(ticks, 0n), { epoch, expected: 0n }));
  const [key] = FLOWS.map(keyOf);
  const behind = records([figure(key ?? '', '2020', { value: '1' })], 0n);
  await applier.apply(TOPIC, batchOf(TOPIC, behind, { epoch: figures.epoch, expected: 0n }));
  expect(await findPosition(readModel.pool, clock, 0)).toBe(12n);
  expect(await ticking).toMatchObject({ applied: 12, rejected: 0 });
});
