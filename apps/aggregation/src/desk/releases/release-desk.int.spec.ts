import { OPENED_PREFIX, type ReleaseState } from '@silkgauge/contract';
import { appendRegistered, lastSequence, readChanges, registerJson } from '@silkgauge/read-model';
import {
  eventually,
  figure,
  release,
  releaseCancellation,
  releaseOpening,
  tick,
  withdrawal,
  type SpecEvent,
} from '@silkgauge/testing';
import { DeskWorld, type DeskSpecOptions } from '../desk.fixture.ts';
import { ReleaseDesk } from './release-desk.ts';

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
  { series: { indicator: ['CBEC'] }, period: '2020-06', status: 'final' },
];
const order = (at: number, id: string, event: SpecEvent) =>
  world.pushAt('newsroom.orders', at, { ...event, id });
const ticks = (at: number, id: string, due?: string) => world.pushAt('clock.ticks', at, { ...tick(due), id });
const report = (at: number, event: SpecEvent) => world.pushAt('customs.figures', at, event);
const half = (id: string, members: object = {}) =>
  figure(SERIES, '2020-S1', { value: '100', ...members }, id);
const june = (id: string, members: object = {}) =>
  figure(SERIES, '2020-06', { value: '9', status: 'final', ...members }, id);

const parts = () => [new ReleaseDesk({ db: world.readModel.pool })];
const follow = (options: DeskSpecOptions = {}) => world.follow({ parts, ...options });

/** All versions of releases, in order of sequence. */
async function versions(): Promise<ReleaseState[]> {
  const rows = await readChanges(world.readModel.pool, '0', 10_000, Number.MAX_SAFE_INTEGER);
  return rows.flatMap((row) =>
    row.kind === 'release' ? [JSON.parse(registerJson(row)) as ReleaseState] : [],
  );
}

const told = async () =>
  (await versions()).map(({ release: name, version, state, met, missing, punctuality }) =>
    [name, version, state, met.length, missing.length, punctuality].join(' '),
  );

/** Promised, ticked early, at the instant and twice at the end of the grace, published in two parts, taken back. */
async function story(after: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  const steps = [
    () => report(AT - 90 * MINUTE, half('early', { value: '99', publishedAt: '2020-07-01' })),
    () => order(AT - 60 * MINUTE, 'h1', release('H1', { expects: BOTH })),
    () => ticks(AT - 1, 'forged', '2030-01-01T00:00:00Z'),
    () => ticks(AT + 3, 't1'),
    () => report(AT + 2 * MINUTE, half('half')),
    () => report(AT + 3 * MINUTE, june('draft', { status: 'preliminary', publishedAt: '2020-07-17' })),
    () => ticks(GRACE, 't2', '2000-01-01T00:00:00Z'),
    () => ticks(GRACE + 1, 't3'),
    () => report(AT + 20 * MINUTE, june('june', { publishedAt: '2020-07-18' })),
    () => report(AT + 30 * MINUTE, withdrawal('half')),
    () => report(AT + 40 * MINUTE, half('again', { value: '101' })),
  ];
  for (const step of steps) {
    await step();
    await after();
  }
}

const STORY = [
  'H1 1 scheduled 0 2 ',
  'H1 2 due 0 2 ',
  'H1 3 due 1 1 ',
  'H1 4 late 1 1 ',
  'H1 5 released 2 0 1200',
  'H1 6 late 1 1 ',
  'H1 7 released 2 0 2400',
];

it('a release is scheduled, due, late and released, each as a version with what is met, missing and how punctual it was', async () => {
  await story();
  await follow();
  expect(await told()).toEqual(STORY);
  const all = await versions();
  expect(all[4]).toMatchObject({
    ...{ release: 'H1', publisher: 'GACC', title: 'Trade', at: '2020-07-14T10:00:00+08:00' },
    ...{ zone: 'Asia/Shanghai', graceSeconds: 900, moved: 0, reason: null, missing: [] },
    met: [
      { series: { indicator: ['CBEC'] }, period: '2020-S1', status: null, since: '2020-07-14T02:02:00.000Z' },
      { period: '2020-06', status: 'final', since: '2020-07-14T02:20:00.000Z' },
    ],
  });
  expect(all.map(({ knownAt }) => Date.parse(knownAt) - AT)).toEqual([
    ...[-60 * MINUTE, 3, 2 * MINUTE, GRACE - AT, 20 * MINUTE, 30 * MINUTE, 40 * MINUTE],
  ]);
});

it('a restart after each event, pages of any size and repeated ticks and prints make the same versions, but for sequences', async () => {
  await story(() => follow({ pageSize: 1 }));
  expect(await told()).toEqual(STORY);
  await ticks(GRACE + 2, 't2', '2000-01-01T00:00:00Z');
  await report(AT + 50 * MINUTE, half('again', { value: '101' }));
  await follow();
  expect(await told()).toEqual(STORY);
});

it('a replay of the same log says the same, byte for byte but for sequences', async () => {
  const plain = (all: ReleaseState[]) => all.map(({ sequence: _, ...rest }) => rest);
  await story();
  await follow();
  const before = plain(await versions());
  await world.stop();
  world = await DeskWorld.start();
  await story(() => follow());
  expect(plain(await versions())).toEqual(before);
});

