import { KINDS } from '@silkgauge/contract';
import { claimPosition } from '@silkgauge/read-model';
import { batchOf, eventually, readTopic, records, release } from '@silkgauge/testing';
import { BatchApplier } from '../../apply-batch.ts';
import { startRelayWorld } from '../../relay/relay.fixture.ts';
import { postgresRelayStore } from '../../store/postgres-relay-store.ts';
import { postgresStore } from '../../store/postgres-store.ts';
import { postgresDeskStore } from '../desk-store.ts';
import { Desk } from '../desk.ts';
import { ReleaseDesk } from './release-desk.ts';

it('a version of a release goes to releases-updated as a CloudEvent with the whole release', async () => {
  const world = await startRelayWorld();
  const { pool } = world.readModel;
  const relay = world.relay();
  const desk = new Desk({
    sessions: postgresRelayStore(world.readModel, world.databaseUrl),
    store: postgresDeskStore(world.readModel),
    sources: { db: pool, smallBases: {} },
    parts: [new ReleaseDesk({ db: pool })],
    ...{ silenceMs: 10_000, log: () => undefined, onCommitted: () => undefined },
  });
  relay.start();
  desk.start();
  try {
    const applier = new BatchApplier({ store: postgresStore(world.readModel), identityWindow: 1_000 });
    const { epoch } = await claimPosition(pool, 'newsroom.orders', 0);
    const batch = batchOf('newsroom.orders', records([{ ...release('H1'), id: 'h1' }]), {
      ...{ epoch, expected: 0n },
    });
    expect(await applier.apply('newsroom.orders', batch)).toMatchObject({ applied: 1 });
    const read = () => readTopic(world.kafka, `${world.prefix}releases-updated`);
    await eventually(async () => (await read()).length > 0);
    const [record, ...more] = await read();
    expect(more).toEqual([]);
    expect(String(record?.key)).toBe('H1');
    expect(record?.headers.find(([name]) => name === 'ce_type')?.[1].toString()).toBe(KINDS.release.type);
    expect(JSON.parse(String(record?.value))).toMatchObject({
      ...{ release: 'H1', version: 1, state: 'scheduled', met: [], moved: 0, punctuality: null },
      missing: [{ series: { indicator: ['CBEC'] }, period: '2020-S1', status: null }],
    });
  } finally {
    await desk.stop();
    await relay.stop();
    await world.close();
  }
});
