import type { AlertState } from '@silkgauge/contract';
import {
  inTransaction,
  liftRegistered,
  moveDesk,
  readAlerts,
  registerJson,
  readChanges,
} from '@silkgauge/read-model';
import { alertDrop, alertRule, eventually, figure, withdrawal, type SpecEvent } from '@silkgauge/testing';
import { DeskWorld, type DeskSpecOptions } from '../desk.fixture.ts';
import { ReleaseDesk } from '../releases/release-desk.ts';
import { AlertDesk } from './alert-desk.ts';

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const KEY = `${SERIES}/2020-S1`;

let world: DeskWorld;
beforeEach(async () => {
  world = await DeskWorld.start();
});
afterEach(() => world.stop());

const grown = (value: string, id: string, members: object = {}): SpecEvent =>
  figure(
    SERIES,
    '2020-S1',
    {
      ...{ measure: 'growth', value, unit: 'percent', comparison: 'GY', wording: 'percent' },
      ...{ publishedAt: `2020-07-${id.padStart(2, '0')}`, ...members },
    },
    id,
  );

const GROWTH = { measure: 'growth', value: '26.2', unit: 'percent', comparison: 'GY', wording: 'percent' };

const order = (...events: readonly SpecEvent[]) => world.push('newsroom.orders', ...events);
const report = (...events: readonly SpecEvent[]) => world.push('customs.figures', ...events);

const sources = () => ({ db: world.readModel.pool, smallBases: {} });
const releases = () => new ReleaseDesk(sources());

const follow = (options: DeskSpecOptions = {}) =>
  world.follow({
    ...options,
    parts: () => [new AlertDesk(sources(), releases())],
  });

/** All versions of alerts, in order of sequence. */
async function versions(): Promise<AlertState[]> {
  const rows = await readChanges(world.readModel.pool, '0', 10_000, Number.MAX_SAFE_INTEGER);
  return rows.flatMap((row) => (row.kind === 'alert' ? [JSON.parse(registerJson(row)) as AlertState] : []));
}

const told = async () =>
  (await versions()).map(({ key, version, state, fired }) => [key, version, state, fired].join(' '));

/** A rule, a figure above it, a revision that leaves it open, one below, and one above again. */
async function story(after: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  await order({ ...alertRule('over'), id: 'rule' });
  await after();
  for (const [at, value] of ['26.2', '20.0', '18', '22'].entries()) {
    await report(grown(value, String(at + 1)));
    await after();
  }
}

const STORY = [
  `over/${KEY} 1 firing 1`,
  `over/${KEY} 2 pending 1`,
  `over/${KEY} 3 resolved 1`,
  `over/${KEY} 4 firing 2`,
];

it('an alert fires, is left open by the digits, is resolved and fires again, each as one version', async () => {
  await story();
  await follow();
  expect(await told()).toEqual(STORY);
  const [first, ...others] = await versions();
  expect(first).toMatchObject({
    ...{ key: `over/${KEY}`, rule: 'over', ruleVersion: 1, kind: 'growth-above', threshold: '20' },
    ...{ period: '2020-S1', series: { area: 'CN' }, against: null, backfilled: false },
    said: [{ member: 'growth.GY.reported', value: '26.2', low: '26.15', high: '26.25', version: 1 }],
    because: { reason: 'reported', causes: [{ source: '/spec', id: '1' }] },
  });
  expect(first?.sentence.en.text).toMatch(/rose 26\.2 percent .* This is above 20 percent\.$/);
  expect(first?.sentence.zh.text).toMatch(/增长26\.2%.*这一增速高于20%。$/);
  expect(first?.since).toBe(first?.knownAt);
  expect(others.map(({ because }) => because.causes[0]?.id)).toEqual(['2', '3', '4']);
});

it('a redelivery, a restart after each event and a page of any size make no version and leave none out', async () => {
  await story(() => follow({ pageSize: 1 }));
  expect(await told()).toEqual(STORY);
  await report(grown('26.2', '1'), grown('22', '4'));
  await follow();
  expect(await told()).toEqual(STORY);
});

it('a replay of the same log says the same', async () => {
  await story();
  await follow();
  const before = await versions();
  await world.stop();
  world = await DeskWorld.start();
  await story(() => follow({ pageSize: 2 }));
  const plain = (all: AlertState[]) => all.map(({ sequence: _, ...rest }) => rest);
  expect(plain(await versions())).toEqual(plain(before));
});

it('what stood there before the rule is not judged, unless the rule looks back, and then once', async () => {
  await report(grown('26.2', '1'));
  await order(alertRule('now'), alertRule('back', { since: 'beginning' }));
  await report(
    grown('26.2', '2', { evidence: { document: 'https://example.org/b', quote: 'again', kind: 'repost' } }),
  );
  await follow();
  expect(await told()).toEqual([`back/${KEY} 1 firing 1`]);
  expect((await versions())[0]).toMatchObject({
    backfilled: true,
    because: { reason: 'rule-defined', causes: [{ source: '/spec' }] },
  });
});

