import type { GrowthState } from '@silkgauge/contract';
import { emptyBody } from '@silkgauge/growth';
import { kafkaTopics, type InRecord } from '@silkgauge/kafka';
import {
  appendRegistered,
  beginIncarnation,
  changeJson,
  createReadModel,
  findRegistered,
  isKnownServer,
  lastSequence,
  readChanges,
  readRegistered,
  thisServer,
  type ReadModel,
  type RegisterChange,
} from '@silkgauge/read-model';
import {
  batchOf,
  eventually,
  readTopic,
  records,
  sale,
  type SpecEvent,
  testDatabase,
  type TestDatabase,
} from '@silkgauge/testing';
import { BatchApplier } from '../apply-batch.ts';
import { postgresStore } from '../store/postgres-store.ts';
import { endsOn } from '../relay/read-ends.ts';
import { startRelayWorld, type RelayWorld } from '../relay/relay.fixture.ts';
import { claimWhenKnown } from './claim-when-known.ts';
import { lostAtEnds } from './find-loss.ts';
import { LogWatch } from './log-watch.ts';
import { publishStates } from './publish-states.ts';
import { recoverLog } from './recover-log.ts';

/** Topics with publications of one database, and another database without them. */
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
  await eventually(async () => (await world.published()).length >= length);
  await relay.stop();
});

afterEach(async () => {
  await readModel.close();
  await database.drop();
  await world.close();
});

const watchOn = (model: ReadModel, more: { recoversByItself?: boolean } = {}) =>
  new LogWatch({
    ...{
      readModel: model,
      topics: kafkaTopics(world.kafka),
      topicPrefix: world.prefix,
      readEnds: endsOn(kafkaTopics(world.kafka), 1_000_000),
    },
    ...{ reach: 100, recoversByItself: more.recoversByItself ?? false },
    log: () => undefined,
  });

const request = { reason: 'spec', actor: 'spec', isDry: false };

/** Highest version of each key on the topics. */
function held(states: readonly GrowthState[]): Map<string, number> {
  const highest = new Map<string, number>();
  for (const { key, version } of states) highest.set(key, Math.max(version, highest.get(key) ?? 0));
  return highest;
}

async function sellOn(model: ReadModel, events: readonly SpecEvent[]) {
  const { pool } = model;
  const topic = `${world.prefix}platform.sales`;
  const { epoch, next } = await claimWhenKnown(model, topic, 0);
  const applier = new BatchApplier({ store: postgresStore(model), identityWindow: 1_000 });
  const batch = { ...batchOf('platform.sales', records(events, next), { epoch, expected: next }), topic };
  await applier.apply('platform.sales', batch);
  const { rows } = await pool.query<{ key: string; version: number; sequence: string }>(
    `select s.key || '/' || c.period as key, c.version, c.sequence from change c join series s using (series_id)`,
  );
  return rows;
}

it('a log with everything published is accepted without an operator, also after a restart of the server', async () => {
  await world.readModel.pool.query(`update incarnation set started = started - interval '1 hour'`);
  const watch = watchOn(world.readModel);
  await watch.settle(() => false);
  expect(await isKnownServer(world.readModel.pool)).toBe(true);
  expect(watch.backwards).toBeNull();
});

it('a log with a loss is reported and waits for an operator; later versions are above everything published', async () => {
  const states = await world.committed();
  const watch = watchOn(readModel);
  const settled = watch.settle(() => false);
  await eventually(() => watch.backwards !== null);
  expect(watch.backwards).toContain(`changes from 1 to ${String(states.length)}`);
  await expect(claimWhenKnown(readModel, 'x', 0)).rejects.toThrow('were not looked at');

  const dry = await recoverLog(kafkaTopics(world.kafka), readModel, world.prefix, {
    ...request,
    isDry: true,
  });
  expect(dry.loss?.hole).toEqual({ after: 0n, until: BigInt(states.length) });
  expect(await lastSequence(readModel.pool)).toBe('0');
  await recoverLog(kafkaTopics(world.kafka), readModel, world.prefix, request);
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
  const again = await recoverLog(kafkaTopics(world.kafka), readModel, world.prefix, request);
  expect(again).toEqual({ loss: null, wasKnown: true });
});

