import type { GrowthState } from '@silkgauge/contract';
import { createReadModel, isKnownServer, lastSequence, type ReadModel } from '@silkgauge/read-model';
import { eventually, testDatabase, type TestDatabase } from '@silkgauge/testing';
import { BatchApplier } from '../apply-batch.ts';
import { batchOf, records, sale, type SpecEvent } from '../batches.fixture.ts';
import { endsOn } from '../relay-repair.ts';
import { startRelayWorld, type RelayWorld } from '../relay.fixture.ts';
import { claimWhenKnown } from './claim-when-known.ts';
import { LogWatch } from './log-watch.ts';
import { recoverLog } from './recover-log.ts';

/** Topics with what one database published, and another database that knows nothing of it. */
let world: RelayWorld;
let database: TestDatabase;
let readModel: ReadModel;

beforeEach(async () => {
  world = await startRelayWorld();
  database = await testDatabase();
  readModel = createReadModel(database.url);
  await readModel.pool.query('delete from incarnation');
  const relay = world.relay();
  relay.start();
  await world.sell(40);
  await world.sell(40);
  const { length } = await world.committed();
  await eventually(async () => (await world.published()).length >= length, { within: 30_000 });
  await relay.stop();
});

afterEach(async () => {
  await readModel.close();
  await database.drop();
  await world.close();
});

const watchOn = (model: ReadModel, more: { recoversByItself?: boolean } = {}) =>
  new LogWatch({
    ...{ readModel: model, kafka: world.kafka, topicPrefix: world.prefix, readEnds: endsOn(world.kafka) },
    ...{ reach: 100, recoversByItself: more.recoversByItself ?? false },
    log: () => undefined,
  });

const request = { reason: 'spec', actor: 'spec', isDry: false };

/** The highest version of each key that any reader holds. */
function held(states: readonly GrowthState[]): Map<string, number> {
  const highest = new Map<string, number>();
  for (const { key, version } of states) highest.set(key, Math.max(version, highest.get(key) ?? 0));
  return highest;
}

async function sellOn(model: ReadModel, events: readonly SpecEvent[]) {
  const { pool } = model;
  const topic = `${world.prefix}platform.sales`;
  const { epoch, next } = await claimWhenKnown(model, topic, 0);
  const applier = new BatchApplier({ readModel: model, identityWindow: 1_000 });
  const batch = { ...batchOf('platform.sales', records(events, next), { epoch, expected: next }), topic };
  await applier.apply('platform.sales', batch);
  const { rows } = await pool.query<{ key: string; version: number; sequence: string }>(
    `select s.key || '/' || c.period as key, c.version, c.sequence from change c join series s using (series_id)`,
  );
  return rows;
}

it('a log that has all that was published is known by itself, also after the server has started', async () => {
  await world.readModel.pool.query(`update incarnation set started = started - interval '1 hour'`);
  const watch = watchOn(world.readModel);
  await watch.settle(() => false);
  expect(await isKnownServer(world.readModel.pool)).toBe(true);
  expect(watch.backwards).toBeNull();
});

it('a log that has not is told of, and waits for a person; then all goes on above what readers hold', async () => {
  const states = await world.committed();
  const watch = watchOn(readModel);
  const settled = watch.settle(() => false);
  await eventually(() => watch.backwards !== null);
  expect(watch.backwards).toContain(`changes from 1 to ${String(states.length)}`);
  await expect(claimWhenKnown(readModel, 'x', 0)).rejects.toThrow('were not looked at');

  const dry = await recoverLog(world.kafka, readModel, world.prefix, { ...request, isDry: true });
  expect(dry.loss?.hole).toEqual({ after: 0n, until: BigInt(states.length) });
  expect(await lastSequence(readModel.pool)).toBe('0');
  await recoverLog(world.kafka, readModel, world.prefix, request);
  await settled;
  expect(watch.backwards).toBeNull();

  const highest = held(states);
  const sold = Array.from({ length: 40 }, (_, i) =>
    sale({ amount: '1', orderedAt: `20${String(10 + (i % 15))}-0${String(1 + (i % 9))}-01T00:00:00Z` }),
  );
  const made = await sellOn(readModel, sold);
  expect(new Set(made.map(({ key }) => key))).toEqual(new Set(highest.keys()));
  for (const { key, version, sequence } of made) {
    expect(version).toBeGreaterThan(highest.get(key) ?? 0);
    expect(Number(sequence)).toBeGreaterThan(states.length);
  }
  // Again there is nothing to recover.
  const again = await recoverLog(world.kafka, readModel, world.prefix, request);
  expect(again).toEqual({ loss: null, wasKnown: true });
});

it('told so, it goes on by itself where little is missing', async () => {
  const watch = watchOn(readModel, { recoversByItself: true });
  await watch.settle(() => false);
  expect(await isKnownServer(readModel.pool)).toBe(true);
  const { rows } = await readModel.pool.query<{ reason: string }>('select reason from incarnation');
  expect(rows).toEqual([{ reason: 'RECOVER=auto' }]);
});

it('a term that is over waits no longer', async () => {
  let isOver = false;
  const settled = watchOn(readModel).settle(() => isOver);
  isOver = true;
  await expect(settled).rejects.toThrow('over');
  expect(await isKnownServer(readModel.pool)).toBe(false);
});
