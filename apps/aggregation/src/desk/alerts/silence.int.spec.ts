import type { AlertState } from '@silkgauge/contract';
import { readChanges, registerJson } from '@silkgauge/read-model';
import {
  alertDrop,
  alertRule,
  figure,
  release,
  releaseCancellation,
  tick,
  withdrawal,
  type SpecEvent,
} from '@silkgauge/testing';
import { DeskWorld, type DeskSpecOptions } from '../desk.fixture.ts';
import { ReleaseDesk } from '../releases/release-desk.ts';
import { AlertDesk } from './alert-desk.ts';

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const AT = Date.UTC(2020, 6, 14, 2);
const MINUTE = 60_000;
const GRACE = AT + 15 * MINUTE;

let world: DeskWorld;
beforeEach(async () => {
  world = await DeskWorld.start();
});
afterEach(() => world.stop());

const BOTH = [
  { series: { indicator: ['CBEC'] }, period: '2020-S1' },
  { series: { indicator: ['CBEC'] }, period: '2020-06' },
];
const order = (at: number, id: string, event: SpecEvent) =>
  world.pushAt('newsroom.orders', at, { ...event, id });
const ticks = (at: number, id: string) => world.pushAt('clock.ticks', at, { ...tick(), id });
const report = (at: number, event: SpecEvent) => world.pushAt('customs.figures', at, event);
const half = (id: string, value = '100') => figure(SERIES, '2020-S1', { value }, id);
const june = (id: string) => figure(SERIES, '2020-06', { value: '9' }, id);
const quiet = (rule: string, members: object = {}): SpecEvent => ({
  ...{ type: 'silkgauge.alert.defined.v1', key: `alert/${rule}` },
  data: { rule, kind: 'silence', ...members },
});

/** The parts as the aggregation has them. */
function parts(most?: number) {
  const sources = { db: world.readModel.pool, smallBases: {} };
  const releases = new ReleaseDesk(sources);
  return [new AlertDesk(sources, releases, most), releases];
}
const follow = (options: DeskSpecOptions = {}) => world.follow({ parts: () => parts(), ...options });

/** All versions of alerts, in order of sequence. */
async function versions(): Promise<AlertState[]> {
  const rows = await readChanges(world.readModel.pool, '0', 10_000, Number.MAX_SAFE_INTEGER);
  return rows.flatMap((row) => (row.kind === 'alert' ? [JSON.parse(registerJson(row)) as AlertState] : []));
}

const told = async (rule?: string) =>
  (await versions())
    .filter((one) => rule === undefined || one.rule === rule)
    .map(({ key, version, state, fired, said }) => [key, version, state, fired, said.length].join(' '));

const plain = (all: AlertState[]) => all.map(({ sequence: _, ...rest }) => rest);

/** Promised, due, published by half, late, whole, and taken back. */
async function story(after: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  const steps = [
    () => order(AT - 60 * MINUTE, 'h1', release('H1', { expects: BOTH })),
    () => ticks(AT - 1, 'early'),
    () => ticks(AT + 3, 't1'),
    () => report(AT + 2 * MINUTE, half('half')),
    () => ticks(GRACE, 't2'),
    () => ticks(GRACE + 1, 't3'),
    () => report(AT + 20 * MINUTE, june('june')),
    () => report(AT + 30 * MINUTE, { ...withdrawal('half'), id: 'taken-back' }),
  ];
  for (const step of steps) {
    await step();
    await after();
  }
}

const STORY = [
  '_late/H1 1 pending 0 2',
  '_late/H1 2 pending 0 1',
  '_late/H1 3 firing 1 1',
  '_late/H1 4 resolved 1 0',
  '_late/H1 5 firing 2 1',
];