const notice = (title: string): SpecEvent => ({
  type: 'silkgauge.notice.published.v1',
  key: 'N-1',
  data: {
    ...{
      notice: 'N-1',
      issuer: 'GACC',
      title,
      announcedOn: '2020-06-12',
      effectiveFrom: '2020-07-01',
      scope: {},
    },
    evidence: { document: 'https://example.org/n', quote: 'q' },
  },
});

async function statesOf({ pool }: ReadModel): Promise<GrowthState[]> {
  const rows = await readChanges(pool, '0', 1_000);
  return rows.flatMap((row) => (row.kind ? [] : [JSON.parse(changeJson(row)) as GrowthState]));
}

/** Applies notices and returns their versions. */
async function announceOn(model: ReadModel, events: readonly SpecEvent[]): Promise<RegisterChange[]> {
  const topic = `${world.prefix}policy.notices`;
  const { epoch, next } = await claimWhenKnown(model, topic, 0);
  const applier = new BatchApplier({ store: postgresStore(model), identityWindow: 1_000 });
  const batch = { ...batchOf('policy.notices', records(events, next), { epoch, expected: next }), topic };
  await applier.apply('policy.notices', batch);
  return readRegistered(model.pool, ['notice'], { after: '0', limit: 100 });
}

/** Runs a relay until the topic of notices has `count` records. */
async function relayed(count: number): Promise<InRecord[]> {
  const relay = world.relay();
  relay.start();
  const read = () => readTopic(world.kafka, `${world.prefix}notice-updated`);
  await eventually(async () => (await read()).length >= count);
  await relay.stop();
  return read();
}

it('later versions of a notice and a claim are above everything published', async () => {
  await announceOn(world.readModel, [notice('a'), notice('b')]);
  const claim = {
    kind: 'claim',
    key: '/spec#c',
    version: 7,
    knownAt: new Date(0),
    document: '{"standing":"open"}',
  } as const;
  await appendRegistered(world.readModel.pool, [claim]);
  await relayed(2);
  await eventually(async () => (await readTopic(world.kafka, `${world.prefix}claim-updated`)).length === 1);

  const { loss } = await recoverLog(kafkaTopics(world.kafka), readModel, world.prefix, request);
  expect(loss?.registered).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'notice', key: 'N-1', version: 2 }),
      expect.objectContaining({ kind: 'claim', key: '/spec#c', version: 7 }),
    ]),
  );
  const told = await announceOn(readModel, [notice('a'), notice('b')]);
  expect(told.map(({ version }) => version)).toEqual([3, 4]);
  for (const { sequence } of told) expect(BigInt(sequence)).toBeGreaterThan(loss?.hole.until ?? 0n);
  expect(await findRegistered(readModel.pool, 'claim', ['/spec#c'])).toMatchObject([
    { version: 7, document: null },
  ]);
  // Again there is nothing to recover.
  const again = await recoverLog(kafkaTopics(world.kafka), readModel, world.prefix, request);
  expect(again.loss).toBeNull();
});

it('the loss of a single notice shows at the end of its topic', async () => {
  await announceOn(world.readModel, [notice('a')]);
  await relayed(1);
  const lost = () =>
    lostAtEnds(world.readModel.pool, endsOn(kafkaTopics(world.kafka), 1_000_000), world.prefix, 100);
  expect(await lost()).toEqual([]);
  await world.readModel.pool.query('delete from register_version');
  expect(await lost()).toMatchObject([{ kind: 'notice', key: 'N-1', version: 1 }]);
});

