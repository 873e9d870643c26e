import { deskPosition, lastSequence } from '@silkgauge/read-model';
import { eventually } from '../../services/index.ts';
import type { Moment } from '../../chaos/wire/proxy.ts';
import { alertRule, bulletinPlan, figure } from '../../fixtures/events.ts';
import { readTopic } from '../../fixtures/read-topic.ts';
import { everythingHolds, quiet } from './invariants.ts';
import { at, startWorld, type Instance, type World } from './world.ts';

const SERIES = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';
const PERIOD = '2020-S1';

let world: World;
let instance: Instance;

beforeAll(async () => {
  world = await startWorld({});
  instance = await world.startInstance();
});

afterAll(async () => {
  await world?.close();
});

/** Growth that is above the threshold of the rule, and below it, by turns. */
const growth = (turn: number) =>
  figure(
    SERIES,
    PERIOD,
    {
      measure: 'growth',
      value: String((turn % 2 === 0 ? 30 : 10) + turn),
      publishedAt: `2020-08-${String(10 + turn)}`,
    },
    `turn-${String(turn)}`,
  );

/** Waits until the desk has dealt with the log, its own entries too. */
const deskRests = () =>
  eventually(
    async () => {
      const { pool } = world.readModel;
      expect(await deskPosition(pool)).toBe(await lastSequence(pool));
      return true;
    },
    { within: 60_000, every: 100 },
  );

const versionsOf = async (kind: 'order' | 'alert' | 'bulletin'): Promise<number> => {
  const { rows } = await world.readModel.pool.query<{ count: string }>(
    'select count(*) as count from register_version where kind = $1',
    [kind],
  );
  return Number(rows[0]?.count);
};

it('scenario 40: kill -9 at each statement of the desk: each alert and each bulletin is written and published once', async () => {
  await world.send('newsroom.orders', [
    { ...alertRule('above'), id: 'rule' },
    { ...bulletinPlan('told', `${SERIES}/${PERIOD}`), id: 'plan' },
  ]);
  await eventually(async () => {
    expect(await versionsOf('order')).toBe(2);
    return true;
  });
  await deskRests();
  await world.send('customs.figures', [growth(0)]);
  await eventually(async () => {
    expect(await versionsOf('alert')).toBe(1);
    return true;
  });
  await deskRests();
  const told = await versionsOf('bulletin');
  const steps = ['read-log-entries', 'read-reasons', 'desk/move-desk', 'desk/commit-batch', 'desk/commit'];
  const moments: readonly Moment[] = ['before', 'after'];
  let turn = 0;
  for (const step of steps)
    for (const moment of moments) {
      const death = at([instance], [step, moment], () => instance.app.kill(), { cuts: true });
      await world.send('customs.figures', [growth((turn += 1))]);
      await death;
      await world.restart(instance);
      await quiet(world);
      await deskRests();
      expect([step, moment, await versionsOf('alert'), await versionsOf('bulletin')]).toEqual([
        ...[step, moment],
        ...[1 + turn, told + turn],
      ]);
    }
  await everythingHolds(world);
  const published = async (topic: string) => {
    const records = await readTopic(world.kafka, world.prefix + topic);
    return new Set(records.map(({ value }) => String(value))).size;
  };
  expect([await published('growth-alerts'), await published('bulletin-updated')]).toEqual([
    ...[1 + turn, told + turn],
  ]);
}, 300_000);
