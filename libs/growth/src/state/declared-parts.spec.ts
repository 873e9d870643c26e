import fc from 'fast-check';
import { assembleState, workState } from './assemble.ts';
import { addFigure, forgetFigures, removeFigure } from './corrections.ts';
import { figure, growth } from '../spec/figures.ts';
import { allStatesOf, familyFigures, graphOf, type Member, type MemberFigure } from '../spec/graph.ts';
import { KNOWN } from '../spec/series.ts';
import { affectedKeys } from './affected.ts';
import { seriesAround, seriesBehind } from './references.ts';

/** American imports of June 2021, in two parts of the 98. */
const JUNE = { _T: '486153719530', HS84: '43076859765', HS85: '200000000000' } as const;

const level = (flow: Member, value: string, period = '2021-06'): MemberFigure => ({
  flow,
  print: figure({ period, value }),
});
const june = (flow: keyof typeof JUNE): MemberFigure => level(flow, JUNE[flow]);

function stateIn(figures: readonly MemberFigure[], period = '2021-06', member: Member = '_T') {
  const { seriesOf } = graphOf(figures);
  return assembleState(seriesOf(member), period, KNOWN);
}

describe('a level beside the sum of its declared parts', () => {
  it('conflicts where the printed total is twice the sum, with the gap to the sum', () => {
    expect(stateIn([june('_T'), june('HS84'), june('HS85')]).level).toMatchObject({
      reported: { value: '486153719530' },
      computed: { value: '243076859765', formula: 'sum-of-declared-parts@1' },
      verdict: 'conflicts',
      gap: '243076859765',
    });
  });

  it('agrees where the parts add up, and is computed without a print of the whole', () => {
    const parts = [june('HS84'), june('HS85')];
    expect(stateIn([level('_T', '243076859765'), ...parts]).level).toMatchObject({
      verdict: 'agrees',
      gap: '0',
    });
    expect(stateIn(parts).level).toMatchObject({ computed: { value: '243076859765' }, verdict: 'unchecked' });
  });

  it('is not judged while a part is missing, nor after a part was withdrawn', () => {
    const { seriesOf } = graphOf([june('_T'), june('HS84')]);
    const verdict = () => assembleState(seriesOf('_T'), '2021-06', KNOWN).level.verdict;
    expect(verdict()).toBe('unchecked');
    const { print } = june('HS85');
    addFigure(seriesOf('HS85'), print);
    expect(verdict()).toBe('conflicts');
    // A second print of the part is no second part.
    const again = figure({ period: '2021-06', value: JUNE.HS85 });
    addFigure(seriesOf('HS85'), again);
    removeFigure(seriesOf('HS85'), print);
    expect(verdict()).toBe('conflicts');
    removeFigure(seriesOf('HS85'), again);
    expect(verdict()).toBe('unchecked');
  });

  it('is not judged by forecasts, nor by parts in another unit', () => {
    const forecast = { flow: 'HS85' as const, print: figure({ period: '2021-06', status: 'forecast' }) };
    const stores = { flow: 'HS85' as const, print: figure({ period: '2021-06', unit: 'stores' }) };
    for (const part of [forecast, stores])
      expect(stateIn([june('_T'), june('HS84'), part]).level.verdict).toBe('unchecked');
  });

  it('names each part by its code', () => {
    const { seriesOf } = graphOf([june('_T'), june('HS84'), june('HS85')]);
    const [known] = workState(seriesOf('_T'), '2021-06', KNOWN).worked.get('level.computed') ?? [];
    expect(known?.from.kind === 'worked' && known.from.inputs.map(({ name }) => name)).toEqual([
      'HS84',
      'HS85',
    ]);
  });
});

describe('what is worked out from a level in conflict', () => {
  const yearBefore = level('_T', '220000000000', '2020-06');

  it('conflicts too: growth on both sides of it, and the sum of a longer period', () => {
    const figures = [
      ...[june('_T'), june('HS84'), june('HS85'), yearBefore],
      ...[level('_T', '9', '2021-05'), level('_T', '9', '2021-04'), level('_T', '500000000000', '2022-06')],
    ];
    const { GY, G1 } = stateIn(figures).growth;
    expect([GY?.verdict, GY?.gap, GY?.computed?.value]).toEqual(['conflicts', null, '120.9790']);
    expect(G1?.verdict).toBe('conflicts');
    expect(stateIn(figures, '2022-06').growth['GY']?.verdict).toBe('conflicts');
    expect(stateIn(figures, '2021-05').growth['G1']?.verdict).toBe('unchecked');
    const quarter = level('_T', '486153719548', '2021-Q2');
    expect(stateIn([...figures, quarter], '2021-Q2').level).toMatchObject({
      verdict: 'conflicts',
      gap: null,
    });
    expect(stateIn(figures.slice(0, 1).concat(yearBefore)).growth['GY']?.verdict).toBe('unchecked');
  });

  it('keeps the gap of a printed rate that conflicts by itself, and tells none of one that agrees', () => {
    const doubled = [june('_T'), june('HS84'), june('HS85'), yearBefore];
    const rate = (value: string) =>
      stateIn([...doubled, { flow: '_T', print: growth(value, { period: '2021-06' }) }]);
    expect(rate('10.5').growth['GY']).toMatchObject({ verdict: 'conflicts', gap: '-110.4790' });
    expect(rate('121.0').growth['GY']).toMatchObject({ verdict: 'conflicts', gap: null });
  });

  it('conflicts where the level is above its whole', () => {
    const figures = [level('X', '160', '2020'), level('_T', '100', '2020'), level('M', '1', '2019')];
    expect(stateIn(figures, '2020', 'X').level).toMatchObject({ verdict: 'conflicts', gap: null });
    expect(stateIn([...figures, level('X', '80', '2019')], '2020', 'X').growth['GY']?.verdict).toBe(
      'conflicts',
    );
  });
});

describe('declared parts in memory', () => {
  it('are counted again after their figures were dropped and read again, in any order', () => {
    fc.assert(
      fc.property(familyFigures, fc.constantFrom<Member>('HS84', 'HS85', '_T'), (some, gone) => {
        const graph = graphOf(some);
        graph.seriesOf(gone);
        const before = allStatesOf(graph);
        forgetFigures(graph.seriesOf(gone));
        allStatesOf(graph);
        for (const { flow, print } of some.toReversed())
          if (flow === gone) addFigure(graph.seriesOf(gone), print);
        expect(allStatesOf(graph)).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });

  it('are all among the series around a figure: no state that it affects rests on others', () => {
    fc.assert(
      fc.property(familyFigures, (some) => {
        fc.pre(some.length > 0);
        const [late] = some;
        const full = graphOf(some);
        const around = seriesAround(full.seriesOf(late!.flow));
        const keys = affectedKeys(full.seriesOf(late!.flow), late!.print);
        const part = graphOf([]);
        for (const { flow } of some) part.seriesOf(flow);
        for (const { flow, print } of some)
          if (around.has(full.seriesOf(flow))) addFigure(part.seriesOf(flow), print);
        for (const { facts, period } of keys) {
          expect(seriesBehind(facts).filter((one) => !around.has(one))).toEqual([]);
          const same = part.graph.series.get(facts.key);
          expect(same && assembleState(same, period, KNOWN)).toEqual(assembleState(facts, period, KNOWN));
        }
      }),
      { numRuns: 300 },
    );
  });
});