it('publishes every present state, notice and claim again, but no waiting or older versions', async () => {
  // An order goes to no topic, and is no number of what is published.
  await appendRegistered(world.readModel.pool, [
    { kind: 'order', key: 'bulletin/B-1', version: 1, knownAt: new Date(0), document: '{}' },
  ]);
  await announceOn(world.readModel, [notice('a'), notice('b')]);
  await relayed(2);
  const waiting = await announceOn(world.readModel, [notice('c')]);
  const before = new Map([...(await world.lastRecords())].map(([key, state]) => [key, state?.version]));
  const records = (await world.published()).length;
  const published = await publishStates({
    ...{ kafka: world.kafka, readModel: world.readModel, databaseUrl: world.databaseUrl },
    ...{ topicPrefix: world.prefix, relayId: 'relay' },
  });
  expect(waiting).toHaveLength(3);
  // The newest version of the notice waits, and the version before is no longer present.
  expect(published).toBe(before.size);
  expect(await world.published()).toHaveLength(records + before.size);
  const after = new Map([...(await world.lastRecords())].map(([key, state]) => [key, state?.version]));
  expect(after).toEqual(before);
  const notices = await relayed(3);
  expect(notices.map(({ value }) => (JSON.parse(String(value)) as { version: number }).version)).toEqual([
    1, 2, 3,
  ]);
  const again = await publishStates({
    ...{ kafka: world.kafka, readModel: world.readModel, databaseUrl: world.databaseUrl },
    ...{ topicPrefix: world.prefix, relayId: 'relay' },
  });
  expect(again).toBe(before.size + 1);
});

it('restates each lost key above everything published, an unknown one as empty', async () => {
  const { pool } = readModel;
  const nothing = { after: 0n, until: 0n, reason: 'spec', actor: 'spec' };
  await beginIncarnation(pool, { server: await thisServer(pool), ...nothing });
  const lost = held(await world.committed());
  const [behind = '', ahead = ''] = lost.keys();
  const sell = (key: string) =>
    sellOn(readModel, [sale({ amount: '7', orderedAt: `${key.slice(key.indexOf('/') + 1)}-01T00:00:00Z` })]);
  await sell(behind);
  while ((held(await statesOf(readModel)).get(ahead) ?? 0) <= (lost.get(ahead) ?? 0)) await sell(ahead);
  const known = await statesOf(readModel);
  const owns = held(known);

  await recoverLog(kafkaTopics(world.kafka), readModel, world.prefix, request);
  const restated = (await statesOf(readModel)).slice(known.length);
  expect(restated.map(({ key }) => key).sort()).toEqual([...lost.keys()].sort());
  for (const { key, version, level, growth, change, knownAt } of restated) {
    const own = known.findLast((state) => state.key === key);
    expect(version).toBe(Math.max(lost.get(key) ?? 0, owns.get(key) ?? 0) + 1);
    expect(change).toMatchObject({ reason: 'rebuilt', causes: own?.change.causes ?? [] });
    expect({ level, growth }).toEqual({
      level: own?.level ?? emptyBody().level,
      growth: own?.growth ?? emptyBody().growth,
    });
    expect(Date.parse(knownAt)).toBeGreaterThanOrEqual(Date.parse(own?.knownAt ?? knownAt));
  }
  expect(restated.find(({ key }) => key === behind)?.level).toMatchObject({ computed: { value: '7' } });
});

it('restates a lost claim', async () => {
  const claim = { kind: 'claim', key: '/spec#c', knownAt: new Date(0) } as const;
  const open = { ...claim, version: 1, document: '{"standing":"open"}' };
  await appendRegistered(world.readModel.pool, [open]);
  await appendRegistered(readModel.pool, [open]);
  await appendRegistered(world.readModel.pool, [{ ...claim, version: 2, document: '{"standing":"false"}' }]);
  const relay = world.relay();
  relay.start();
  await eventually(async () => (await readTopic(world.kafka, `${world.prefix}claim-updated`)).length === 2);
  await relay.stop();

  await recoverLog(kafkaTopics(world.kafka), readModel, world.prefix, request);
  expect(await findRegistered(readModel.pool, 'claim', ['/spec#c'])).toMatchObject([
    { version: 3, document: open.document },
  ]);
});

it('recovers a small loss without an operator if so configured', async () => {
  const watch = watchOn(readModel, { recoversByItself: true });
  await watch.settle(() => false);
  expect(await isKnownServer(readModel.pool)).toBe(true);
  const { rows } = await readModel.pool.query<{ reason: string }>('select reason from incarnation');
  expect(rows).toEqual([{ reason: 'RECOVER=auto' }]);
});

it('a term that has ended stops waiting', async () => {
  let isOver = false;
  const settled = watchOn(readModel).settle(() => isOver);
  isOver = true;
  await expect(settled).rejects.toThrow('over');
  expect(await isKnownServer(readModel.pool)).toBe(false);
});
