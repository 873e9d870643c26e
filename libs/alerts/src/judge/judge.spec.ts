import type { Measurement } from '@silkgauge/growth';
import { before, between, grown, judged, readings, heldAgainst, state } from '../spec/states.fixture.ts';

const above = { kind: 'growth-above', threshold: '20' };
const below = { kind: 'growth-below', threshold: '20' };
const holds = (rule: object, growth: Measurement) => judged(rule, grown({ reported: growth })).holds;

describe('growth-above', () => {
  it.each([
    ['every point is above', '20.05', '20.15', 'surely'],
    ['the lower end is the threshold, which is not above', '20', '20.1', 'possibly'],
    ['some point is above', '19.95', '20.05', 'possibly'],
    ['the upper end is the threshold, which does not belong', '19.9', '20', 'no'],
    ['no point is above', '18', '19', 'no'],
    ['a point is above', '20.0001', '20.0001', 'surely'],
    ['a point is the threshold, however written', '20.00', '20.00', 'no'],
  ])('%s', (_, low, high, expected) => {
    expect(holds(above, between(low, high))).toBe(expected);
  });
});

describe('growth-below', () => {
  it.each([
    ['every point is below', '18', '19', 'surely'],
    ['the upper end is the threshold, which does not belong', '19.9', '20', 'surely'],
    ['some point is below', '19.95', '20.05', 'possibly'],
    ['the lower end is the threshold', '20', '20.1', 'no'],
    ['a point is the threshold', '20', '20', 'no'],
    ['a point is below', '19.9999', '19.9999', 'surely'],
  ])('%s', (_, low, high, expected) => {
    expect(holds(below, between(low, high))).toBe(expected);
  });

  it('of a negative threshold looks at falls', () => {
    expect(holds({ ...below, threshold: '-5.5' }, between('-6', '-5.6'))).toBe('surely');
    expect(holds({ ...below, threshold: '-5.5' }, between('-5', '-4'))).toBe('no');
  });
});

describe('what is heard', () => {
  it('is the first of reported, computed and implied, never a forecast', () => {
    const [over, under] = [between('30'), between('10')];
    const of = (growth: object) => judged(above, grown(growth));
    expect(of({ reported: over, computed: under, implied: under })).toMatchObject({
      holds: 'surely',
      said: [{ member: 'growth.GY.reported', value: '30', low: '30', high: '30', reading: null, version: 1 }],
    });
    expect(of({ computed: over, implied: under }).said).toMatchObject([{ member: 'growth.GY.computed' }]);
    expect(of({ implied: over }).said).toMatchObject([{ member: 'growth.GY.implied' }]);
    expect(of({ forecast: over })).toMatchObject({ holds: 'no', said: [] });
  });

  it('is not a reporter that gives no number', () => {
    const absent = { ...between('0'), value: null, low: null, high: null, absence: 'confidential' as const };
    expect(judged(above, grown({ reported: absent, computed: between('30') }))).toMatchObject({
      holds: 'surely',
      said: [{ member: 'growth.GY.computed' }],
    });
  });

  it('of readings is each one: surely all, possibly any', () => {
    const of = (...ends: readonly (readonly [string, string])[]) =>
      judged({ ...above, threshold: '400' }, grown({ reported: readings(...ends) }));
    expect(of(['445', '455'], ['345', '355'])).toMatchObject({
      holds: 'possibly',
      said: [
        { reading: 'reading-0', low: '445' },
        { reading: 'reading-1', low: '345' },
      ],
    });
    expect(of(['445', '455'], ['405', '415']).holds).toBe('surely');
    expect(of(['245', '255'], ['345', '355']).holds).toBe('no');
  });

  it('of readings that a state does not show leaves all open', () => {
    const more = { ...readings(['30', '31'], ['32', '33']), more: 4 };
    expect(holds(above, more)).toBe('possibly');
    expect(holds(below, more)).toBe('possibly');
  });

  it('where the verdict conflicts is every side', () => {
    const growth = { reported: between('30'), computed: between('10'), implied: between('25') };
    expect(judged(above, grown({ ...growth, verdict: 'conflicts' }))).toMatchObject({
      holds: 'possibly',
      said: [
        { member: 'growth.GY.reported' },
        { member: 'growth.GY.computed' },
        { member: 'growth.GY.implied' },
      ],
    });
    expect(judged(above, grown({ ...growth, verdict: 'agrees' })).holds).toBe('surely');
    const both = { reported: between('30'), computed: between('21'), verdict: 'conflicts' as const };
    expect(judged(above, grown(both)).holds).toBe('surely');
  });

  it('is growth of the comparison that is asked for, under its one name', () => {
    const over = { reported: between('30') };
    expect(judged({ ...above, comparison: 'G1' }, grown(over)).holds).toBe('no');
    expect(judged({ ...above, comparison: 'G1' }, grown(over, { comparison: 'G1' })).holds).toBe('surely');
    expect(judged({ ...above, comparison: '2019-S1' }, grown(over)).holds).toBe('surely');
    expect(judged({ ...above, comparison: '2018-S1' }, grown(over, { comparison: '2018-S1' })).holds).toBe(
      'surely',
    );
  });
});