it('without any rule of its own a release that is due is pending, one that is late fires, one that is whole is resolved', async () => {
  await story();
  await follow();
  expect(await told()).toEqual(STORY);
  const all = await versions();
  expect(all.map(({ because }) => [because.reason, because.causes[0]?.id])).toEqual([
    ['ticked', 't1'],
    ['reported', 'half'],
    ['ticked', 't2'],
    ['reported', 'june'],
    ['withdrawn', 'taken-back'],
  ]);
  expect(all[2]).toMatchObject({
    ...{ key: '_late/H1', rule: '_late', ruleVersion: 0, kind: 'silence', release: 'H1', backfilled: false },
    ...{ knownAt: new Date(GRACE).toISOString(), since: new Date(GRACE).toISOString() },
    said: [{ member: 'missing', series: { indicator: ['CBEC'] }, period: '2020-06', status: null }],
    against: [{ member: 'at', at: '2020-07-14T10:00:00+08:00', graceSeconds: 900 }],
  });
  expect(all[2]?.sentence.en.text).toMatch(
    /was to publish “Trade” at 10:00 on 14 July 2020 \(UTC\+8\)\. It is late; missing: cross-border e-commerce.*, June 2020\.$/,
  );
  expect(all[2]?.sentence.zh.text).toMatch(/定于2020年7月14日10:00（UTC\+8）发布“Trade”。已逾期，尚缺：/);
});

it('a restart after each event, pages of any size and repeated ticks and prints make the same alerts', async () => {
  await story(() => follow({ pageSize: 1 }));
  expect(await told()).toEqual(STORY);
  await ticks(GRACE + 2, 't2');
  await ticks(GRACE + 3, 't9');
  await report(AT + 50 * MINUTE, june('june'));
  await follow();
  expect(await told()).toEqual(STORY);
});

it('a replay of the same log says the same, byte for byte but for sequences', async () => {
  await order(AT - 70 * MINUTE, 'own', quiet('own', { grace: 'PT1M' }));
  await story();
  await follow();
  const before = plain(await versions());
  await world.stop();
  world = await DeskWorld.start();
  await order(AT - 70 * MINUTE, 'own', quiet('own', { grace: 'PT1M' }));
  await story(() => follow());
  expect(plain(await versions())).toEqual(before);
});

it('the grace of a rule moves when a release is late for it alone, by the append time of a tick', async () => {
  await order(AT - 70 * MINUTE, 'strict', quiet('strict', { grace: 'PT0S' }));
  await order(AT - 70 * MINUTE, 'patient', quiet('patient', { grace: 'PT1H', publisher: 'GACC' }));
  await order(AT - 60 * MINUTE, 'h1', release('H1'));
  await ticks(AT + 1, 't1');
  await ticks(GRACE, 't2');
  await ticks(AT + 60 * MINUTE - 1, 't3');
  await follow();
  expect(await told()).toEqual([
    '_late/H1 1 pending 0 1',
    'patient/H1 1 pending 0 1',
    'strict/H1 1 firing 1 1',
    '_late/H1 2 firing 1 1',
  ]);
  await ticks(AT + 60 * MINUTE, 't4');
  await follow();
  expect((await told()).slice(4)).toEqual(['patient/H1 2 firing 1 1']);
  expect((await versions()).at(-1)).toMatchObject({ graceSeconds: 3600, publisher: 'GACC' });
});

it('a tick that comes late counts by what was published before it, however far the desk is behind', async () => {
  await order(AT - 70 * MINUTE, 'strict', quiet('strict', { grace: 'PT5M' }));
  await order(AT - 60 * MINUTE, 'h1', release('H1'));
  await ticks(AT, 't1');
  await report(AT + MINUTE, half('half'));
  await ticks(AT + 5 * MINUTE, 't2');
  await follow();
  expect(await told('strict')).toEqual(['strict/H1 1 pending 0 1', 'strict/H1 2 resolved 0 0']);
});

it.each([
  ['cancelled', releaseCancellation('H1'), 'It is cancelled.', 'cancelled'],
  [
    'moved into the future',
    release('H1', { at: '2020-07-15T10:00:00+08:00', reason: 'A holiday' }),
    'The time has not come yet.',
    'scheduled',
  ],
])('what is late is resolved once the release is %s', async (_, event, sentence, reason) => {
  await order(AT - 60 * MINUTE, 'h1', release('H1'));
  await ticks(GRACE, 't1');
  await order(GRACE + MINUTE, 'h2', event);
  await follow();
  expect(await told()).toEqual(['_late/H1 1 firing 1 1', '_late/H1 2 resolved 1 1']);
  const last = (await versions()).at(-1);
  expect(last?.because).toEqual({ reason, causes: [{ source: '/spec', id: 'h2' }] });
  expect(last?.sentence.en.text.endsWith(sentence)).toBe(true);
});

