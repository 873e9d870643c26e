import { wordsOf } from '../../words/words-of.ts';
import { compareChart, compareFocus, partsOf } from './compare-chart.ts';
import { measured, shownState } from './shown-state.fixture.ts';

const options = { by: 'area', measure: 'growth', words: wordsOf('en') } as const;
const henan = shownState({ area: 'CN-HA', growth: measured('40') });
const zhejiang = shownState({ area: 'CN-ZJ', growth: measured('50') });
const half = shownState({ area: 'CN-ZJ', period: '2020-S1', growth: measured('60') });
const before = shownState({ area: 'CN-ZJ', period: '2019', growth: measured('30') });

describe('the comparison', () => {
  it('leaves out totals', () => {
    expect(partsOf([shownState({ area: '_T' }), henan], 'area')).toEqual([henan]);
  });

  it('is of the period of the headline if two states have the measure in it', () => {
    const asked = { measure: 'growth', period: null, headline: '2020-S1', isCut: false } as const;
    const other = shownState({ area: 'CN-HA', period: '2020-S1', growth: measured('20') });
    const level = shownState({ area: 'CN-GD', period: '2020-S1', level: measured('1', 'CNY') });
    const more = shownState({ area: 'CN-GD', growth: measured('10') });
    expect(compareFocus([henan, zhejiang, more, half, other], asked).period).toBe('2020-S1');
    expect(compareFocus([henan, zhejiang, more, half, level], asked).period).toBe('2020');
  });

  it('is of the most common period, unless the address names a period', () => {
    const states = [henan, zhejiang, half];
    const asked = { measure: 'growth', period: null, headline: null, isCut: false } as const;
    expect(compareFocus(states, asked)).toEqual({ measures: ['growth'], measure: 'growth', period: '2020' });
    expect(compareFocus(states, { ...asked, period: '2019' }).period).toBe('2019');
  });

  it('is of the period of the headline if the list is incomplete, even without a period', () => {
    const asked = { measure: 'growth', period: null, isCut: true } as const;
    expect(compareFocus([henan, zhejiang], { ...asked, headline: '2020-S1' }).period).toBe('2020-S1');
    expect(compareFocus([henan, zhejiang], { ...asked, headline: null }).period).toBe(null);
  });

  it('is of a measure with figures', () => {
    const asked = { measure: 'share', period: null, headline: null, isCut: false } as const;
    expect(compareFocus([henan], asked).measure).toBe('growth');
    expect(compareFocus([shownState({ area: 'A', level: measured('1', 'CNY') })], asked).measure).toBe(
      'level',
    );
  });

  it('ranks one period, shows periods of another length apart, and leaves out others of the same length', () => {
    const { ranked, apart, states, periods } = compareChart([henan, zhejiang, half, before], '2020', options);
    expect(ranked.map(({ marks }) => marks.map(({ name }) => name))).toEqual([['CN-ZJ', 'CN-HA']]);
    expect(apart.map(({ period }) => period)).toEqual(['2020-S1']);
    expect(states).toEqual([henan, zhejiang, half]);
    expect(periods).toEqual(['2020', '2020-S1', '2019']);
  });

  it('accepts a period without figures', () => {
    const { ranked, periods } = compareChart([henan], '2018', options);
    expect([ranked, periods]).toEqual([[], ['2020', '2018']]);
  });
});
