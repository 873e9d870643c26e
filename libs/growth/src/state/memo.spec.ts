import fc from 'fast-check';
import { hasCoverageBreak } from './coverage-break.ts';
import { addFigure, removeFigure } from './corrections.ts';
import { figure, growth } from '../spec/figures.ts';
import { allStatesOf, familyFigures, graphOf, type MemberFigure } from '../spec/graph.ts';
import { periodOfMonths } from '../period/months.ts';
import { forgetWorked, removeSeries } from './series-graph.ts';

/** Rates of total, exports and imports in one period: exports are a third of the base, or three quarters. */
const THIRD = { _T: '10', X: '20', M: '5' };
const THREE_QUARTERS = { _T: '10', X: '12', M: '4' };

const rates = (values: Readonly<Record<'_T' | 'X' | 'M', string>>, period: string): MemberFigure[] =>
  (['_T', 'X', 'M'] as const).map((flow) => ({ flow, print: growth(values[flow], { period }) }));

describe('the cache of a graph', () => {
  it.each([
    ['the next year', rates(THREE_QUARTERS, '2021')],
    ['most of the year', rates(THREE_QUARTERS, '2020-S1')],
  ])('says no longer that rates of %s contradict those of a year, once one of them is gone', (_, others) => {
    const graph = graphOf([...rates(THIRD, '2020'), ...others]);
    const total = graph.seriesOf('_T');
    const isBroken = () => hasCoverageBreak(total, '2020');
    expect(isBroken()).toBe(true);
    const [, late] = others;
    removeFigure(graph.seriesOf(late!.flow), late!.print);
    expect(isBroken()).toBe(false);
    addFigure(graph.seriesOf(late!.flow), late!.print);
    expect(isBroken()).toBe(true);
  });

  it('is dropped with the figures it rests on', () => {
    fc.assert(
      fc.property(familyFigures, fc.nat(), (some, cut) => {
        const late = some.slice(0, cut % (some.length + 1));
        const graph = graphOf(some);
        allStatesOf(graph);
        for (const { flow, print } of late) removeFigure(graph.seriesOf(flow), print);
        const without = graphOf(some);
        for (const { flow, print } of late) removeFigure(without.seriesOf(flow), print);
        expect(allStatesOf(graph)).toEqual(allStatesOf(without));
        for (const { flow, print } of late) addFigure(graph.seriesOf(flow), print);
        expect(allStatesOf(graph)).toEqual(allStatesOf(graphOf(some)));
      }),
      { numRuns: 50 },
    );
  });

  it('is dropped with each level of a year whose sums and differences rest on it', () => {
    const spans = Array.from({ length: 12 }, (_, at) => at + 1).flatMap((first) =>
      Array.from({ length: 13 - first }, (_, more) => [first, first + more] as const),
    );
    const year: MemberFigure[] = spans.flatMap(([first, last]) =>
      (['_T', 'X', 'M'] as const).map((flow) => {
        const value = String((last - first + 1) * (flow === '_T' ? 200 : 100));
        return { flow, print: figure({ id: flow, period: periodOfMonths('2020', first, last), value }) };
      }),
    );
    const graph = graphOf(year);
    allStatesOf(graph);
    for (const { flow, print } of year.filter((one) => one.flow !== 'M')) {
      const other = { ...print, value: '777' };
      removeFigure(graph.seriesOf(flow), print);
      addFigure(graph.seriesOf(flow), other);
      const fresh = graphOf(year.map((one) => (one.print === print ? { flow, print: other } : one)));
      expect(allStatesOf(graph)).toEqual(allStatesOf(fresh));
      removeFigure(graph.seriesOf(flow), other);
      addFigure(graph.seriesOf(flow), print);
      allStatesOf(graph);
    }
  });

  it('is dropped with a series of the family', () => {
    fc.assert(
      fc.property(
        familyFigures,
        fc.constantFrom('X' as const, 'M' as const, 'HS85' as const),
        (some, gone) => {
          const graph = graphOf(some);
          graph.seriesOf(gone);
          allStatesOf(graph);
          removeSeries(graph.seriesOf(gone));
          const without = graphOf(some.filter(({ flow }) => flow !== gone));
          const sorted = (states: ReadonlyMap<string, string>) => [...states].sort();
          expect(sorted(allStatesOf(graph))).toEqual(sorted(allStatesOf(without)));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is dropped as a whole', () => {
    fc.assert(
      fc.property(familyFigures, (some) => {
        const { graph, ...rest } = graphOf(some);
        const before = allStatesOf({ graph, ...rest });
        forgetWorked(graph);
        expect(graph.cached.results).toBe(0);
        for (const { memo } of graph.series.values())
          expect([memo.levels, memo.rates].map(({ size }) => size)).toEqual([0, 0]);
        expect(allStatesOf({ graph, ...rest })).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });
});
