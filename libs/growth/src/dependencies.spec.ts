import fc from 'fast-check';
import { affectedByLevel, affectedPeriods, neededPeriods } from './dependencies.ts';
import { addFigure, removeFigure, setTotal } from './facts.ts';
import type { Figure } from './figure.ts';
import { resolveComparison } from './period.ts';
import { figure, figures, growth } from './spec/figures.ts';
import { ALL_PERIODS, allStates, factsOf, stateText } from './spec/series.ts';

function changedPeriods(before: readonly string[], after: readonly string[]): string[] {
  return ALL_PERIODS.filter((_, at) => before[at] !== after[at]);
}

function baseOf({ measure, period, comparison }: Figure): string | null {
  return measure === 'growth' ? resolveComparison(period, comparison ?? '_U').comparedWith : null;
}

describe('affected periods', () => {
  it('of a level are its own, the next period, the next year, what compares with it and what it implies', () => {
    const facts = factsOf([
      growth('10', { period: '2020-S1' }),
      growth('30', { period: '2020-S1', comparison: '2018-S1' }),
      growth('50', { period: '2022-S1', comparison: '2020-S1' }),
    ]);
    const affected = affectedPeriods(facts, figure({ period: '2020-S1' }));
    expect(affected.sort()).toEqual(['2018-S1', '2019-S1', '2020-S1', '2020-S2', '2021-S1', '2022-S1']);
  });

  it('no longer hold what a withdrawn print compared with', () => {
    const print = growth('50', { period: '2022-S1', comparison: '2020-S1' });
    const facts = factsOf([print]);
    expect(affectedPeriods(facts, figure({ period: '2020-S1' }))).toContain('2022-S1');
    removeFigure(facts, print);
    expect(affectedPeriods(facts, figure({ period: '2020-S1' }))).toEqual(['2020-S1', '2020-S2', '2021-S1']);
  });

  it('of a growth rate are its own and the one compared with', () => {
    expect(affectedPeriods(factsOf([]), growth('10', { period: '2020-S1' }))).toEqual(['2020-S1', '2019-S1']);
    expect(affectedPeriods(factsOf([]), growth('10', { period: '2020-S1', comparison: '_U' }))).toEqual([
      '2020-S1',
    ]);
    expect(affectedPeriods(factsOf([]), growth('10', { period: '_U' }))).toEqual(['_U']);
  });

  it('hold every period whose state changes when a figure comes or goes', () => {
    fc.assert(
      fc.property(figures, (some) => {
        fc.pre(some.length > 0);
        const [late, ...rest] = some;
        const facts = factsOf(rest);
        const before = allStates(facts);
        const expectedBefore = affectedPeriods(facts, late!);
        addFigure(facts, late!);
        const after = allStates(facts);
        const changed = changedPeriods(before, after);
        expect(after).toEqual(allStates(factsOf(some)));
        expect(expectedBefore).toEqual(expect.arrayContaining(changed));
        expect(affectedPeriods(facts, late!)).toEqual(expect.arrayContaining(changed));
      }),
      { numRuns: 300 },
    );
  });

  it('hold every period whose state changes with a total', () => {
    fc.assert(
      fc.property(figures, fc.constantFrom('2019-01', '2020-01', '2020-02', '2020'), (some, period) => {
        const facts = factsOf(some);
        const before = allStates(facts);
        setTotal(facts, period, { total: '101.50', events: '3', units: '9' });
        expect(affectedByLevel(facts, period)).toEqual(
          expect.arrayContaining(changedPeriods(before, allStates(facts))),
        );
      }),
    );
  });
});

describe('needed periods', () => {
  it('of a period are what it is compared with and what is compared with it', () => {
    const facts = factsOf([
      growth('30', { comparison: '2017' }),
      growth('9', { period: '2024', comparison: '2020' }),
    ]);
    expect(neededPeriods(facts, ['2020']).periods.sort()).toEqual(['2017', '2019', '2020', '2024']);
    expect(neededPeriods(facts, ['2020-03', '2020-04']).periods.sort()).toEqual([
      '2019-03',
      '2019-04',
      '2020-02',
      '2020-03',
      '2020-04',
    ]);
    expect(neededPeriods(facts, ['_U'])).toEqual({ periods: ['_U'] });
  });

  it('suffice, with the figures based on an affected key, to assemble the same states', () => {
    fc.assert(
      fc.property(figures, fc.subarray(ALL_PERIODS), (some, affected) => {
        const all = factsOf(some);
        const touching = some.filter(
          (each) => affected.includes(each.period) || affected.includes(baseOf(each) ?? ''),
        );
        const needed = new Set(neededPeriods(factsOf(touching), affected).periods);
        const loaded = factsOf(some.filter((each) => touching.includes(each) || needed.has(each.period)));
        for (const period of affected) expect(stateText(loaded, period)).toBe(stateText(all, period));
      }),
      { numRuns: 300 },
    );
  });

  it('suffice to know what a figure affects', () => {
    fc.assert(
      fc.property(figures, (some) => {
        fc.pre(some.length > 0);
        const [late, ...rest] = some;
        const near = rest.filter(({ period }) => period === late!.period);
        const based = rest.filter((each) => baseOf(each) === late!.period);
        const fromNear = affectedPeriods(factsOf([...near, ...based]), late!).sort();
        expect(fromNear).toEqual(affectedPeriods(factsOf(rest), late!).sort());
      }),
    );
  });
});
