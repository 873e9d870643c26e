import type { ServedState } from '@silkgauge/contract';
import { wordsOf } from '../../words/words-of.ts';
import { rankingsOf } from './rankings.ts';

const side = (value: string, unit = 'percent') => ({
  value,
  unit,
  low: value,
  high: value,
  status: 'P',
  formula: 'reported@1',
});
const state = (area: string, comparison: string, reported: object): ServedState =>
  ({
    key: `R.${area}/2020`,
    series: { reporter: 'R', area, coverage: 'FULL', currency: 'CNY', flow: '_T', indicator: 'CBEC' },
    period: '2020',
    level: { verdict: 'unchecked', gap: null },
    growth: { [comparison]: { comparedWith: null, reported, verdict: 'unchecked', gap: null } },
    other: {},
    flags: [],
  }) as unknown as ServedState;
const words = wordsOf('en', { 'area CN-HA': { en: 'Henan', zh: '河南' } });
const options = { by: 'area', measure: 'growth', words } as const;

describe('rankings', () => {
  it('have the largest first, with the names of the dimension', () => {
    const [ranking, ...others] = rankingsOf(
      [state('A', 'GY', side('24.4')), state('CN-HA', 'GY', side('119.43')), state('B', 'GY', side('-3.2'))],
      options,
    );
    expect(others).toEqual([]);
    expect(ranking?.marks.map(({ name, points }) => [name, points[0]?.text])).toEqual([
      ['Henan', '+119.43%'],
      ['A', '+24.4%'],
      ['B', '−3.2%'],
    ]);
  });

  it('have short names on bars, and whole ones in what is said of a bar', () => {
    const short = { en: 'Henan (short)', zh: '豫' };
    const named = wordsOf('en', { 'area CN-HA': { en: 'Henan', zh: '河南', short } });
    const [ranking] = rankingsOf([state('CN-HA', 'GY', side('119.43'))], { ...options, words: named });
    expect(ranking?.marks[0]?.name).toBe('Henan (short)');
    expect(ranking?.marks[0]?.says).toMatch(/^CBEC · Henan · .*, 2020\./);
  });

  it('say who tells a figure where bars are told apart by that alone', () => {
    const of = (members: object) => {
      const one = state('CN', 'GY', side('1'));
      return { ...one, series: { ...one.series, product: 'HS85', ...members } };
    };
    const notes = (...states: ServedState[]) =>
      rankingsOf(states, { ...options, by: 'product' })[0]?.marks.map(({ note }) => note);
    expect(notes(of({}), of({ product: 'HS84' }))).toEqual([null, null]);
    expect(notes(of({ reporter: 'A' }), of({ reporter: 'B' }))).toEqual(['A', 'B']);
    expect(notes(of({ coverage: 'FULL' }), of({ coverage: 'LOCAL', currency: 'USD', flow: 'X' }))).toEqual([
      'FULL · CNY',
      'exports · LOCAL · USD',
    ]);
  });

  it('never mix growth on a year before and growth on the period before', () => {
    const rankings = rankingsOf([state('A', 'GY', side('1')), state('B', 'G1', side('132'))], options);
    expect(rankings.map(({ comparison, marks }) => [comparison, marks.length])).toEqual([
      ['GY', 1],
      ['G1', 1],
    ]);
  });

  it('never mix currencies', () => {
    const level = (area: string, unit: string) => ({
      ...state(area, 'GY', side('1')),
      level: { reported: side('5', unit), verdict: 'unchecked', gap: null },
    });
    const states = [level('A', 'CNY'), level('B', 'USD')] as unknown as ServedState[];
    expect(rankingsOf(states, { ...options, measure: 'level' }).map(({ unit }) => unit)).toEqual([
      'CNY',
      'USD',
    ]);
  });

  it('rank two readings by the smaller one, and keep both', () => {
    const twice = {
      ...side('0'),
      value: null,
      readings: [
        { reading: 'up-by-times', value: '450', low: '445', high: '455' },
        { reading: 'to-times', value: '350', low: '345', high: '355' },
      ],
    };
    const [ranking] = rankingsOf([state('A', 'GY', twice), state('B', 'GY', side('400'))], options);
    expect(ranking?.marks.map(({ state: key, points }) => [key, points.length])).toEqual([
      ['R.B/2020', 1],
      ['R.A/2020', 2],
    ]);
  });
});
