import fc from 'fast-check';
import { ALL_PERIODS, KNOWN } from '../spec/series.ts';
import { familyFigures, graphOf } from '../spec/graph.ts';
import { assembleState } from './assemble.ts';
import { figureVerdict, type JudgedFigure } from './figure-verdict.ts';
import type { Measurement, StateBody } from './state-body.ts';

const print: Measurement = {
  ...{ value: '26.2', low: '26.15', high: '26.25' },
  unit: 'percent',
  status: 'A',
  formula: 'reported@1',
};
const from = { source: 's', id: 'i', document: 'https://example.org', publishedAt: '2020-07-16' };
const other = { value: '28.7', low: '28.65', high: '28.75', from, excluded: false };
const proof = { en: 'it has no place', zh: '不成立' };
const excluded = { formula: 'between-parts@1', by: [from], proof };

const verdictOf = (
  reported: Partial<Measurement>,
  verdict: JudgedFigure['sides']['verdict'],
  flags: JudgedFigure['flags'] = [],
) => figureVerdict({ sides: { reported: { ...print, ...reported }, verdict }, flags });

describe('the verdict on a figure', () => {
  it('is the gravest of what holds', () => {
    const readings = [{ reading: 'to-times', value: '350', low: '345', high: '355' }];
    const all = { excluded, contradictedBy: other, readings };
    expect(verdictOf(all, 'conflicts', ['partial-period'])).toBe('excluded');
    expect(verdictOf({ contradictedBy: other, readings }, 'conflicts')).toBe('conflicts');
    expect(verdictOf({ contradictedBy: other, readings }, 'agrees')).toBe('one-of-several-prints');
    expect(verdictOf({ readings }, 'within-rounding', ['partial-period'])).toBe('reading-ambiguous');
    expect(verdictOf({}, 'agrees', ['partial-period'])).toBe('partial');
    expect(verdictOf({}, 'agrees', ['conflicting-prints'])).toBe('agrees');
    expect(verdictOf({}, 'unchecked')).toBe('unchecked');
  });

  it('tells of every flag of prints which figure has them', () => {
    const measured = ({ level, growth, other: rest }: StateBody) =>
      [level, ...Object.values(growth), ...Object.values(rest)].map(({ reported }) => reported);
    fc.assert(
      fc.property(familyFigures, (figures) => {
        const { seriesOf } = graphOf(figures);
        for (const flow of new Set(figures.map((one) => one.flow)))
          for (const period of ALL_PERIODS) {
            const state = assembleState(seriesOf(flow), period, KNOWN);
            const prints = measured(state);
            expect(state.flags.includes('conflicting-prints')).toBe(
              prints.some((one) => one?.contradictedBy),
            );
            expect(state.flags.includes('excluded-print')).toBe(prints.some((one) => one?.excluded));
          }
      }),
      { numRuns: 200 },
    );
  });
});
