import fc from 'fast-check';
import { affectedByTotal, affectedKeys, foundedKeys } from './affected.ts';
import { emptyBody } from './assemble.ts';
import { addFigure, removeFigure, setTotal } from './corrections.ts';
import { figure, growth } from '../spec/figures.ts';
import { factsOf } from '../spec/series.ts';
import { allStatesOf, familyFigures, graphOf, type Member } from '../spec/graph.ts';
import type { SeriesFacts } from './series-facts.ts';

const periodsOf = (facts: SeriesFacts, print: Parameters<typeof affectedKeys>[1]): string[] =>
  affectedKeys(facts, print)
    .filter((key) => key.facts === facts)
    .map(({ period }) => period)
    .sort();

describe('the states a figure affects', () => {
  it('of a level: its own, its year, the periods compared with it and its implied bases', () => {
    const facts = factsOf([
      growth('10', { period: '2020-S1' }),
      growth('30', { period: '2020-S1', comparison: '2018-S1' }),
      growth('50', { period: '2022-S1', comparison: '2020-S1' }),
      figure({ period: '2021-S1' }),
    ]);
    const affected = periodsOf(facts, figure({ period: '2020-S1' }));
    expect(affected).toEqual(
      expect.arrayContaining(['2018-S1', '2019-S1', '2020-S1', '2021-S1', '2022-S1', '2020']),
    );
    expect(affected).not.toContain('2019');
  });

  it('of November and December in China hold January and February together, which are compared with both', () => {
    const facts = factsOf(['2018-11', '2019-01', '2019-02'].map((period) => figure({ period })));
    expect(periodsOf(facts, figure({ period: '2018-12' }))).toContain('2019-01-01/P2M');
    const cumulative = factsOf(['2018-01-01/P10M', '2019-01', '2019-02'].map((period) => figure({ period })));
    expect(periodsOf(cumulative, figure({ period: '2018' }))).toContain('2019-01-01/P2M');
  });

  it('of a level: a difference without facts of its own, where the growth of another rests on it', () => {
    const { graph, seriesOf } = graphOf([
      ...(['share', 'share-change'] as const).map((measure) => ({
        flow: 'X' as const,
        print: growth('5', { measure, period: '2021-Q2' }),
      })),
      ...['2020-Q1', '2020-S1', '2019-Q1'].map((period, at) => ({
        flow: 'X' as const,
        print: figure({ period, value: String(100 + 100 * (at % 2)) }),
      })),
    ]);
    const facts = seriesOf('X');
    const print = figure({ period: '2019-S1', value: '180' });
    expect(affectedKeys(facts, print).map(nameOf)).toContain(`${facts.key}/2020-Q2`);
    addFigure(facts, print);
    expect(JSON.parse(allStatesOf({ graph, seriesOf }).get(`${facts.key}/2020-Q2`) ?? '')).toMatchObject({
      growth: { GY: { computed: { value: '25.0000' } } },
    });
  });

  const level = (flow: Member, value: string | null, period: string, members = {}) => ({
    flow,
    print: figure({ period, value, ...members }),
  });

  /** The keys of the states that change with a print and those that are told. */
  const changedAndTold = (some: Parameters<typeof graphOf>[0], late: ReturnType<typeof level>) => {
    const graph = graphOf(some);
    const facts = graph.seriesOf(late.flow);
    const before = allStatesOf(graph);
    const told = affectedKeys(facts, late.print).map(nameOf);
    addFigure(facts, late.print);
    return { changed: changedKeys(before, allStatesOf(graph)), told };
  };

  it('of a month: growth over a year that its months contradict now and its quarters do not', () => {
    const months = Array.from({ length: 12 }, (_, at) => `2020-${String(at + 1).padStart(2, '0')}`);
    const quarters = ['2020-Q1', '2020-Q2', '2020-Q3', '2020-Q4'];
    const { changed, told } = changedAndTold(
      [
        ...[level('X', '144.00', '2020'), level('X', '150.00', '2021')],
        ...months.map((month) => level('X', '12.00', month)),
        ...quarters.map((quarter) => level('X', '36.00', quarter)),
      ],
      level('X', '10.00', '2020-03', { id: 'later', publishedAt: '2024-05' }),
    );
    expect(changed).toContain(`${graphOf([]).seriesOf('X').key}/2021`);
    expect(told).toEqual(expect.arrayContaining(changed));
  });

  it('of an absence before a number: growth over a total that its parts no longer contradict', () => {
    const { changed, told } = changedAndTold(
      [
        level('_T', '150', '2020'),
        level('X', '60', '2020'),
        level('M', '40', '2020'),
        level('_T', '160', '2021'),
      ],
      level('X', null, '2020', { id: 'later', publishedAt: '2024-05', absence: 'not-collected' }),
    );
    expect(changed).toContain(`${graphOf([]).seriesOf('_T').key}/2021`);
    expect(told).toEqual(expect.arrayContaining(changed));
  });

  it.each([
    { how: 'of the same period', at: '2021-S1', earlier: '2020-S1', later: '2021-S1', summed: '2020-S1' },
    { how: 'of a month between', at: '2021-02', earlier: '2020-S1', later: '2021-S1', summed: '2020-S1' },
    { how: 'of a year between', at: '2020', earlier: '2019-S1', later: '2021-S1', summed: '2019-S1' },
    { how: 'before its sum', at: '2020-S1', earlier: '2019-S1', later: '2021-S1', summed: '2021-S1' },
  ])('of a break in a part, by a print $how: growth of its whole', ({ at, earlier, later, summed }) => {
    const { changed, told } = changedAndTold(
      [
        level('_T', '100', summed === later ? earlier : later),
        { flow: '_T', print: growth('9', { period: later, comparison: earlier, id: 'stated' }) },
        level('HS84', '70', summed),
        level('HS85', '170', summed),
      ],
      { flow: 'HS85', print: growth('40', { period: at, break: 'counted anew', id: 'late' }) },
    );
    expect(changed).toContain(`${graphOf([]).seriesOf('_T').key}/${later}`);
    expect(told).toEqual(expect.arrayContaining(changed));
  });

  it('no longer hold the period that a withdrawn print compared with', () => {
    const print = growth('50', { period: '2022-S1', comparison: '2020-S1' });
    const facts = factsOf([print]);
    expect(periodsOf(facts, figure({ period: '2020-S1' }))).toContain('2022-S1');
    removeFigure(facts, print);
    expect(periodsOf(facts, figure({ period: '2020-S1' }))).not.toContain('2022-S1');
  });

  it('of a figure without a period: its own alone', () => {
    expect(periodsOf(factsOf([]), growth('10', { period: '_U' }))).toEqual(['_U']);
  });

  it('hold every state of every series that changes when a figure is added or removed', () => {
    fc.assert(
      fc.property(familyFigures, (some) => {
        fc.pre(some.length > 0);
        const [late, ...rest] = some;
        const graph = graphOf(rest);
        const before = allStatesOf(graph);
        const isNew = !rest.some(({ flow }) => flow === late!.flow);
        const facts = graph.seriesOf(late!.flow);
        const founded = isNew ? foundedKeys(facts).map(nameOf) : [];
        const expectedBefore = [...founded, ...affectedKeys(facts, late!.print).map(nameOf)];
        addFigure(facts, late!.print);
        const after = allStatesOf(graph);
        expect(after).toEqual(allStatesOf(graphOf(some)));
        const changed = changedKeys(before, after);
        expect(expectedBefore).toEqual(expect.arrayContaining(changed));
        const expectedAfter = [...founded, ...affectedKeys(facts, late!.print).map(nameOf)];
        expect(expectedAfter).toEqual(expect.arrayContaining(changed));
      }),
      { numRuns: 1000 },
    );
  });

  it('hold every period whose state changes with a total of sales', () => {
    fc.assert(
      fc.property(familyFigures, fc.constantFrom('2019-01', '2020-01', '2020-02', '2020'), (some, period) => {
        const graph = graphOf(some);
        const facts = graph.seriesOf('X');
        const before = allStatesOf(graph);
        setTotal(facts, period, { total: '101.50', events: '3', units: '9', last: null });
        const after = allStatesOf(graph);
        const changed = changedKeys(before, after);
        expect(affectedByTotal(facts, period).map((one) => nameOf({ facts, period: one }))).toEqual(
          expect.arrayContaining(changed),
        );
      }),
    );
  });
});

const EMPTY = JSON.stringify(emptyBody());

function changedKeys(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...after.keys()].filter((key) => (before.get(key) ?? EMPTY) !== after.get(key));
}

function nameOf({ facts, period }: { facts: SeriesFacts; period: string }): string {
  return `${facts.key}/${period}`;
}