it('a change elsewhere in the state makes no alert', async () => {
  await report(grown('26.2', '1'));
  await order(alertRule('over'));
  await report(figure(SERIES, '2020-S1', { value: '4.72', multiplier: '1000000000' }, '2'));
  await follow();
  expect(await told()).toEqual([]);
});

it('a rule is about the series of its domain whose area lies in its place, by each change and looking back', async () => {
  const filters = { within: ['CN-41'], domain: 'customs' };
  const there = figure('ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY', '2020-S1', GROWTH);
  const elsewhere = figure('NAZ.CN-Z-NAZ.CBEC.LOCAL._T._T._T._T.CNY', '2020-S1', GROWTH);
  const sold = figure('SHOP.CN-41.CBEC.OWN._T._T._T._T.CNY', '2020-S1', GROWTH);
  await order(alertRule('first', { series: filters }));
  await report(there, elsewhere);
  await world.push('platform.figures', sold);
  await order(alertRule('back', { series: filters, since: 'beginning' }));
  const zone = 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY/2020-S1';
  await follow();
  expect(await told()).toEqual([`first/${zone} 1 firing 1`, `back/${zone} 1 firing 1`]);
  await order(alertRule('first', { series: { ...filters, domain: 'platform' } }));
  await order(alertRule('back', { series: { within: ['CN-33'] } }));
  await follow();
  expect((await told()).slice(2)).toEqual([`first/${zone} 2 resolved 1`, `back/${zone} 2 resolved 1`]);
});

it('a rule defined anew judges its open alerts again, and a dropped one resolves them', async () => {
  await order(alertRule('over'));
  await report(grown('26.2', '1'));
  await order(alertRule('over', { threshold: '30' }), alertRule('over', { threshold: '25' }));
  await report(grown('27', '2'));
  await order(alertDrop('over'));
  await report(grown('28', '3'));
  await follow();
  expect(await told()).toEqual([
    `over/${KEY} 1 firing 1`,
    `over/${KEY} 2 resolved 1`,
    `over/${KEY} 3 firing 2`,
    `over/${KEY} 4 resolved 2`,
  ]);
  const [, anew, fired, dropped] = await versions();
  expect(anew).toMatchObject({ ruleVersion: 2, threshold: '30', because: { reason: 'rule-defined' } });
  // A resolved alert is judged by the next change alone.
  expect(fired).toMatchObject({ ruleVersion: 3, threshold: '25', because: { reason: 'reported' } });
  expect(dropped?.because.reason).toBe('rule-dropped');
});

it('a rule that was dropped and is defined again stays silent at changes that it does not look at', async () => {
  await order(alertRule('over'));
  await report(grown('26.2', '1'));
  await order(alertDrop('over'));
  await order(alertRule('over', { since: 'now' }));
  await report(figure(SERIES, '2020-S1', { value: '4.72', multiplier: '1000000000' }, 'level'));
  await follow();
  const ended = [`over/${KEY} 1 firing 1`, `over/${KEY} 2 resolved 1`];
  expect(await told()).toEqual(ended);
  await report(grown('27', '2'));
  await follow();
  expect(await told()).toEqual([...ended, `over/${KEY} 3 firing 2`]);
});

it('a rule that looks back reopens what it had resolved in its own step, and says so', async () => {
  await order(alertRule('over'));
  await report(grown('26.2', '1'));
  await order(alertDrop('over'));
  await order(alertRule('over', { since: 'beginning' }));
  await follow();
  expect((await versions()).map(({ state, backfilled }) => [state, backfilled])).toEqual([
    ['firing', false],
    ['resolved', false],
    ['firing', true],
  ]);
});

it('a rule that cannot be read keeps no other from judging, and is told until it is defined anew', async () => {
  await order(alertRule('over'), { ...alertRule('bad'), id: 'bad' });
  const { pool } = world.readModel;
  await pool.query(
    `update register_version set document = replace(document::text, '"growth-above"', '"none"')::json where key = 'alert/bad'`,
  );
  await inTransaction(pool, (tx) => moveDesk(tx, { from: '0', to: '2' }));
  await report(grown('26.2', '1'));
  const desk = world.desk({ parts: () => [new AlertDesk(sources(), releases())] });
  desk.start();
  try {
    await eventually(async () => (await told()).length === 1);
    expect(desk.health.unfollowed).toEqual({
      count: 1,
      first: [{ order: 'alert/bad', reason: expect.stringContaining('The rule bad cannot be read') }],
    });
    await order({ ...alertRule('bad'), id: 'mended' });
    await report(grown('27', '2'));
    await eventually(async () => (await told()).length === 3);
    expect(desk.health.unfollowed.count).toBe(0);
  } finally {
    await desk.stop();
  }
  expect((await told()).sort()).toEqual([
    `bad/${KEY} 1 firing 1`,
    `over/${KEY} 1 firing 1`,
    `over/${KEY} 2 firing 1`,
  ]);
});

