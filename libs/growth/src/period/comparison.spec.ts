import {
  COMPARISONS,
  comparedPeriods,
  comparingPeriods,
  comparisonsOf,
  resolveComparison,
} from './comparison.ts';

describe('a comparison', () => {
  it.each([
    ['2020-S1', 'GY', 'GY', '2019-S1'],
    ['2020-S1', 'G1', 'G1', '2019-S2'],
    ['2020-S1', '2019-S1', 'GY', '2019-S1'],
    ['2020-S1', '2019-01-01/P6M', 'GY', '2019-S1'],
    ['2020-S1', '2019-S2', 'G1', '2019-S2'],
    ['2020-S1', '2018-S1', '2018-S1', '2018-S1'],
    ['2020-S1', '_U', '_U', null],
    ['2020', 'G1', 'GY', '2019'],
    ['2020', '2019', 'GY', '2019'],
    ['2020-04-01/P12M', 'G1', 'GY', '2019-04-01/P12M'],
    ['_U', 'GY', 'GY', null],
    ['_U', 'G1', 'G1', null],
    ['_U', '2019-S1', '2019-S1', '2019-S1'],
    ['2020-02-29', 'GY', 'GY', null],
    ['2020-W10', 'GY', 'GY', '2019-W10'],
    ['2020-W10', '2020-02-24/P7D', 'G1', '2020-W09'],
    ['2020-W10', '2019-03-05/P7D', '2019-03-05/P7D', '2019-03-05/P7D'],
    ['2021-W01', 'G1', 'G1', '2020-W53'],
    ['2020-W53', 'GY', 'GY', null],
  ])('of %s with %s has key %s and compares with %s', (period, comparison, key, comparedWith) => {
    expect(resolveComparison(period, comparison)).toEqual({ key, comparedWith });
  });
});

describe('the comparisons of a period', () => {
  const printed = (...keys: string[]) => new Map(keys.map((key) => [key, null]));

  it('are the named ones, then periods in order, then _U', () => {
    const keys = comparisonsOf('2020-S1', printed('_U', '2018-S1', 'G1', '2017-S1')).map(({ key }) => key);
    expect(keys).toEqual(['GY', 'G1', '2017-S1', '2018-S1', '_U']);
  });

  it('give a period once where two named comparisons lead there', () => {
    expect(comparisonsOf('2020', undefined)).toEqual([{ key: 'GY', comparedWith: '2019' }]);
    expect(comparedPeriods('2020')).toEqual(['2019']);
    expect(comparingPeriods('2020')).toEqual(['2021']);
  });

  it('are undone by their inverse', () => {
    for (const { before, after } of COMPARISONS)
      for (const period of ['2020', '2020-S1', '2020-03', '2020-W10', '2020-01-01/P5M'])
        expect(after(before(period) ?? '')).toBe(period);
  });
});
