import fc from 'fast-check';
import { DIMENSIONS, parseSeriesKey, type StateRule, passesSeries } from '@silkgauge/contract';
import { coversPeriod } from './judge/covers.ts';
import { periodsToJudge } from './judge/reach.ts';
import { RuleIndex } from './rule-index.ts';
import { ruleOf, SERIES } from './spec/states.fixture.ts';

const series = parseSeriesKey(SERIES)!;
/** Places hold the areas that begin as they do. */
const AREAS = { contains: (wide: string, narrow: string) => narrow.startsWith(wide), overlaps: () => false };
const about = (filters: object, members: object = {}) =>
  ruleOf({ kind: 'conflict', series: filters, ...members });

describe('what a rule is about', () => {
  it.each([
    [{ indicator: ['CBEC'] }, true],
    [{ indicator: ['GOODS', 'CBEC'] }, true],
    [{ indicator: ['GOODS'] }, false],
    [{ area: ['CN*'], reporter: ['GACC'] }, true],
    [{ area: ['CN-*'] }, false],
    [{ indicator: ['CBEC'], flow: ['X'] }, false],
    [{ domain: 'customs', within: ['CN'] }, true],
    [{ domain: 'platform', within: ['CN'] }, false],
    [{ domain: 'customs', within: ['US'] }, false],
    [{ indicator: ['GOODS'], within: ['CN'] }, false],
  ])('%j: %s', (filters, expected) => {
    const index = new RuleIndex([{ rule: about(filters) }], AREAS);
    expect(index.about({ series, domain: 'customs' })).toHaveLength(expected ? 1 : 0);
  });

  it.each([
    [{ from: '2020' }, ['2020', '2020-S1', '2021'], ['2019', '2019-S2', '_U']],
    [{ to: '2020' }, ['2019', '2020-12'], ['2021', '2020-12-01/P2M', '_U']],
    [{ from: '2020-Q2', to: '2020-Q3' }, ['2020-04', '2020-Q3'], ['2020', '2020-S1', '2020-10']],
  ])('in the periods %j that lie wholly within', (periods, inside, outside) => {
    const rule = about({ indicator: ['CBEC'] }, { periods });
    expect(inside.map((period) => coversPeriod(rule, period))).toEqual(inside.map(() => true));
    expect(outside.map((period) => coversPeriod(rule, period))).toEqual(outside.map(() => false));
  });

  it('of no periods is any period, also one that is not stated', () => {
    expect(coversPeriod(about({ indicator: ['CBEC'] }), '_U')).toBe(true);
  });
});

describe('an index of rules', () => {
  const code = fc.constantFrom('A', 'B', 'AB', 'A*', 'B*');
  const filters = fc
    .dictionary(fc.constantFrom(...DIMENSIONS), fc.array(code, { minLength: 1, maxLength: 3 }), {
      minKeys: 1,
    })
    .map((found) => ({ ...found }));
  const codes = fc.tuple(...DIMENSIONS.map(() => fc.constantFrom('A', 'B', 'AB')));

  it('finds the rules that a search of all rules finds, each once', () => {
    fc.assert(
      fc.property(fc.array(filters, { maxLength: 12 }), codes, (all, dimensions) => {
        const rules = all.map((one, at): { rule: StateRule } => ({
          rule: about(one, { rule: `r${String(at).padStart(2, '0')}` }),
        }));
        const found = { series: parseSeriesKey(dimensions.join('.'))!, domain: 'customs' };
        expect(new RuleIndex(rules, AREAS).about(found)).toEqual(
          rules.filter(({ rule }) => passesSeries(rule.series, found, AREAS)),
        );
      }),
    );
  });
});

describe('the periods that a change touches', () => {
  const known = ['2019-S1', '2019-S2', '2020-S1', '2020-S2', '2020'];
  const touched = (members: object) => [
    ...periodsToJudge(ruleOf({ series: { indicator: ['CBEC'] }, ...members }), '2020-S1', known),
  ];

  it('are its own, that after it of a rule that looks at the period before, all of its length of a record', () => {
    expect(touched({ kind: 'conflict' })).toEqual(['2020-S1']);
    expect(touched({ kind: 'sign-flip', against: 'last' })).toEqual(['2020-S1']);
    expect(touched({ kind: 'sign-flip', against: 'period-before' })).toEqual(['2020-S1', '2020-S2']);
    expect(touched({ kind: 'record-high' })).toEqual(['2020-S1', '2019-S1', '2019-S2', '2020-S2']);
  });

  it('lie within the periods of the rule, also where the change does not', () => {
    const periods = { from: '2020-S2' };
    expect(touched({ kind: 'conflict', periods })).toEqual([]);
    expect(touched({ kind: 'sign-flip', against: 'period-before', periods })).toEqual(['2020-S2']);
    expect(touched({ kind: 'record-low', periods })).toEqual(['2020-S2']);
  });
});