const flip = (against: string) => ({ kind: 'sign-flip', against });

describe.each(['last', 'first'])('sign-flip against %s', (against) => {
  const of = (now: Measurement, was: Measurement) =>
    judged(flip(against), grown({ reported: now }), before(was)).holds;

  it.each([
    ['both wholly on opposite sides of zero', ['1', '2'], ['-2', '-1'], 'surely'],
    ['the upper end of a fall is zero, which does not belong', ['1', '2'], ['-1', '0'], 'surely'],
    ['zero belongs to one', ['0', '1'], ['-2', '-1'], 'possibly'],
    ['points of both are on opposite sides', ['-0.05', '0.05'], ['1', '2'], 'possibly'],
    ['both on one side', ['1', '2'], ['3', '4'], 'no'],
    ['zero has no side', ['0', '0'], ['-2', '-1'], 'no'],
  ] as const)('%s', (_, now, was, expected) => {
    expect(of(between(now[0], now[1]), between(was[0], was[1]))).toBe(expected);
    expect(of(between(was[0], was[1]), between(now[0], now[1]))).toBe(expected);
  });

  it('says what it was held against, and of which version', () => {
    const now = grown({ reported: between('1', '2') }, { version: 5 });
    expect(judged(flip(against), now, before(between('-2', '-1'), 'growth.GY.reported', 3))).toMatchObject({
      said: [{ member: 'growth.GY.reported', version: 5 }],
      against: [{ key: now.key, member: 'growth.GY.reported', low: '-2', high: '-1', version: 3 }],
    });
  });

  it('holds each side against what it said itself: one that said nothing before leaves it open', () => {
    const sides = { reported: between('1'), computed: between('2'), verdict: 'conflicts' as const };
    expect(judged(flip(against), grown(sides), before(between('-1'))).holds).toBe('possibly');
    const both = { 'growth.GY.reported': between('-1'), 'growth.GY.computed': between('-3') };
    const old = Object.fromEntries(Object.entries(both).map(([side, said]) => [side, { version: 1, said }]));
    expect(judged(flip(against), grown(sides), heldAgainst({ last: old, first: old })).holds).toBe('surely');
  });

  it('with nothing before is not', () => {
    expect(judged(flip(against), grown({ reported: between('1') }))).toMatchObject({
      holds: 'no',
      against: [],
    });
  });

  it('against readings has to be the opposite of each', () => {
    expect(of(between('1'), readings(['-2', '-1'], ['-4', '-3']))).toBe('surely');
    expect(of(between('1'), readings(['-2', '-1'], ['3', '4']))).toBe('possibly');
    expect(of(between('1'), readings(['1', '2'], ['3', '4']))).toBe('no');
  });
});

describe('sign-flip against the period before', () => {
  const other = (growth: object, period = '2019-S2') => grown(growth, { period, version: 7 });

  it('looks at the equal period before, at each of its sides where these conflict', () => {
    const now = grown({ reported: between('1', '2') });
    const of = (growth: object, period?: string) =>
      judged(flip('period-before'), now, heldAgainst({}, [other(growth, period)]));
    expect(of({ reported: between('-2', '-1') })).toMatchObject({
      holds: 'surely',
      against: [{ key: other({}).key, member: 'growth.GY.reported', low: '-2', version: 7 }],
    });
    expect(of({ reported: between('-2', '-1') }, '2019-S1').holds).toBe('no');
    const conflict = { reported: between('-2'), computed: between('2'), verdict: 'conflicts' };
    expect(of(conflict)).toMatchObject({ holds: 'possibly', against: [{ value: '-2' }, { value: '2' }] });
    expect(of({ forecast: between('-2') })).toMatchObject({ holds: 'no', against: [] });
  });

  it('looks for growth over the same period in both, whose members may have other names', () => {
    const now = grown({ reported: between('1') }, { period: '2020-02', comparison: '2019-12' });
    const was = grown({ reported: between('-1') }, { period: '2020-01', comparison: 'G1' });
    const rule = { ...flip('period-before'), comparison: '2019-12' };
    expect(judged(rule, now, heldAgainst({}, [was]))).toMatchObject({
      holds: 'surely',
      against: [{ key: was.key, member: 'growth.G1.reported', value: '-1' }],
      compared: [{ state: was, figure: 'growth.G1', sides: ['reported'] }],
    });
    const overYear = grown({ reported: between('-1') }, { period: '2020-01', comparison: 'GY' });
    expect(judged(rule, now, heldAgainst({}, [overYear]))).toMatchObject({ holds: 'no', against: [] });
  });

  it('has none before a period that is not stated', () => {
    const now = grown({ reported: between('1') }, { period: '_U' });
    expect(
      judged(flip('period-before'), now, heldAgainst({}, [other({ reported: between('-1') })])).holds,
    ).toBe('no');
  });
});