it('a rule that cannot be read and is dropped ends its alerts', async () => {
  await order(alertRule('over'));
  await report(grown('26.2', '1'));
  await follow();
  const { pool } = world.readModel;
  await pool.query(
    `update register_version set document = replace(document::text, '"growth-above"', '"none"') where key = 'alert/over'`,
  );
  await order(alertDrop('over'));
  await follow();
  expect(await told()).toEqual([`over/${KEY} 1 firing 1`, `over/${KEY} 2 resolved 1`]);
  expect((await versions())[1]?.because.reason).toBe('rule-dropped');
});

it('beyond the bound of open alerts one says so; a narrower rule ends it and has room again', async () => {
  const most = 2;
  const run = () => world.follow({ parts: () => [new AlertDesk(sources(), releases(), most)] });
  const above = (year: string) =>
    report(figure(SERIES, `${year}-S1`, { ...GROWTH, publishedAt: '2020-07-01' }, `in-${year}`));
  await order(alertRule('over'));
  for (const year of ['2017', '2018', '2019']) await above(year);
  await order(alertRule('over', { since: 'beginning', periods: { from: '2019' } }));
  await above('2020');
  await run();
  const key = (year: string) => `over/${SERIES}/${year}-S1`;
  const narrowed = [
    ...[`${key('2017')} 1 firing 1`, `${key('2018')} 1 firing 1`, 'over/_overflow 1 firing 1'],
    ...[`${key('2017')} 2 resolved 1`, `${key('2018')} 2 resolved 1`],
    ...[`${key('2019')} 1 firing 1`, 'over/_overflow 2 resolved 1', `${key('2020')} 1 firing 1`],
  ];
  expect(await told()).toEqual(narrowed);
  expect((await versions())[6]).toMatchObject({
    ...{ ruleVersion: 2, because: { reason: 'rule-defined' }, series: null },
    sentence: { en: { text: 'The rule over has no more alerts than it may have.' } },
  });
  // A desk that starts anew counts what is open; a figure that falls makes room, and one more has none.
  await report(figure(SERIES, '2020-S1', { ...GROWTH, value: '12', publishedAt: '2020-08-01' }, 'fell'));
  await above('2021');
  await above('2022');
  await run();
  expect((await told()).slice(narrowed.length)).toEqual([
    ...[`${key('2020')} 2 resolved 1`, `${key('2021')} 1 firing 1`, 'over/_overflow 3 firing 2'],
  ]);
});

it('that a rule has too many alerts ends in the step that makes room', async () => {
  const run = () => world.follow({ parts: () => [new AlertDesk(sources(), releases(), 2)] });
  const reported = (year: string, value: string, id: string) =>
    report(figure(SERIES, `${year}-S1`, { ...GROWTH, value, publishedAt: `2020-07-${id}` }, id));
  await order(alertRule('over'));
  for (const year of ['2017', '2018', '2019']) await reported(year, '26.2', year.slice(2));
  await reported('2017', '12', '20');
  await reported('2019', '27', '21');
  await reported('2020', '26.2', '22');
  await run();
  const key = (year: string) => `over/${SERIES}/${year}-S1`;
  expect(await told()).toEqual([
    ...[`${key('2017')} 1 firing 1`, `${key('2018')} 1 firing 1`, 'over/_overflow 1 firing 1'],
    ...[`${key('2017')} 2 resolved 1`, 'over/_overflow 2 resolved 1'],
    // What had no room opens with its next change, and the one behind it has none again.
    ...[`${key('2019')} 1 firing 1`, 'over/_overflow 3 firing 2'],
  ]);
});

it('steps without a version move the desk together', async () => {
  await order(alertRule('over'));
  for (let id = 1; id <= 60; id += 1)
    await report(figure(SERIES, `${String(1900 + id)}-S1`, { ...GROWTH, value: '1' }, `low-${String(id)}`));
  await report(grown('26.2', '1'));
  const moves: number[] = [];
  await follow({
    store: (store) => ({
      ...store,
      write: (move, made) => {
        moves.push(made.length);
        return store.write(move, made);
      },
    }),
  });
  expect(await told()).toEqual([`over/${KEY} 1 firing 1`]);
  expect(moves.filter((made) => made > 0)).toEqual([1]);
  expect(moves.length).toBeLessThan(30);
});

