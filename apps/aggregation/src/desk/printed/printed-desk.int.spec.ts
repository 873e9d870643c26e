import type { AlertState } from '@silkgauge/contract';
import { readChanges, registerJson } from '@silkgauge/read-model';
import {
  eventually,
  figure,
  printedSentence,
  sentenceDrop,
  withdrawal,
  type SpecEvent,
} from '@silkgauge/testing';
import { DeskWorld, type DeskSpecOptions } from '../desk.fixture.ts';
import { PrintedDesk } from './printed-desk.ts';

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const KEY = `${SERIES}/2020-S1`;

let world: DeskWorld;
beforeEach(async () => {
  world = await DeskWorld.start();
});
afterEach(() => world.stop());

const GROWTH = { measure: 'growth', unit: 'percent', comparison: 'GY', wording: 'percent' };

const grown = (value: string, id: string, members: object = {}): SpecEvent =>
  figure(
    SERIES,
    '2020-S1',
    { ...GROWTH, value, publishedAt: `2020-07-${id.padStart(2, '0')}`, ...members },
    id,
  );

const order = (...events: readonly SpecEvent[]) => world.push('newsroom.orders', ...events);
const report = (...events: readonly SpecEvent[]) => world.push('customs.figures', ...events);

const parts = () => [new PrintedDesk({ db: world.readModel.pool })];
const follow = (options: DeskSpecOptions = {}) => world.follow({ ...options, parts });

/** All versions of alerts, in order of sequence. */
async function versions(): Promise<AlertState[]> {
  const rows = await readChanges(world.readModel.pool, '0', 10_000, Number.MAX_SAFE_INTEGER);
  return rows.flatMap((row) => (row.kind === 'alert' ? [JSON.parse(registerJson(row)) as AlertState] : []));
}

const told = async () =>
  (await versions()).map(({ key, version, state, fired }) => [key, version, state, fired].join(' '));

/** A sentence that the digits leave open, a print that has its digits, one that has others, and so on. */
async function story(after: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  await report(grown('26', '1'));
  await after();
  await order({ ...printedSentence('wire'), id: 'printed' });
  await after();
  for (const [at, value] of ['26.2', '25.1', '26.21', '20'].entries()) {
    await report(grown(value, String(at + 2)));
    await after();
  }
}

const STORY = [
  '_printed/wire 1 pending 0',
  '_printed/wire 2 resolved 0',
  '_printed/wire 3 firing 1',
  '_printed/wire 4 resolved 1',
  '_printed/wire 5 firing 2',
];

it('an alert names the sentence, old and new digits, the reason and a correction in both languages', async () => {
  await story();
  await follow();
  expect(await told()).toEqual(STORY);
  const [open, , first, again] = await versions();
  expect(first).toMatchObject({
    ...{ key: '_printed/wire', rule: '_printed', ruleVersion: 1, kind: 'printed-wrong', backfilled: false },
    printed: {
      printed: 'wire',
      printedOn: '2020-07-14',
      text: { lang: 'en', text: 'It grew 26.2 percent.' },
    },
    said: [
      { key: KEY, member: 'growth.GY.reported', value: '25.1', low: '25.05', high: '25.15', version: 3 },
    ],
    against: [{ key: KEY, member: 'growth.GY.reported', value: '26.2', digits: '26.2', low: '26.15' }],
    because: { reason: 'reported', causes: [{ source: '/spec', id: '3' }] },
  });
  expect(first?.sentence.en.text).toMatch(
    /^The printed sentence wire no longer holds\. .* rose 25\.1 percent .*\. It was printed as 26\.2 percent\.$/,
  );
  expect(first?.sentence.zh.text).toMatch(/^已刊句子wire已不成立。.*增长25\.1%.*。已刊数字为26\.2%。$/);
  expect(first?.correction?.en.text).toMatch(
    /^An earlier version put the growth of .* in the first half of 2020 .* at 26\.2 percent; it is now put at 25\.1 percent, according to the General Administration of Customs of China, as printed by example\.org, 3 July 2020\.$/,
  );
  expect(first?.correction?.zh.text).toMatch(
    /^较早版本称2020年上半年.*增速为26\.2%；现为25\.1%.*海关总署.*example\.org.*2020年7月3日.*。$/,
  );
  const numeral = first?.correction?.en.segments.find(({ type }) => type === 'numeral');
  expect(numeral?.ref).toMatchObject({ key: 'printed/wire', id: 'printed', printed: '26.2' });
  expect(open).toMatchObject({ correction: null, backfilled: true });
  expect(open?.sentence.en.text).toMatch(
    /It was printed as 26\.2 percent; whether that still holds is left open\.$/,
  );
  expect(again).toMatchObject({ said: [], against: [], correction: null });
});