describe.each(['last', 'first'])('revision of growth against %s', (against) => {
  const rule = { kind: 'revision', member: 'growth', than: '1', against };
  const of = (now: Measurement, was: Measurement, than = '1') =>
    judged({ ...rule, than }, grown({ reported: now }), before(was)).holds;

  it.each([
    ['the nearest points differ by more', ['13.5', '14'], ['11', '12'], 'surely'],
    ['the nearest point that belongs differs by more', ['13', '14'], ['11', '12'], 'surely'],
    ['the nearest points differ by just as much', ['13', '14'], ['12', '12'], 'possibly'],
    ['the farthest points differ by more', ['12', '13'], ['11', '12'], 'possibly'],
    ['the farthest points differ by just as much', ['11.5', '12'], ['11', '11.5'], 'no'],
    ['nothing differs', ['11', '11.2'], ['11', '11.2'], 'no'],
  ] as const)('%s, either way', (_, now, was, expected) => {
    expect(of(between(now[0], now[1]), between(was[0], was[1]))).toBe(expected);
    expect(of(between(was[0], was[1]), between(now[0], now[1]))).toBe(expected);
  });

  it('by more than nothing is where no point of both is the same', () => {
    expect(of(between('12', '13'), between('11', '12'), '0')).toBe('surely');
    expect(of(between('12', '13'), between('11', '12.1'), '0')).toBe('possibly');
    expect(of(between('12'), between('12.0'), '0')).toBe('no');
  });

  it('with nothing before is not', () => {
    expect(judged(rule, grown({ reported: between('1') }))).toMatchObject({ holds: 'no', against: [] });
  });
});

describe('revision of a level', () => {
  const rule = { kind: 'revision', member: 'level', than: '10', against: 'last' };
  const of = (now: readonly [string, string?], was: readonly [string, string?]) =>
    judged(rule, state({ level: { reported: between(...now) } }), before(between(...was), 'level.reported'))
      .holds;

  it.each([
    ['by more percent of what was, at the nearest', ['120', '121'], ['100', '101'], 'surely'],
    ['by more percent at the farthest', ['109', '111'], ['100', '101'], 'possibly'],
    ['by just as many percent', ['110'], ['100'], 'no'],
    ['by more percent of what was, not of what is', ['89.9'], ['100'], 'surely'],
    ['by less percent', ['91', '92'], ['99', '100'], 'no'],
    ['of a negative level', ['-120'], ['-100'], 'surely'],
    ['where nothing was, anything is more', ['1'], ['0'], 'surely'],
  ] as const)('%s', (_, now, was, expected) => {
    expect(of(now, was)).toBe(expected);
  });
});

const record = (kind: string, atLeast = 4) => ({ kind, atLeast });
const YEARS = ['2015', '2016', '2017', '2018', '2019'];

