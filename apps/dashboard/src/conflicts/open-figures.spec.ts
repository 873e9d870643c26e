import type { Flag } from '@silkgauge/codelists';
import fc from 'fast-check';
import type { ServedState } from '@silkgauge/contract';
import type { Measurement, Sides } from '@silkgauge/growth';
import { between, judgedState, UP_BY_OR_TO } from './open-state.fixture.ts';
import { openFigures, OPEN_KINDS } from './open-figures.ts';

const from = { source: '/s', id: '1', document: 'https://example.org/a', publishedAt: '2020-07-16' };
const contradicted = (value: string, other: string): Measurement => ({
  ...between(value, value, value),
  contradictedBy: { ...{ value: other, low: other, high: other }, from, excluded: false },
});
const usd = { unit: 'USD' };
/** America's imports of June 2021: the printed total is twice the sum of its chapters. */
const DOUBLED: Sides = {
  reported: { ...between('486153719530', '486153719530', '486153719531'), ...usd },
  computed: { ...between('243076859765', '243076859765', '243076859766', 'sum-of-declared-parts@1'), ...usd },
  verdict: 'conflicts',
  gap: '243076859765',
};
const june = judgedState({ reporter: 'USCENSUS', period: '2021-06', flow: 'M' }, { level: DOUBLED });

const rates = (reported: string, computed: string): Sides => ({
  reported: between(reported, reported, reported),
  computed: between(computed, computed, computed, 'ratio@1'),
  verdict: 'conflicts',
  gap: null,
});
const china = judgedState({ period: '2021' }, { growth: rates('18.6', '13.6') });

describe('the list of conflicts', () => {
  it('puts a total that its own parts contradict first, then the widest gap by one measure', () => {
    const far = judgedState({ period: '2019' }, { growth: rates('300', '50') });
    const open = openFigures([china, far, june]);
    expect(open.map(({ state }) => state.period)).toEqual(['2021-06', '2019', '2021']);
    expect(open.map(({ apart }) => Math.round(apart ?? -1))).toEqual([100, 167, 4]);
    expect(open[0]?.gaps).toMatchObject([{ name: 'computed', gap: { value: '243076859765' } }]);
  });

  it('tells a base beside the rate that implies another one', () => {
    const base = judgedState(
      { period: '2020' },
      {
        level: {
          reported: { ...between('1690', '1685', '1695'), unit: 'CNY' },
          implied: { ...between('1619', '1614', '1624', 'implied-base@1'), unit: 'CNY' },
          verdict: 'conflicts',
          gap: '71',
        },
      },
    );
    const [only, ...others] = openFigures([base, china]);
    expect(others).toEqual([]);
    expect([only?.state.period, only?.rests.map(({ id }) => id)]).toEqual(['2021', [`${base.key} level `]]);
    expect(openFigures([base]).map(({ state }) => state.period)).toEqual(['2020']);
  });

  it('lists prints that contradict each other after conflicts, and open readings last', () => {
    const readings = judgedState(
      { period: '2020', area: 'CN-NB' },
      { growth: { reported: UP_BY_OR_TO, verdict: 'unchecked', gap: null }, flags: ['ambiguous-wording'] },
    );
    const prints = judgedState(
      { period: '2018' },
      {
        growth: { reported: contradicted('50', '60'), verdict: 'unchecked', gap: null },
        flags: ['conflicting-prints'],
      },
    );
    const open = openFigures([readings, prints, china]);
    expect(open.map(({ kind }) => kind)).toEqual(['gap', 'prints', 'readings']);
    expect(Math.round(open[2]?.apart ?? -1)).toBe(22);
  });

  it('lists contradictory prints by the figure that they are of, unless it is open by itself', () => {
    const unchecked = (reported: Measurement): Sides => ({ reported, verdict: 'unchecked', gap: null });
    const level = unchecked(between('9', '9', '9'));
    const flags = ['conflicting-prints'] as const;
    const named = (state: ServedState) =>
      openFigures([state]).map(({ kind, measure, apart }) => [kind, measure, Math.round(apart ?? -1)]);
    const growth = unchecked(contradicted('5', '26'));
    expect(named(judgedState({ period: '2018' }, { level, growth, flags }))).toEqual([
      ['prints', 'growth', 20],
    ]);
    const both = { ...rates('18.6', '13.6'), reported: contradicted('18.6', '26') };
    expect(named(judgedState({ period: '2018' }, { level, growth: both, flags }))).toEqual([
      ['gap', 'growth', 4],
    ]);
  });

  it('names no base across a break of coverage as what a level above its whole does not meet', () => {
    const level: Sides = {
      reported: between('9', '8.5', '9.5'),
      implied: between('5', '4.5', '5.5', 'implied-base@1'),
      ...{ verdict: 'conflicts', gap: null },
    };
    const flags = ['part-above-whole'] as const;
    const gapsWith = (...more: Flag[]) =>
      openFigures([judgedState({ period: '2018' }, { level, flags: [...flags, ...more] })])[0]?.gaps;
    expect(gapsWith('coverage-break')).toEqual([]);
    expect(gapsWith()).toMatchObject([{ name: 'implied', gap: { value: '4' } }]);
  });

  it('tells figures that rest on a level in conflict beside that level', () => {
    const after = judgedState(
      { reporter: 'USCENSUS', period: '2022-06', flow: 'M' },
      { growth: { computed: between('-45', '-45', '-45', 'ratio@1'), verdict: 'conflicts', gap: null } },
    );
    const [only, ...others] = openFigures([after, june]);
    expect(others).toEqual([]);
    expect(only?.rests.map(({ state }) => state.key)).toEqual([after.key]);
  });

  it('lists a figure in conflict whose root is elsewhere by itself, after known gaps', () => {
    const met = judgedState(
      { period: '2020' },
      { growth: { ...rates('5', '5'), reported: between('5', '4.5', '5.5') } },
    );
    const open = openFigures([met, china]);
    expect(open.map(({ state, apart }) => [state.period, apart === null])).toEqual([
      ['2021', false],
      ['2020', true],
    ]);
  });

  it('a range that does not meet a computed rate is a conflict, a part above its whole too', () => {
    const range = { ...between('0', '40', '50'), value: null };
    const ranged = judgedState(
      { period: '2020' },
      { growth: { reported: range, computed: between('20', '19', '21'), verdict: 'conflicts', gap: null } },
    );
    const above = judgedState(
      { period: '2021' },
      {
        level: { reported: between('9', '8', '10'), verdict: 'conflicts', gap: null },
        flags: ['part-above-whole'],
      },
    );
    expect(openFigures([ranged, above]).map(({ kind }) => kind)).toEqual(['gap', 'gap']);
  });

  it('holds every conflict once, in one order whatever the order of the states', () => {
    const states = [june, china, judgedState({ period: '2018' }, { growth: rates('1', '2') })];
    fc.assert(
      fc.property(fc.shuffledSubarray(states, { minLength: states.length }), (shuffled) => {
        const open = openFigures(shuffled);
        expect(open.map(({ id }) => id)).toEqual(openFigures(states).map(({ id }) => id));
        const ranks = open.map(({ kind }) => OPEN_KINDS.indexOf(kind));
        expect(ranks).toEqual([...ranks].sort());
      }),
    );
  });

  it('has nothing of figures that agree', () => {
    const agreeing: Sides = { ...rates('5', '5'), verdict: 'agrees', gap: '0' };
    expect(openFigures([judgedState({ period: '2020' }, { growth: agreeing })])).toEqual([]);
  });
});
