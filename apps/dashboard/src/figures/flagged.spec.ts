import type { Flag } from '@silkgauge/codelists';
import type { ComparedSides, Measurement, Sides } from '@silkgauge/growth';
import { wordsOf } from '../words/words-of.ts';
import { measured } from '../views/chart-data/shown-state.fixture.ts';
import { figuresOfFlag, namesOfFigures, type Flagged } from './flagged.ts';

const sides = (verdict: Sides['verdict'], given: Partial<Sides> = {}): ComparedSides => ({
  ...{ comparedWith: null, verdict, gap: null },
  ...given,
});
const print: Measurement = measured('5');
const stateOf = (flags: readonly Flag[], growth: Flagged['growth'], level: Partial<Sides> = {}): Flagged => ({
  ...{ level: { verdict: 'unchecked', gap: null, ...level }, other: {}, flags: [...flags] },
  growth,
});
const GY = { measure: 'growth', comparison: 'GY' };
const G1 = { measure: 'growth', comparison: 'G1' };

describe('the figures of a flag', () => {
  it.each(['coverage-break', 'small-base'] as const)(
    'are growth that is not comparable, where %s is the one flag that withholds',
    (flag) => {
      const growth = { GY: sides('not-comparable'), G1: sides('unchecked', { computed: print }) };
      expect(figuresOfFlag(stateOf([flag], growth), flag)).toEqual([GY]);
    },
  );

  it('are not told where both flags withhold, unless growth over one comparison alone has no computed side', () => {
    const both = ['coverage-break', 'small-base'] as const;
    const two = stateOf(both, { GY: sides('not-comparable'), G1: sides('not-comparable') });
    for (const flag of both) expect(figuresOfFlag(two, flag)).toEqual([]);
    const one = stateOf(both, { GY: sides('agrees', { computed: print }), G1: sides('not-comparable') });
    expect(figuresOfFlag(one, 'small-base')).toEqual([G1]);
    expect(figuresOfFlag(one, 'coverage-break')).toEqual([]);
  });

  it('of a small base are growth of a hundredfold, or the one whose ends are twice apart', () => {
    const computed = (value: string, low = value, high = value) => ({
      computed: { ...measured(value), low, high },
    });
    const hundredfold = { GY: sides('unchecked', computed('9900')), G1: sides('unchecked', computed('5')) };
    expect(figuresOfFlag(stateOf(['small-base'], hundredfold), 'small-base')).toEqual([GY]);
    const loose = {
      GY: sides('unchecked', computed('100', '50', '200')),
      G1: sides('unchecked', computed('5')),
    };
    expect(figuresOfFlag(stateOf(['small-base'], loose), 'small-base')).toEqual([GY]);
  });

  it('are not told where a family changed its coverage, or where an implied rate agrees without levels', () => {
    const growth = { GY: sides('agrees', { reported: print, implied: print }), G1: sides('agrees') };
    for (const flag of ['coverage-break', 'small-base'] as const)
      expect(figuresOfFlag(stateOf([flag], growth), flag)).toEqual([]);
  });

  it('of conflicting and excluded prints are those that say so', () => {
    const from = { source: '/s', id: '1', document: 'https://example.org/a', publishedAt: '2020-07-16' };
    const contradictedBy = { ...{ value: '6', low: '6', high: '6' }, from, excluded: false };
    const growth = { GY: sides('unchecked', { reported: { ...print, contradictedBy } }) };
    const level = { reported: print };
    expect(figuresOfFlag(stateOf(['conflicting-prints'], growth, level), 'conflicting-prints')).toEqual([GY]);
    const excluded = { formula: 'sum-of-parts@1', by: [from], proof: { en: 'no', zh: '不' } };
    const out = stateOf(['excluded-print'], growth, { reported: { ...print, excluded } });
    expect(figuresOfFlag(out, 'excluded-print')).toEqual([{ measure: 'level', comparison: null }]);
  });

  it('are none without the flag', () => {
    const growth = { GY: sides('not-comparable') };
    expect(figuresOfFlag(stateOf([], growth), 'small-base')).toEqual([]);
  });

  it('are named in both languages', () => {
    const names = (language: 'en' | 'zh') => namesOfFigures([GY, G1], wordsOf(language));
    expect(names('en')).toBe('year-on-year growth, growth on the period before');
    expect(names('zh')).toBe('同比增速、环比增速');
  });
});
