import { bulletinDrop, bulletinPlan, figure, release, releaseCancellation, tick } from '@silkgauge/testing';
import type { SpecEvent } from '@silkgauge/testing';
import { DeskWorld, saidBy } from './desk.fixture.ts';

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const KEY = `${SERIES}/2020-S1`;
const AT = Date.UTC(2020, 6, 14, 2);
const MINUTE = 60_000;
const NEXT_DAY = { at: '2020-07-15T10:00:00+08:00', reason: 'a holiday' };

let world: DeskWorld;
beforeEach(async () => {
  world = await DeskWorld.start();
});
afterEach(() => world.stop());

type Pushed = readonly ['newsroom.orders' | 'customs.figures' | 'clock.ticks', number, SpecEvent];

const waits = (id: string, name = 'B-1', of = KEY): SpecEvent => {
  const plan = bulletinPlan(name, of);
  return { ...plan, id, data: { ...(plan.data as object), publish: { release: 'H1' } } };
};
const order = (minutes: number, id: string, event: SpecEvent): Pushed => [
  ...(['newsroom.orders', AT + minutes * MINUTE, { ...event, id }] as const),
];
const level = (minutes: number, id: string, value: string, publishedAt = '2020-07-14'): Pushed => [
  ...(['customs.figures', AT + minutes * MINUTE] as const),
  { ...figure(SERIES, '2020-S1', { value, multiplier: '1000000000', publishedAt }), id },
];
const ticks = (at: number, id: string): Pushed => ['clock.ticks', at, { ...tick(), id }];

async function push(events: readonly Pushed[], after: () => Promise<void> = () => Promise.resolve()) {
  for (const [topic, at, event] of events) {
    await world.pushAt(topic, at, event);
    await after();
  }
}

const told = async () =>
  (await world.versions()).map((one) => [one.bulletin, one.version, one.kind, saidBy(one)] as const);

/** Two bulletins that wait, a figure before and one behind the lifting, ticks that are early and doubled, and a move. */
const STORY: readonly Pushed[] = [
  order(-60, 'h1', release('H1')),
  order(-50, 'p1', waits('p1')),
  order(-40, 'p2', waits('p2', 'B-2', `${SERIES}/2019-S1`)),
  level(-30, 'f1', '4.72'),
  ticks(AT - 1, 't0'),
  ticks(AT + 3, 't1'),
  ticks(AT + 4, 't2'),
  order(10, 'h2', release('H1', NEXT_DAY)),
  level(20, 'f2', '4.80', '2020-07-20'),
];

it('a plan that waits for a release is told at the tick that lifts it, whole, and from then on as any other', async () => {
  await push(STORY.slice(0, 5));
  await world.follow();
  expect(await world.versions()).toEqual([]);
  await push(STORY.slice(5));
  await world.follow();
  expect(await told()).toEqual([
    ['B-1', 1, 'first', expect.stringContaining('4.72 billion yuan')],
    ['B-2', 1, 'first', 'no-state'],
    ['B-1', 2, 'correction', expect.stringContaining('4.80 billion yuan')],
  ]);
  const [one, other] = await world.versions();
  // One step: both are told from the place of the tick, and known from its append time on.
  expect([one?.told, one?.knownAt]).toEqual([other?.told, new Date(AT + 3).toISOString()]);
});

it('a restart after each event, pages of any size and a replay tell the same, but for sequences', async () => {
  const plain = async () =>
    (await world.versions()).map(({ sequence: _, told: _told, ...version }) => version);
  await push(STORY);
  await world.follow();
  const atOnce = await plain();
  expect(atOnce).toHaveLength(3);
  await world.stop();
  world = await DeskWorld.start();
  await push(STORY, () => world.follow({ pageSize: 1 }));
  expect(await plain()).toEqual(atOnce);
});

it('a release that is moved into the past is lifted by that order, one that is scheduled again by its tick', async () => {
  await push([
    order(-60, 'h1', release('H1', { at: '2020-07-15T10:00:00+08:00' })),
    order(-50, 'p1', waits('p1')),
    ticks(AT, 't1'),
  ]);
  await world.follow();
  expect(await world.versions()).toEqual([]);
  await push([order(1, 'h2', release('H1', { reason: 'brought forward' }))]);
  await world.follow();
  expect(await told()).toEqual([['B-1', 1, 'first', 'no-state']]);
});

it('a plan of a release that is lifted is told at once, and one of a release that nobody scheduled is not', async () => {
  const other = bulletinPlan('B-2', KEY);
  const unknown = { ...other, data: { ...(other.data as object), publish: { release: 'H2' } } };
  await push([
    order(-60, 'h1', release('H1')),
    ticks(AT, 't1'),
    order(1, 'p1', waits('p1')),
    order(2, 'p2', unknown),
  ]);
  await world.follow();
  expect((await told()).map(([name]) => name)).toEqual(['B-1']);
});

it('of a cancelled release nothing is told until it is scheduled again and lifted; what was told before stays', async () => {
  await push([
    order(-60, 'h1', release('H1')),
    order(-50, 'p1', waits('p1')),
    order(-40, 'c1', releaseCancellation('H1')),
    ticks(AT, 't1'),
  ]);
  await world.follow();
  expect(await world.versions()).toEqual([]);
  await push([
    order(1, 'h2', release('H1', { reason: 'found' })),
    order(2, 'c2', releaseCancellation('H1')),
    level(3, 'f1', '4.72'),
  ]);
  await world.follow();
  expect(await told()).toEqual([
    ['B-1', 1, 'first', 'no-state'],
    ['B-1', 2, 'update', expect.stringContaining('4.72 billion yuan')],
  ]);
});

it('a plan that waits takes back what was told before it, says nothing of itself, and is told at the lifting', async () => {
  await push([
    order(-60, 'h1', release('H1')),
    order(-50, 'p1', bulletinPlan('B-1', KEY)),
    level(-40, 'f1', '4.72'),
    order(-30, 'p2', waits('secret')),
    ticks(AT, 't1'),
  ]);
  await world.follow();
  const versions = await world.versions();
  expect(versions.map(({ kind, plan }) => [kind, plan.id])).toEqual([
    ['first', 'p1'],
    ['update', 'p1'],
    ['withdrawal', 'p1'],
    ['update', 'p2'],
  ]);
  expect(versions[2]?.corrections).toMatchObject([{ because: { reason: 'dropped', causes: [] } }]);
  expect(JSON.stringify(versions[2])).not.toContain('p2');
});

it('a plan that was dropped or replaced before the lifting is never told', async () => {
  await push([
    order(-60, 'h1', release('H1')),
    order(-50, 'p1', waits('p1')),
    order(-49, 'p2', waits('p2', 'B-2')),
    order(-40, 'd1', bulletinDrop('B-1')),
    order(-39, 'p3', { ...waits('p3', 'B-2', `${SERIES}/2019-S1`) }),
    ticks(AT, 't1'),
  ]);
  await world.follow();
  expect((await world.versions()).map(({ bulletin, plan }) => [bulletin, plan.id])).toEqual([['B-2', 'p3']]);
});