it('a tick that is early, forged or doubled makes no version, and one release does not wait for that of another', async () => {
  await order(AT - 60 * MINUTE, 'h1', release('H1'));
  await order(AT - 59 * MINUTE, 'h2', release('H2', { at: '2020-07-15T10:00:00+08:00' }));
  for (const [at, due] of [1, 2].map((before) => [AT - before, '2020-07-14T02:00:00Z'] as const))
    await ticks(at, `early-${String(at)}`, due);
  await follow();
  expect(await told()).toEqual(['H1 1 scheduled 0 1 ', 'H2 1 scheduled 0 1 ']);
  await ticks(AT, 'on-time', '1999-01-01T00:00:00Z');
  await ticks(AT + 1, 'doubled');
  await follow();
  expect((await told()).slice(2)).toEqual(['H1 2 due 0 1 ']);
});

it('what is published early is released, with a punctuality below zero, and no tick makes it late', async () => {
  await order(AT - 60 * MINUTE, 'h1', release('H1'));
  await report(AT - 30 * MINUTE, half('half'));
  await ticks(AT, 't1');
  await ticks(GRACE, 't2');
  await follow();
  expect(await told()).toEqual(['H1 1 scheduled 0 1 ', 'H1 2 released 1 0 -1800']);
});

it('a repetition of what was printed before, which changes no state, counts with the next tick', async () => {
  await report(AT - 90 * MINUTE, half('before'));
  await order(AT - 60 * MINUTE, 'h1', release('H1'));
  await ticks(GRACE, 't1');
  await report(AT + 20 * MINUTE, half('repeated'));
  await follow();
  expect(await told()).toEqual(['H1 1 scheduled 0 1 ', 'H1 2 late 0 1 ']);
  await ticks(AT + 60 * MINUTE, 't2');
  await follow();
  expect((await told()).slice(2)).toEqual(['H1 3 released 1 0 1200']);
});

it('a release that moves, is cancelled and is scheduled again says so; behind a cancellation prints count anew', async () => {
  await order(AT - 60 * MINUTE, 'h1', release('H1'));
  const later = { at: '2020-07-15T10:00:00+08:00', reason: 'A holiday' };
  await order(AT - 50 * MINUTE, 'h2', release('H1', later));
  await report(AT - 40 * MINUTE, half('half'));
  await order(AT - 30 * MINUTE, 'h3', releaseCancellation('H1'));
  await ticks(AT + 48 * 60 * MINUTE, 't1');
  await order(AT + 49 * 60 * MINUTE, 'h4', release('H1', { ...later, reason: 'After all' }));
  await follow();
  expect(await told()).toEqual([
    'H1 1 scheduled 0 1 ',
    'H1 2 scheduled 0 1 ',
    'H1 3 released 1 0 -88800',
    'H1 4 cancelled 1 0 ',
    'H1 5 late 0 1 ',
  ]);
  expect((await versions()).map(({ moved, reason }) => [moved, reason])).toEqual([
    [0, null],
    [1, 'A holiday'],
    [1, 'A holiday'],
    [1, 'postponed'],
    [1, 'After all'],
  ]);
});

it('prints of another publisher or period meet nothing, and orders of bulletins and alerts touch no release', async () => {
  await order(AT - 60 * MINUTE, 'h1', release('H1'));
  await report(AT, figure(SERIES.replace('GACC', 'ZAEZ'), '2020-S1', { value: '1' }, 'other'));
  await report(AT, figure(SERIES, '2020-S2', { value: '1' }, 'later'));
  await follow();
  expect(await told()).toEqual(['H1 1 scheduled 0 1 ']);
});

it('an earlier order that would not be accepted any more holds up no other, nor a later one of its release', async () => {
  await order(AT - 60 * MINUTE, 'h1', release('H1'));
  await order(AT - 59 * MINUTE, 'h2', release('H2'));
  await follow();
  const { pool } = world.readModel;
  await pool.query(
    `update event set data = replace(data::text, '+08:00', '+07:00')::json where source = '/spec' and id = 'h1'`,
  );
  await order(
    AT - 50 * MINUTE,
    'h3',
    release('H1', { at: '2020-07-15T10:00:00+08:00', reason: 'A holiday' }),
  );
  await ticks(AT, 't1');
  await follow();
  expect((await told()).slice(2)).toEqual(['H1 2 scheduled 0 1 ', 'H2 2 due 0 1 ']);
});

it('a release of which no order is accepted any more ends as cancelled', async () => {
  await order(AT - 60 * MINUTE, 'h1', release('H1'));
  await follow();
  const { pool } = world.readModel;
  await pool.query(
    `update event set outcome = 'rejected', rule = 'zone-offset', reason = 'x' where id = 'h1'`,
  );
  const dropped = JSON.stringify({ source: '/spec', id: 'h1', dropped: true, version: 1, data: {} });
  await appendRegistered(pool, [
    { kind: 'order', key: 'release/H1', version: 2, knownAt: new Date(AT), document: dropped },
  ]);
  await follow();
  expect((await told()).slice(1)).toEqual(['H1 2 cancelled 0 1 ']);
  expect((await versions())[1]?.reason).toBe('No order of it is accepted any more.');
  await follow();
  expect(await told()).toHaveLength(2);
});

