import { frequencyOf, nearestPeriods, newestFirst, partOfYearUntil } from './period.ts';

describe('periods of the page', () => {
  it('a frequency has periods of equal length', () => {
    expect(
      ['2020', '2020-S2', '2020-Q1', '2020-12', '2020-W10', '2020-12-31', '2020-01-01/P9M'].map(frequencyOf),
    ).toEqual(['A', 'S', 'Q', 'M', 'W', 'D', 'part']);
  });

  it('a part of a year begins in January and ends before December', () => {
    expect(partOfYearUntil('2020-01-01/P5M')).toBe('2020-05-31');
    expect(partOfYearUntil('2020-02-01/P5M')).toBeNull();
    expect(partOfYearUntil('2013-07-01/P18M')).toBeNull();
    expect(partOfYearUntil('2020-S1')).toBeNull();
  });

  it('come newest first, longer ones first at equal ends, unstated ones last', () => {
    expect(['_U', '2020-S2', '2021-Q1', '2020', '2019'].sort(newestFirst)).toEqual([
      '2021-Q1',
      '2020',
      '2020-S2',
      '2019',
      '_U',
    ]);
  });

  it('orders other periods by distance, with unstated ones at one year', () => {
    expect(nearestPeriods(['2025', '2020-01-01/P5M', '_U', '2020-S1', '2020'], '2020-S1')).toEqual([
      '2020-01-01/P5M',
      '2020',
      '_U',
      '2025',
    ]);
  });
});
