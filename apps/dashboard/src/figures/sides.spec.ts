import type { ServedState } from '@silkgauge/contract';
import type { Measurement } from '@silkgauge/growth';
import { wordsOf } from '../words/words-of.ts';
import { pointsOf, sidesInWords } from './figure-words.ts';
import { shownSide } from './sides.ts';

const number = (value: string): Measurement => ({
  value,
  unit: 'percent',
  low: value,
  high: value,
  status: '_U',
  formula: 'ratio@1',
});
const none: Measurement = {
  ...{ value: null, low: null, high: null, unit: 'percent', status: 'A' },
  absence: 'confidential',
  formula: 'reported@1',
};
const unchecked = { verdict: 'unchecked', gap: null } as const;

describe('a side without a number', () => {
  it('gives way to one with a number, where there is room for one', () => {
    expect(shownSide({ reported: none, computed: number('2'), ...unchecked })?.name).toBe('computed');
    expect(shownSide({ reported: none, ...unchecked })?.name).toBe('reported');
    expect(shownSide(unchecked)).toBeNull();
  });

  it.each([
    ['en', 'year-on-year growth: reported confidential, final; computed +2%'],
    ['zh', '同比增速：公布 保密，终值；计算 +2%'],
  ] as const)('says why in words, and is no point of a chart: %s', (language, said) => {
    const words = wordsOf(language);
    expect(pointsOf(none, true, words)).toEqual([]);
    const sides = { reported: none, computed: number('2'), ...unchecked };
    const state = { level: unchecked, growth: { GY: sides }, flags: [] } as unknown as ServedState;
    expect(sidesInWords(state, { measure: 'growth', comparison: 'GY', sides }, words)).toBe(said);
  });
});
