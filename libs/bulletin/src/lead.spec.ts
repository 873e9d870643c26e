import type { SentencePlan } from '@silkgauge/contract';
import type { Measurement } from '@silkgauge/growth';
import { fileWorld, sideOf } from './spec/event-world.fixture.ts';
import { FIGURE, gacc, GROWTH, level, print, told, ZONE } from './spec/events.fixture.ts';
import { tellAlone } from './tell.ts';
import type { World } from './world.ts';

const reasons = (world: World, sentence: object = GROWTH, id = 'one') =>
  told(world, [{ id: 'one', ...sentence }])
    .lead?.scores.find((score) => score.id === id)
    ?.reasons.map(({ why, points }) => [why, points]);
const halves = (values: readonly string[], from = 2020) =>
  fileWorld(
    values.map((value, at) =>
      print({ value, period: `${String(from - at)}-S1`, publishedAt: `${String(from - at)}-07-16` }),
    ),
  );
const quarters = (now: string, before: string) =>
  fileWorld([print({ value: now, period: '2020-Q2' }), print({ value: before, period: '2020-Q1' })]);
const QUARTER = { ...GROWTH, of: `${ZONE}/2020-Q2` };
const saying = (world: World, value: Measurement | undefined): World => ({
  ...world,
  before: (_, side) => (side === 'growth.GY.reported' ? value : undefined),
});

describe('the sentence that leads', () => {
  it('sign-flip: growth is surely on the other side of zero than in the equal period before', () => {
    expect(reasons(quarters('1.2', '-3.4'), QUARTER)).toContainEqual(['sign-flip', 30]);
    expect(reasons(quarters('0.0', '-3.4'), QUARTER)).not.toContainEqual(['sign-flip', 30]);
    expect(reasons(quarters('1.2', '3.4'), QUARTER)).not.toContainEqual(['sign-flip', 30]);
  });

  it('sign-flip and revised: than this key said before', () => {
    const world = halves(['1.2']);
    const fell = sideOf(halves(['-0.5']), FIGURE.of, 'growth.GY.reported');
    expect(reasons(saying(world, fell))).toEqual([
      ['sign-flip', 30],
      ['revised', 25],
    ]);
    const rose = sideOf(halves(['1.3']), FIGURE.of, 'growth.GY.reported');
    expect(reasons(saying(world, rose))).toEqual([['revised', 25]]);
    const same = sideOf(halves(['1.20']), FIGURE.of, 'growth.GY.reported');
    expect(reasons(saying(world, same))).toEqual([]);
  });

  it('record: surely beyond all others of at least four equal periods', () => {
    expect(reasons(halves(['30', '20', '10', '5', '7']))).toEqual([['record', 20]]);
    expect(reasons(halves(['1', '20', '10', '5', '7']))).toEqual([['record', 20]]);
    expect(reasons(halves(['30', '20', '10', '5']))).toEqual([]);
    expect(reasons(halves(['20', '20', '10', '5', '7']))).toEqual([]);
  });

  it('surprise: the distance to the equal period before in whole widths, twenty at most', () => {
    expect(reasons(quarters('10', '13'), QUARTER)).toEqual([['surprise', 2]]);
    expect(reasons(quarters('10.0', '13.0'), QUARTER)).toEqual([['surprise', 20]]);
    expect(reasons(quarters('10', '13.0'), QUARTER)).toEqual([['surprise', 2]]);
    expect(reasons(quarters('10', '11'), QUARTER)).toEqual([]);
  });

  it('is none whose number its parts exclude', () => {
    const world = fileWorld([print({ value: '170.1' }), print({}, gacc('_T'))]);
    const excluding: World = {
      ...world,
      state: (key) => {
        const state = world.state(key);
        return key === FIGURE.of && state ? { ...state, flags: [...state.flags, 'excluded-print'] } : state;
      },
    };
    const [first, second] = [
      { id: 'excluded', ...GROWTH },
      { id: 'other', ...GROWTH, of: `${gacc('_T')}/2020-S1` },
    ];
    const both = told(excluding, [first, second]);
    expect(both.lead?.scores.map(({ id }) => id)).toEqual(['other']);
    expect(both.en.headline).not.toContain('170.1');
    const alone = told(excluding, [first]);
    expect(alone.lead).toBeNull();
    expect(alone.en.headline).not.toContain('170.1');
    expect(told(world, [first]).en.headline).toContain('170.1');
    const alike: SentencePlan = {
      say: 'figure',
      id: 'one',
      of: FIGURE.of,
      tell: ['growth'],
      comparison: null,
    };
    const headline = (known: World): string => tellAlone(alike, known).en.headline;
    expect([headline(world), headline(excluding)]).toEqual([expect.stringContaining('170.1'), '']);
  });

  it('whole and total: a country, and a total told beside its parts', () => {
    const world = fileWorld(['_T', 'X'].map((flow) => print({}, gacc(flow))));
    const total = { ...GROWTH, of: `${gacc('_T')}/2020-S1` };
    expect(reasons(world, total)).toEqual([['whole', 10]]);
    const both = told(world, [
      { id: 'x', ...GROWTH, of: `${gacc('X')}/2020-S1` },
      { id: 'total', ...total },
    ]).lead;
    expect(both?.id).toBe('total');
    expect(both?.scores.map(({ points }) => points)).toEqual([10, 15]);
  });

  it.each([
    ['CN', [['whole', 10]]],
    ['XK', [['whole', 10]]],
    ['EU', []],
    ['EZ', []],
    ['UN', []],
  ])('whole: of %s, which is a country or is none', (area, points) => {
    const series = gacc('_T').replace('.CN.', `.${area}.`);
    expect(reasons(fileWorld([print({}, series)]), { ...GROWTH, of: `${series}/2020-S1` })).toEqual(points);
  });

  it('of equal points is the first of the plan, and all points are told', () => {
    const world = fileWorld([print(), level('4.72')]);
    const lead = told(world, [
      { id: 'b', ...FIGURE },
      { id: 'a', ...GROWTH },
    ]).lead;
    expect(lead).toEqual({
      ...{ id: 'b', rule: 'salience@1' },
      scores: [
        { id: 'b', points: 0, reasons: [] },
        { id: 'a', points: 0, reasons: [] },
      ],
    });
  });

  it('has its reasons in words of both languages', () => {
    const [score] = told(quarters('1.2', '-3.4'), [{ id: 'one', ...QUARTER }]).lead?.scores ?? [];
    expect(score?.reasons[0]?.text).toEqual({
      en: 'The growth has changed its sign.',
      zh: '增速的方向已变。',
    });
  });
});
