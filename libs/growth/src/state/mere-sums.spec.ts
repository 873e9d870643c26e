import fc from 'fast-check';
import { addFigure } from './corrections.ts';
import { growthSides } from './growth-sides.ts';
import { levelSides } from './level-sides.ts';
import { isMereSum, isUnspoken } from './mere-sums.ts';
import { otherSides } from './other-sides.ts';
import { figure, growth } from '../spec/figures.ts';
import { ALL_PERIODS, factsOf } from '../spec/series.ts';
import { familyFigures, graphOf } from '../spec/graph.ts';
import type { SeriesFacts } from './series-facts.ts';

const RANGES = ['2020-02-01/P4M', '2020-05-01/P8M', '2019-11-01/P2M', '2021-02-01/P2M', '2020-Q1', '2021-Q1'];

function allSides(facts: SeriesFacts, period: string) {
  const at = facts.periods.get(period);
  const level = levelSides(facts, period, at, new Set());
  const growths = growthSides(facts, period, at, new Set());
  return [level, ...growths.values(), ...otherSides(facts, period, at, new Set()).values()];
}

describe('a period without facts', () => {
  it('of its own or of the year after has mere sums alone', () => {
    fc.assert(
      fc.property(familyFigures, (some) => {
        for (const facts of graphOf(some).graph.series.values()) {
          for (const period of [...ALL_PERIODS, ...RANGES])
            if (isUnspoken(facts, period)) expect(allSides(facts, period).every(isMereSum)).toBe(true);
        }
      }),
    );
  });

  it('may have a sum', () => {
    const facts = factsOf(['2020-02', '2020-03'].map((period) => figure({ period })));
    expect(isUnspoken(facts, '2020-02-01/P2M')).toBe(true);
    expect(allSides(facts, '2020-02-01/P2M')[0]?.sides.computed?.value).toBe('200');
  });

  it('has mere sums where exports and imports of the year before were printed', () => {
    const { seriesOf } = graphOf([
      ...(['X', 'M'] as const).map((flow) => ({ flow, print: figure({ period: '2020-Q2' }) })),
      ...(['X', '_T'] as const).flatMap((flow) =>
        ['2021-Q1', '2021-S1'].map((period) => ({ flow, print: figure({ period }) })),
      ),
    ]);
    for (const flow of ['X', '_T'] as const) {
      const sides = allSides(seriesOf(flow), '2021-Q2');
      expect(sides.length).toBeGreaterThan(1);
      expect(sides.every(isMereSum)).toBe(true);
    }
    addFigure(seriesOf('_T'), figure({ period: '2021-Q2' }));
    expect(allSides(seriesOf('X'), '2021-Q2').every(isMereSum)).toBe(false);
  });

  it('is not one if growth compares with it', () => {
    const facts = factsOf([]);
    expect(isUnspoken(facts, '2018-S1')).toBe(true);
    addFigure(facts, growth('10', { period: '2020-S1', comparison: '2018-S1' }));
    expect(isUnspoken(facts, '2018-S1')).toBe(false);
  });
});