describe.each([
  ['record-high', (value: number) => value],
  ['record-low', (value: number) => -value],
] as const)('%s', (kind, signed) => {
  const at = (low: number, high = low): Measurement => {
    const [a, b] = [signed(low), signed(high)].sort((x, y) => x - y);
    return between(String(a), String(b));
  };
  const others = (...all: readonly Measurement[]) =>
    all.map((one, index) => grown({ reported: one }, { period: YEARS[index]! }));
  const of = (now: Measurement, ...all: readonly Measurement[]) =>
    judged(record(kind), grown({ reported: now }, { period: '2020' }), heldAgainst({}, others(...all)));

  it('is beyond each of at least four other equal periods', () => {
    expect(of(at(9, 10), at(1, 2), at(3, 4), at(5, 6), at(7, 8)).holds).toBe('surely');
    expect(of(at(9, 10), at(1, 2), at(3, 4), at(5, 6)).holds).toBe('no');
  });

  it('is open where it is beyond some point of each', () => {
    expect(of(at(7.5, 10), at(1, 2), at(3, 4), at(5, 6), at(7, 8)).holds).toBe('possibly');
  });

  it('is none where it is beyond no point of one', () => {
    expect(of(at(5, 6), at(1, 2), at(3, 4), at(5, 6), at(7, 8)).holds).toBe('no');
    expect(of(at(7), at(1), at(3), at(5), at(7)).holds).toBe('no');
  });

  it('says against the periods that decide it', () => {
    const found = of(at(9, 10), at(1, 2), at(7.5, 7.6), at(3, 8), at(5, 6));
    expect(found.against?.map(({ key }) => key.split('/')[1])).toEqual(['2017', '2016']);
    expect(found.holds).toBe('surely');
  });

  it('counts no period of another length, and none that has no such growth', () => {
    const four = [at(1), at(2), at(3), at(4)];
    const now = grown({ reported: at(9) }, { period: '2020' });
    const odd = others(...four).map((one, index) => (index === 0 ? { ...one, period: '2015-S1' } : one));
    expect(judged(record(kind), now, heldAgainst({}, odd)).holds).toBe('no');
    const forecast = grown({ forecast: at(1) }, { period: '2015' });
    expect(judged(record(kind), now, heldAgainst({}, [...others(...four).slice(1), forecast])).holds).toBe(
      'no',
    );
    expect(judged(record(kind), now, heldAgainst({}, [now, ...others(...four).slice(1)])).holds).toBe('no');
    expect(judged(record(kind, 3), now, heldAgainst({}, odd)).holds).toBe('surely');
  });

  it('is beyond each reading and side of the others', () => {
    const several = (...ends: readonly (readonly [number, number])[]) =>
      readings(
        ...ends.map((pair) => {
          const { low, high } = at(...pair);
          return [low ?? '', high ?? ''] as const;
        }),
      );
    expect(of(at(9), at(1), at(2), at(3), several([4, 5], [6, 7])).holds).toBe('surely');
    expect(of(at(9), at(1), at(2), at(3), several([4, 5], [10, 11])).holds).toBe('possibly');
    expect(of(at(9), at(1), at(2), at(3), several([10, 11], [12, 13])).holds).toBe('no');
    expect(of(at(9), at(1), at(2), at(3), { ...several([4, 5]), more: 1 }).holds).toBe('possibly');
  });
});

describe('conflict', () => {
  const rule = { kind: 'conflict' };

  it('is each verdict that conflicts, with every side', () => {
    const growth = { reported: between('30'), computed: between('10'), verdict: 'conflicts' as const };
    expect(judged(rule, grown(growth))).toMatchObject({
      ...{ holds: 'surely', against: null },
      said: [{ member: 'growth.GY.reported' }, { member: 'growth.GY.computed' }],
    });
    const level = { reported: between('1'), implied: between('2'), verdict: 'conflicts' as const };
    expect(judged(rule, state({ level, share: level })).said.map(({ member }) => member)).toEqual([
      ...['level.reported', 'level.implied', 'other.share.reported', 'other.share.implied'],
    ]);
  });

  it.each(['conflicting-prints', 'infeasible-parts', 'implied-base-differs', 'part-above-whole'] as const)(
    'is the flag %s',
    (flag) => {
      expect(judged(rule, state({ flags: [flag] }))).toMatchObject({
        holds: 'surely',
        said: [{ member: `flags.${flag}`, reading: null, value: null, low: null, high: null }],
      });
    },
  );

  it('is nothing else', () => {
    const sides = { reported: between('30'), computed: between('29') };
    for (const verdict of ['agrees', 'within-rounding', 'not-comparable', 'unchecked'] as const)
      expect(judged(rule, grown({ ...sides, verdict }, { flags: ['coverage-break'] })).holds).toBe('no');
  });
});

describe('coverage-break', () => {
  it('is the flag, and nothing else', () => {
    const rule = { kind: 'coverage-break' };
    expect(judged(rule, state({ flags: ['coverage-break'] }))).toMatchObject({
      holds: 'surely',
      said: [{ member: 'flags.coverage-break' }],
    });
    expect(judged(rule, state({ flags: ['conflicting-prints', 'small-base'] })).holds).toBe('no');
  });
});
