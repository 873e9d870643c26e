import type { ChangeReason } from '@silkgauge/codelists';
import type { GrowthState } from '@silkgauge/contract';
import { Seals } from '@silkgauge/embargo';
import { newSecretKeys, parseSecretKeys } from '@silkgauge/service';
import type { Moment } from '../../chaos/wire/proxy.ts';
import { readTopic } from '../../fixtures/read-topic.ts';
import { eventually } from '../../services/index.ts';
import { figureHeldFor, schedule, seal } from './embargoes.ts';
import { everythingHolds } from './invariants.ts';
import { at, startWorld, type Instance, type World } from './world.ts';

const keys = newSecretKeys();
const seals = new Seals(parseSecretKeys(keys));

let world: World;
let instance: Instance;

beforeAll(async () => {
  world = await startWorld({ env: { EMBARGO_KEYS: keys } });
  instance = await world.startInstance();
});
afterAll(async () => {
  await world?.close();
});

const rows = async <Row extends object>(sql: string, ...values: readonly unknown[]): Promise<Row[]> =>
  (await world.readModel.pool.query<Row>(sql, [...values])).rows;

/** Holds three figures of two domains for a release, each of a series of its own. */
async function hold(turn: number): Promise<void> {
  const name = `H${String(turn)}`;
  await schedule(world, name, '2999-01-01T00:00:00Z');
  const held = (area: string, domain: 'customs' | 'platform') =>
    seal(world, seals, `${domain}.embargoed`, figureHeldFor(name, area, `${name}-${domain}-${area}`));
  await held('CN', 'customs');
  await held('CN-HA', 'customs');
  await held('CN', 'platform');
  await eventually(async () => (await rows('select from embargoed')).length === 3);
}

/** Kills the instance at a step of a lifting: other transactions have steps of these names, too. */
const killed = (step: string, moment: Moment): Promise<Instance> => {
  const kill = () => instance.app.kill();
  const first = 'facts/held-for';
  if (step === first) return at([instance], [step, moment], kill, { cuts: true });
  const death = Promise.withResolvers<Instance>();
  const follow = () => {
    at([instance], [step, moment], kill, { cuts: true }).then(death.resolve, death.reject);
  };
  return at([instance], [first, 'before'], follow, { cuts: false }).then(() => death.promise);
};

/** States of what a release lifted. */
const lifted = (turn: number) =>
  rows<{ knownAt: Date; version: number; change: GrowthState['change'] }>(
    `select c.known_at as "knownAt", c.version, c.document::json -> 'change' as change
     from change c join series s using (series_id) where s.key like $1 order by sequence`,
    `%.H${String(turn)}-%`,
  );

/** The version that says that a release has come. */
const released = (turn: number) =>
  rows(
    `select from register_version where kind = 'release' and key = $1 and document like '%"state":"released"%'`,
    `H${String(turn)}`,
  );

/** Moments of a lifting, and the states that are there behind a kill at it. */
const KILLS: readonly (readonly [string, Moment, number])[] = [
  ['facts/held-for', 'before', 0],
  ['facts/drop-held', 'after', 0],
  // Figures of one domain are written, those of the other are not.
  ['facts/commit-batch', 'after', 0],
  ['facts/commit', 'before', 0],
  ['facts/commit', 'after', 3],
];

it('scenario 41: kill -9 before, in and after the transaction of a lifting: it is one step, known at one tick, nothing twice and nothing lost', async () => {
  let turn = 0;
  for (const [step, moment, written] of KILLS) {
    await hold((turn += 1));
    const death = killed(step, moment);
    await schedule(world, `H${String(turn)}`, new Date().toISOString());
    await death;
    expect([step, moment, (await lifted(turn)).length]).toEqual([step, moment, written]);
    await world.restart(instance);
    await eventually(async () => (await lifted(turn)).length === 3);
    // The desk follows the log by itself.
    await eventually(async () => (await released(turn)).length === 1);
    await everythingHolds(world);
    const states = await lifted(turn);
    const ticks = states.map(({ change }) => change.causes.find(({ topic }) => topic.endsWith('.ticks')));
    expect(states.map(({ version, change }) => [version, change.reason])).toEqual(
      Array<[number, ChangeReason]>(3).fill([1, 'reported']),
    );
    expect(new Set(ticks.map((tick) => tick?.offset)).size).toBe(1);
    const records = await readTopic(world.kafka, `${world.prefix}clock.ticks`);
    const appended = records.find(({ offset }) => String(offset) === ticks[0]?.offset)?.timestamp;
    expect(states.map(({ knownAt }) => String(knownAt.getTime()))).toEqual(Array(3).fill(appended));
    expect(await rows('select from embargoed')).toEqual([]);
  }
  const outcomes = await rows<{ id: string; outcome: string }>(
    `select id, outcome from event where id like 'H%-%' and topic like '%.embargoed'`,
  );
  expect(outcomes).toHaveLength(3 * turn);
  expect(new Set(outcomes.map(({ id }) => id)).size).toBe(3 * turn);
  expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['applied']));
}, 300_000);