it('a rule hears of changes behind it alone, unless it looks back, and once it is dropped its alerts end', async () => {
  await order(AT - 60 * MINUTE, 'h1', release('H1', { expects: BOTH }));
  await ticks(GRACE, 't1');
  await order(GRACE + MINUTE, 'now', quiet('now'));
  await order(GRACE + MINUTE, 'back', quiet('back', { since: 'beginning', publisher: 'GACC' }));
  await order(GRACE + MINUTE, 'other', quiet('other', { since: 'beginning', publisher: 'ZAEZ' }));
  await ticks(GRACE + 2 * MINUTE, 't2');
  await follow();
  expect(await told()).toEqual(['_late/H1 1 firing 1 2', 'back/H1 1 firing 1 2']);
  expect((await versions())[1]).toMatchObject({ backfilled: true, because: { reason: 'rule-defined' } });
  await report(GRACE + 3 * MINUTE, half('half'));
  await order(GRACE + 4 * MINUTE, 'drop', alertDrop('now'));
  await follow();
  expect((await told()).slice(2)).toEqual([
    '_late/H1 2 firing 1 1',
    'back/H1 2 firing 1 1',
    'now/H1 1 firing 1 1',
    'now/H1 2 resolved 1 1',
  ]);
  expect((await versions()).at(-1)?.because.reason).toBe('rule-dropped');
});

it('a rule that is defined anew as one of states, or back, ends what it said before', async () => {
  await order(AT - 60 * MINUTE, 'h1', release('H1', { expects: BOTH }));
  await order(AT - 60 * MINUTE, 'r1', quiet('both'));
  await ticks(GRACE, 't1');
  await order(GRACE + MINUTE, 'r2', alertRule('both'));
  await order(GRACE + 2 * MINUTE, 'r3', quiet('both', { since: 'beginning', grace: 'P1D' }));
  await follow();
  expect(await told('both')).toEqual([
    'both/H1 1 firing 1 2',
    'both/H1 2 resolved 1 2',
    'both/H1 3 pending 1 2',
  ]);
  expect((await versions()).filter(({ rule }) => rule === 'both')[1]?.sentence.en.text).toMatch(
    /no longer about this release\.$/,
  );
});

it('beyond as many alerts as a rule may have there is one more, and no others', async () => {
  for (const name of ['A', 'B', 'C']) await order(AT - 60 * MINUTE, name, release(name));
  await ticks(GRACE, 't1');
  await follow({ parts: () => parts(1) });
  expect(await told()).toEqual(['_late/A 1 firing 1 1', '_late/_overflow 1 firing 1 0']);
  // No order of the rule that is always there could end it.
  await order(GRACE + 1, 'gone', releaseCancellation('A'));
  await follow({ parts: () => parts(1) });
  expect((await told()).slice(2)).toEqual(['_late/A 2 resolved 1 1', '_late/_overflow 2 resolved 1 0']);
});

it('an earlier order that would not be accepted any more keeps no rule from being judged', async () => {
  await order(AT - 60 * MINUTE, 'quiet', quiet('quiet'));
  await order(AT - 59 * MINUTE, 'h1', release('H1'));
  await follow();
  await world.readModel.pool.query(
    `update event set data = replace(data::text, '+08:00', '+07:00')::json where source = '/spec' and id = 'h1'`,
  );
  const moved = { at: '2020-07-14T11:00:00+08:00', reason: 'A holiday' };
  await order(AT - 50 * MINUTE, 'h2', release('H1', moved));
  await ticks(AT + 60 * MINUTE, 't1');
  await follow();
  expect(await told()).toEqual(['_late/H1 1 pending 0 1', 'quiet/H1 1 pending 0 1']);
});
