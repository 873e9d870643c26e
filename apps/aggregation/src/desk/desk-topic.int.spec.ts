import { KINDS } from '@silkgauge/contract';
import { appendRegistered, registerJson, readVersionsBefore } from '@silkgauge/read-model';
import { bulletinPlan, eventually, readTopic } from '@silkgauge/testing';
import { startRelayWorld } from '../relay/relay.fixture.ts';
import { postgresRelayStore } from '../store/postgres-relay-store.ts';
import { BulletinDesk } from './bulletin-desk.ts';
import { postgresDeskStore } from './desk-store.ts';
import { Desk } from './desk.ts';

const KEY = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1';

it('a version goes to its topic as a CloudEvent with the whole bulletin; orders go to none', async () => {
  const world = await startRelayWorld();
  const { pool } = world.readModel;
  const relay = world.relay();
  const desk = new Desk({
    sessions: postgresRelayStore(world.readModel, world.databaseUrl),
    store: postgresDeskStore(world.readModel),
    sources: { db: pool, smallBases: {} },
    parts: [new BulletinDesk({ db: pool, smallBases: {} })],
    ...{ silenceMs: 10_000, log: () => undefined, onCommitted: () => undefined },
  });
  relay.start();
  desk.start();
  try {
    const { data } = bulletinPlan('B-1', KEY);
    const order = JSON.stringify({ source: '/spec', id: 'p1', dropped: false, version: 1, data });
    await appendRegistered(pool, [
      { kind: 'order', key: 'bulletin/B-1', version: 1, knownAt: new Date(0), document: order },
    ]);
    const read = () => readTopic(world.kafka, `${world.prefix}bulletin-updated`);
    await eventually(async () => (await read()).length > 0);
    const [version] = await readVersionsBefore(pool, { kind: 'bulletin', key: 'B-1', before: 9 }, 1);
    const records = (await read()).map(({ key, value, headers }) => ({
      ...{ key: String(key), value: String(value) },
      type: headers.find(([name]) => name === 'ce_type')?.[1].toString(),
    }));
    expect(records).toEqual([
      { key: 'B-1', value: version && registerJson(version), type: KINDS.bulletin.type },
    ]);
    expect(JSON.parse(records[0]?.value ?? '')).toMatchObject({ bulletin: 'B-1', version: 1, kind: 'first' });
    for (const topic of ['notice-updated', 'claim-updated', 'growth-updated.customs'])
      expect(await readTopic(world.kafka, world.prefix + topic)).toEqual([]);
  } finally {
    await desk.stop();
    await relay.stop();
    await world.close();
  }
});