it('a rule that is dropped ends its alerts above the versions that were published before a restore', async () => {
  await order(alertRule('over'));
  await report(grown('26.2', '1'));
  await follow();
  await liftRegistered(world.readModel.pool, [{ kind: 'alert', key: `over/${KEY}`, version: 5 }]);
  await order(alertDrop('over'));
  await follow();
  expect(await told()).toEqual([`over/${KEY} 1 firing 1`, `over/${KEY} 6 resolved 1`]);
});

it('a withdrawn figure resolves its alert', async () => {
  await order(alertRule('over'));
  await report(grown('26.2', '1'));
  await report(withdrawal('1'));
  await follow();
  expect(await told()).toEqual([`over/${KEY} 1 firing 1`, `over/${KEY} 2 resolved 1`]);
  expect((await versions())[1]).toMatchObject({ said: [], because: { reason: 'withdrawn' } });
});

it('a change of what a rule compares with judges again what stands on it', async () => {
  await order(alertRule('flip', { kind: 'sign-flip', against: 'period-before', threshold: undefined }));
  await report(grown('5', '1'));
  await report(
    figure(
      SERIES,
      '2019-S2',
      { measure: 'growth', value: '-2', unit: 'percent', comparison: 'GY', wording: 'percent' },
      'before',
    ),
  );
  await follow();
  expect(await told()).toEqual([`flip/${KEY} 1 firing 1`]);
  expect((await versions())[0]).toMatchObject({
    against: [{ key: `${SERIES}/2019-S2`, member: 'growth.GY.reported', value: '-2' }],
    because: { causes: [{ id: 'before' }] },
  });
});

it('what a side said last and first is read from the versions of the state', async () => {
  const revision = { kind: 'revision', member: 'growth', than: '1', threshold: undefined };
  await order(
    alertRule('last', { ...revision, against: 'last' }),
    alertRule('first', { ...revision, against: 'first' }),
  );
  for (const [at, value] of ['10', '12', '12.5', '10.2'].entries())
    await report(grown(value, String(at + 1)));
  await follow();
  expect(await told()).toEqual([
    `first/${KEY} 1 firing 1`,
    `last/${KEY} 1 firing 1`,
    `first/${KEY} 2 firing 1`,
    `last/${KEY} 2 pending 1`,
    `first/${KEY} 3 resolved 1`,
    `last/${KEY} 3 firing 2`,
  ]);
  const all = await versions();
  expect(all.map(({ against }) => against?.map((one) => 'value' in one && one.value)[0])).toEqual([
    ...['10', '10', '10', '12', '10', '12.5'],
  ]);
});

it('a record judges again every period of its length', async () => {
  await order(alertRule('high', { kind: 'record-high', threshold: undefined, atLeast: 2 }));
  const year = (period: string, value: string) =>
    figure(
      SERIES,
      period,
      { measure: 'growth', value, unit: 'percent', comparison: 'GY', wording: 'percent' },
      `y${period}-${value}`,
    );
  for (const [period, value] of [
    ['2017', '5'],
    ['2018', '9'],
    ['2019', '7'],
  ] as const)
    await report(year(period, value));
  await follow();
  expect(await told()).toEqual([`high/${SERIES}/2018 1 firing 1`]);
  await report(year('2020', '11'));
  await follow();
  expect((await told()).slice(1).sort()).toEqual([
    `high/${SERIES}/2018 2 resolved 1`,
    `high/${SERIES}/2020 1 firing 1`,
  ]);
});

it('alerts are listed by rule, state, dimension and period, as of any place', async () => {
  await order(alertRule('over'), alertRule('under', { kind: 'growth-below', threshold: '30' }));
  await report(grown('26.2', '1'));
  await report(grown('18', '2'));
  await follow();
  const all = { rule: null, kinds: null, states: null, scope: {} };
  const list = async (filter: object, asOf: string | null = null) =>
    (
      await readAlerts(
        world.readModel.pool,
        { ...all, ...filter },
        { after: null, limit: 10, asOf: asOf === null ? null : { sequence: asOf } },
      )
    ).map(({ key, version }) => `${key} ${String(version)}`);
  expect(await list({})).toEqual([`over/${KEY} 2`, `under/${KEY} 2`]);
  expect(await list({ rule: 'over' })).toEqual([`over/${KEY} 2`]);
  expect(await list({ states: ['firing'] })).toEqual([`under/${KEY} 2`]);
  expect(await list({ kinds: ['growth-below'] })).toEqual([`under/${KEY} 2`]);
  expect(await list({ scope: { area: ['CN*'], indicator: ['CBEC'] } })).toHaveLength(2);
  expect(await list({ scope: { area: ['US'] } })).toEqual([]);
  expect(await list({ scope: { period: ['2019'] } })).toEqual([]);
  const [first] = await versions();
  expect(await list({}, first?.sequence)).toEqual([`over/${KEY} 1`]);
});