it('an order that cannot be read holds up no other, and is told', async () => {
  await order(AT - 60 * MINUTE, 'h1', release('H1'));
  const knownAt = new Date(AT - 60 * MINUTE);
  const document = JSON.stringify({ source: '/spec', id: 'x', dropped: false, version: 1, data: {} });
  await follow();
  await appendRegistered(world.readModel.pool, [
    { kind: 'order', key: 'release/BAD', version: 1, knownAt, document },
  ]);
  await follow();
  const desk = world.desk({ parts });
  desk.start();
  try {
    await eventually(() => desk.health.unfollowed.count === 1);
    expect(desk.health.unfollowed.first).toMatchObject([{ order: 'release/BAD' }]);
    await ticks(AT, 't1');
    await eventually(async () => (await versions()).length === 2);
  } finally {
    await desk.stop();
  }
  expect(await told()).toEqual(['H1 1 scheduled 0 1 ', 'H1 2 due 0 1 ']);
});

describe('early access', () => {
  const access = [
    { name: 'Press office', role: 'press', from: '2020-07-14T09:00:00+08:00', sha256: 'a'.repeat(64) },
    { name: 'Wire', role: 'agency', from: '2020-07-14T09:30:00+08:00', sha256: 'b'.repeat(64) },
  ];
  const opened = async () =>
    (await versions()).map(({ version, state, opened: uses = [] }) =>
      [version, state, ...uses.map(({ name, times }) => `${name} ${String(times)}`)].join(' '),
    );
  const use = (at: number, id: string, name?: string, role?: string) =>
    order(at, id, releaseOpening('H1', name, role));
  const story = async (after: () => Promise<void> = () => Promise.resolve()) => {
    const steps = [
      () => order(AT - 60 * MINUTE, 'h1', release('H1', { access })),
      () => report(AT - 50 * MINUTE, half('half')),
      () => use(AT - 40 * MINUTE, 'u1'),
      () => use(AT - 30 * MINUTE, 'u2', 'Wire', 'agency'),
      () => use(AT - 20 * MINUTE, 'u3'),
      () => ticks(AT + 3, 't1'),
      () => ticks(AT + 4, 't2'),
      () => use(AT + 5, 'u4'),
      () => ticks(GRACE, 't3'),
    ];
    for (const step of steps) {
      await step();
      await after();
    }
  };
  const TOLD = [
    '1 scheduled',
    '2 released',
    '3 released Press office 2 Wire 1',
    '4 released Press office 3 Wire 1',
  ];

  it('is told with no digest, and its uses from the lifting on, even of what was released before', async () => {
    await story();
    await follow();
    expect(await opened()).toEqual(TOLD);
    const all = await versions();
    expect(all[0]?.access).toEqual([
      { name: 'Press office', role: 'press', from: '2020-07-14T09:00:00+08:00' },
      { name: 'Wire', role: 'agency', from: '2020-07-14T09:30:00+08:00' },
    ]);
    expect(all[2]?.opened).toEqual([
      { name: 'Press office', role: 'press', first: '2020-07-14T01:20:00.000Z', times: 2 },
      { name: 'Wire', role: 'agency', first: '2020-07-14T01:30:00.000Z', times: 1 },
    ]);
    expect(all[2]?.knownAt).toBe('2020-07-14T02:00:00.003Z');
    expect(JSON.stringify(all)).not.toMatch(/sha256|aaaa|bbbb/);
  });

  it('is told the same by a desk that starts anew after each event, and goes through pages of any size', async () => {
    await story(() => follow({ pageSize: 1 }));
    expect(await opened()).toEqual(TOLD);
  });

  it('that is used before the lifting is no step of the desk', async () => {
    const part = new ReleaseDesk({ db: world.readModel.pool });
    const desk = world.desk({ parts: () => [part] });
    const touchedByUse = () =>
      part.namesOf({
        sequence: '0',
        kind: 'order',
        key: `${OPENED_PREFIX}H1`,
        period: null,
        known_at: new Date(),
      });
    const caughtUp = () =>
      eventually(async () => desk.health.position === (await lastSequence(world.readModel.pool)));
    desk.start();
    await order(AT - 60 * MINUTE, 'h1', release('H1', { access }));
    await caughtUp();
    expect(touchedByUse()).toEqual([]);
    await ticks(AT, 't1');
    await caughtUp();
    expect(touchedByUse()).toEqual(['H1']);
    await desk.stop();
  });

  it('makes no version before the lifting', async () => {
    await order(AT - 60 * MINUTE, 'h1', release('H1', { access }));
    await follow();
    const before = JSON.stringify(await versions());
    await use(AT - 40 * MINUTE, 'u1');
    await ticks(AT - 1, 'early');
    await follow();
    expect(JSON.stringify(await versions())).toBe(before);
  });
});