it('a redelivery, a restart after each event and a page of any size make no version and leave none out', async () => {
  await story(() => follow({ pageSize: 1 }));
  expect(await told()).toEqual(STORY);
  await report(grown('26', '1'), grown('20', '5'));
  await order({ ...printedSentence('wire'), id: 'printed' });
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

it('a sentence that does not hold where it is registered fires in that step', async () => {
  await report(grown('20', '1'));
  await order({ ...printedSentence('wire'), id: 'printed' });
  await follow();
  expect(await told()).toEqual(['_printed/wire 1 firing 1']);
  expect((await versions())[0]).toMatchObject({
    backfilled: true,
    because: { reason: 'sentence-printed', causes: [{ source: '/spec', id: 'printed' }] },
  });
});

it('a sentence of what nobody reported yet is open, and is resolved by the figure', async () => {
  await order(printedSentence('wire'));
  await report(grown('26.2', '1'));
  await follow();
  expect(await told()).toEqual(['_printed/wire 1 pending 0', '_printed/wire 2 resolved 0']);
  expect((await versions())[0]?.sentence.en.text).toContain(`Of ${KEY} nothing is known yet.`);
});

it('a withdrawn figure makes a sentence wrong, and no number is put in its place', async () => {
  await report(grown('26.2', '1'));
  await order(printedSentence('wire'));
  await report(withdrawal('1'));
  await follow();
  const [alert] = await versions();
  expect(alert).toMatchObject({ state: 'firing', said: [], because: { reason: 'withdrawn' } });
  expect(alert?.correction?.en.text).toMatch(/at 26\.2 percent; no such figure is known\.$/);
  expect(alert?.correction?.zh.text).toMatch(/；现无此数据。$/);
});

it('a sentence that is dropped resolves its alert, and one that is registered anew is judged anew', async () => {
  await report(grown('25.1', '1'));
  const corrected = { uses: [{ key: KEY, member: 'growth.GY.reported', digits: '25.1' }] };
  await order(printedSentence('wire'), sentenceDrop('wire'));
  await order(printedSentence('wire'), printedSentence('wire', corrected));
  await report(grown('24', '2'));
  await order(sentenceDrop('wire'));
  await report(grown('23', '3'));
  await follow();
  expect(await told()).toEqual([
    '_printed/wire 1 firing 1',
    '_printed/wire 2 resolved 1',
    '_printed/wire 3 firing 2',
    '_printed/wire 4 resolved 2',
    '_printed/wire 5 firing 3',
    '_printed/wire 6 resolved 3',
  ]);
  const all = await versions();
  // Each has a place of its own, also those that repeat most of the version before.
  const places = all.map(({ sequence }) => Number(sequence));
  expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
  expect(all[1]).toMatchObject({ because: { reason: 'sentence-dropped' }, correction: null });
  expect(all[1]?.sentence.en.text).toBe('The printed sentence wire was dropped.');
  expect(all[4]).toMatchObject({ ruleVersion: 3, against: [{ value: '25.1' }] });
});

it('a change of what a sentence has no number of makes no version', async () => {
  await report(grown('26.2', '1'));
  await order(printedSentence('wire'));
  await report(figure(SERIES, '2020-S1', { value: '4.72', multiplier: '1000000000' }, '2'));
  await report(figure(SERIES, '2019-S2', { ...GROWTH, value: '3', publishedAt: '2020-07-01' }, '3'));
  await follow();
  expect(await told()).toEqual([]);
});

it('hostile text of a sentence stays text', async () => {
  const text = '</script><b>26.2</b> percent \u202e {$x} ${y} ";drop table';
  await report(grown('20', '1'));
  await order(printedSentence('wire', { text: { lang: 'en', text }, where: '<i>' }));
  await follow();
  expect((await versions())[0]).toMatchObject({ printed: { text: { text }, where: '<i>' } });
});

it('a sentence that cannot be read keeps no other from being judged, and is told until it is registered anew', async () => {
  await report(grown('26.2', '1'));
  await order(printedSentence('wire'), { ...printedSentence('bad'), id: 'bad' });
  await follow();
  const { pool } = world.readModel;
  await pool.query(
    `update register_version set document = replace(document::text, '"26.2"', '"none"')::json where key = 'printed/bad'`,
  );
  const desk = world.desk({ parts });
  desk.start();
  try {
    await report(grown('20', '2'));
    await eventually(async () => (await told()).length === 1);
    expect(desk.health.unfollowed).toEqual({
      count: 1,
      first: [
        { order: 'printed/bad', reason: expect.stringContaining('The printed sentence bad cannot be read') },
      ],
    });
    await order({ ...printedSentence('bad'), id: 'mended' });
    await eventually(async () => (await told()).length === 2);
    expect(desk.health.unfollowed.count).toBe(0);
  } finally {
    await desk.stop();
  }
  expect(await told()).toEqual(['_printed/wire 1 firing 1', '_printed/bad 1 firing 1']);
});
