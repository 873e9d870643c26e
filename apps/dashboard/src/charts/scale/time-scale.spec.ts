import { spanOf, stepBetween, timeScale } from './time-scale.ts';

describe('periods on a time axis', () => {
  it('lie in the middle of their days', () => {
    const scale = timeScale(['2020', '2021'], 0, 731);
    expect(scale.at('2020')).toBeCloseTo(183, 6);
    expect(scale.at('2021')).toBeCloseTo(366 + 182.5, 6);
    expect(scale.at('2020-S1')).toBeCloseTo(91, 6);
    expect(scale.day('2021-01-01')).toBeCloseTo(366, 6);
    expect(scale.at('_U')).toBeNull();
  });

  it('reach to the last day of a range', () => {
    expect(spanOf('2020-01-01/P5M')).toEqual({ start: 18262, end: 18414 });
  });

  it.each([
    ['2020', '2021', 'whole'],
    ['2020-S1', '2020-S2', 'whole'],
    ['2020-01', '2020-02', 'whole'],
    ['2019', '2021', 'over'],
    ['2020-S1', '2021-S1', 'over'],
    ['2020', '2021-S1', 'none'],
    ['2020-01-01/P4M', '2020-01-01/P5M', 'none'],
    ['2020-11-01/P11D', '2021-11-01/P11D', 'over'],
    ['2020', '_U', 'none'],
  ])('%s to %s is %s', (before, after, step) => {
    expect(stepBetween(before, after)).toBe(step);
  });

  it('widen for nearby days, not for distant ones', () => {
    const near = timeScale(['2018', '2019', '2020', '2021'], 0, 100, ['2022-03-01']);
    expect(near.day('2022-03-01')).toBeCloseTo(100, 6);
    const far = timeScale(['2020', '2021'], 0, 100, ['2012-05-08']);
    expect(far.day('2012-05-08')).toBeLessThan(0);
    expect(far.day('2020-01-01')).toBeCloseTo(0, 6);
  });

  it('have an axis without periods', () => {
    expect(Number.isFinite(timeScale([], 0, 100).day('1970-02-01'))).toBe(true);
  });
});
