import {
  advanceRelay,
  announce,
  beginIncarnation,
  claimPosition,
  databaseTime,
  findDeadMembers,
  findPosition,
  forgetMember,
  inputToReadAgain,
  lockedEvents,
  markRelayed,
  markRelayedAt,
  publishedSince,
  readChanges,
  readTokens,
  refuseBatches,
  registeredSince,
  relayPosition,
  removeMember,
  standForMember,
  thisServer,
  unknownVersions,
  upsertJobs,
  waitingDeadLetters,
  waitOn,
  type Queryable,
  type ReadModel,
} from '@silkgauge/read-model';
import {
  BatchApplier,
  BulletinDesk,
  LogKeeper,
  postgresDeskStore,
  postgresStore,
  StepReader,
} from '@silkgauge/aggregation';
import { databaseWorld } from '@silkgauge/known';
import type { InputTopic } from '@silkgauge/contract';
import { Seals } from '@silkgauge/embargo';
import type { InRecord } from '@silkgauge/kafka';
import { newSecretKeys, parseSecretKeys } from '@silkgauge/service';
import { batchOf, figure, records, tick } from '../fixtures/events.ts';
import { sealedRecords } from '../fixtures/sealed.ts';
import { logOf, world } from '../fixtures/world.ts';

/** All queries of an aggregation, without a broker: batches, the relay, and the maintenance of the log. */
export async function workAsAggregation(readModel: ReadModel): Promise<void> {
  const { pool } = readModel;
  const begun = { after: 0n, until: 0n, reason: 'its topics are new', actor: 'spec' };
  await beginIncarnation(pool, { server: await thisServer(pool), ...begun });
  const seals = new Seals(parseSecretKeys(newSecretKeys()));
  const applier = new BatchApplier({ store: postgresStore(readModel), identityWindow: 10, seals });
  for (const { topic, partition, records } of logOf(world(7, { figures: 30, sales: 40 }), 1)) {
    const half = records.length >> 1;
    for (const part of [records.slice(0, half), records.slice(half)]) {
      const { epoch, next } = await claimPosition(pool, topic, partition);
      await applier.apply(topic, batchOf(topic, part, { epoch, expected: next, partition }));
    }
    await findPosition(pool, topic, partition);
  }
  await liftEmbargo(pool, applier, seals);
  await announce(pool, ['1']);
  const changes = await readChanges(pool, '0', 1_000);
  const letters = await waitingDeadLetters(pool, 10);
  await markRelayed(
    pool,
    letters.map(({ deadLetterId }) => deadLetterId),
  );
  await markRelayedAt(pool, letters);
  const seen = changes.flatMap((one) =>
    one.kind ? [] : [{ key: one.key, period: one.period, sequence: '1' }],
  );
  const range = { topic: 'growth-updated.platform', after: '0', until: '1000', limit: 100 };
  await publishedSince(pool, 'platform', seen, range);
  await registeredSince(pool, 'notice', [{ key: 'N-0', sequence: '0' }], range);
  await advanceRelay(pool, 'spec', changes.at(-1)?.sequence ?? '0');
  await relayPosition(pool, 'spec');
  await unknownVersions(
    pool,
    changes.flatMap((one) => (one.kind ? [] : [{ ...one, token: null }])),
  );
  await inputToReadAgain(pool);
  const held = { topic: 'customs.embargoed', partition: 0, offset: -1n, jwe: '' };
  await waitOn(pool, [
    { ...held, until: null, release: null, generation: 1, pushedBy: '', publishers: null },
  ]);
  await lockedEvents(pool);
  await databaseTime(pool);
  await readTokens(pool);
  await refuseBatches(pool, await thisServer(pool));
  await beginIncarnation(pool, { server: await thisServer(pool), ...begun });
  await reportJob(pool);
  await workAtDesk(readModel);
  await standAndGo(await pool.connect());
  const keeper = new LogKeeper({ readModel, keepMs: 1, log: () => undefined });
  await keeper.round();
  await keeper.round();
}

/** A figure that is held, and a tick that lifts it. */
async function liftEmbargo(pool: ReadModel['pool'], applier: BatchApplier, seals: Seals): Promise<void> {
  const at = Date.UTC(2030, 0, 1);
  const embargo = { until: new Date(at).toISOString() };
  const series = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
  const held = figure(series, '2020-S1', { value: '1', publishedAt: '_U', embargo }, 'held');
  const apply = async (topic: InputTopic, recordsAt: (first: bigint) => Promise<InRecord[]>) => {
    const { epoch, next: expected } = await claimPosition(pool, topic, 0);
    await applier.apply(topic, batchOf(topic, await recordsAt(expected), { epoch, expected }));
  };
  await apply('customs.embargoed', (first) => sealedRecords([held], { seals, first, appendedAt: at - 1 }));
  await apply('clock.ticks', (first) =>
    Promise.resolve(records([tick()], first).map((record) => ({ ...record, timestamp: String(at) }))),
  );
}

/** A step of the desk, and all that a telling of sales reads. */
async function workAtDesk(readModel: ReadModel): Promise<void> {
  const { pool } = readModel;
  const store = postgresDeskStore(readModel);
  const sources = { db: pool, smallBases: {} };
  const desk = new BulletinDesk(sources);
  const position = await store.position();
  await desk.open(position, { isOver: false });
  await store.readNextOrder(position);
  const step = await new StepReader(store, [desk], { position }).next();
  if (!step) throw new Error('the log has no order');
  const { versions } = await desk.decide(step, databaseWorld(sources, step.until));
  await store.write({ from: position, to: step.until }, versions);
  const [sold] = (await readChanges(pool, '0', 1_000)).filter(
    (one) => !one.kind && one.domain === 'platform',
  );
  if (!sold || sold.kind) throw new Error('the log has no sales');
  const { state, evidence, before } = databaseWorld(sources, sold.sequence);
  const name = `${sold.key}/${sold.period}`;
  await state(name);
  await evidence(name);
  await before(name, 'level.computed');
}

async function reportJob(db: Queryable): Promise<void> {
  const at = new Date('2024-01-01T00:00:00Z');
  const job = { job: '0'.repeat(32), source: '/spec', file: 'f', sha256: '0', reason: null, counts: '{}' };
  const told = { ...job, state: 'running', faults: '[]', startedAt: at, updatedAt: at } as const;
  await upsertJobs(db, [{ ...told, sequence: 1 }]);
  await upsertJobs(db, [{ ...told, sequence: 2 }]);
}

/** Queries of a group member, and of the member that finds it dead. */
async function standAndGo(session: Queryable & { release(destroy: boolean): void }): Promise<void> {
  try {
    await standForMember(session, 'spec', 'dead');
    await standForMember(session, 'spec', 'alive');
    for (const member of await findDeadMembers(session, 'spec', ['alive']))
      await forgetMember(session, member);
    await removeMember(session, 'alive');
  } finally {
    session.release(true);
  }
}
