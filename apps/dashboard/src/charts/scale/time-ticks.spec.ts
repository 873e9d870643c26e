import { timeScale } from './time-scale.ts';
import { timeTicks } from './time-ticks.ts';

const ticksOf = (periods: readonly string[], width: number, language: 'en' | 'zh' = 'en') =>
  timeTicks(timeScale(periods, 0, width), language, { left: -20, right: width + 20 });
const textsOf = (...given: Parameters<typeof ticksOf>) => ticksOf(...given).map(({ text }) => text);

describe('ticks of time', () => {
  it('name years if a period is a year, however much room there is', () => {
    expect(ticksOf(['2019', '2020', '2021-01-01/P9M'], 1000).map(({ period }) => period)).toEqual([
      ...['2019', '2020', '2021'],
    ]);
  });

  it('name months where there is room, else every third or sixth month, else years', () => {
    expect(textsOf(['2020-01', '2020-12'], 1000)).toHaveLength(12);
    expect(textsOf(['2020-01', '2020-12'], 300)).toEqual(['Jan 2020', 'Apr', 'Jul', 'Oct']);
    expect(textsOf(['2020-01', '2021-12'], 340)).toEqual(['Jul', 'Jan 2021', 'Jul']);
    expect(textsOf(['2015-01', '2024-12'], 700)).toEqual(
      Array.from({ length: 10 }, (_, index) => String(2015 + index)),
    );
  });

  it('name the year at its beginning, and first where it does not begin soon', () => {
    expect(textsOf(['2010-12', '2011-02'], 300)).toEqual(['Dec', 'Jan 2011', 'Feb']);
    expect(textsOf(['2020-03', '2020-05'], 300, 'zh')).toEqual(['2020年3月', '4月', '5月']);
  });

  it('name quarters and half-years of marks that are such, and nothing shorter', () => {
    expect(textsOf(['2020-Q1', '2020-Q4'], 900)).toEqual(['Q1 2020', 'Q2', 'Q3', 'Q4']);
    expect(textsOf(['2020-S1'], 900)).toEqual(['H1 2020']);
    expect(textsOf(['2020-S1', '2020-S2'], 900, 'zh')).toEqual(['2020年上半年', '下半年']);
  });

  it('stand at the middle of what they name, or over the marks that do not reach there', () => {
    const scale = timeScale(['2020-01', '2020-12'], 0, 1000);
    for (const { period, at } of timeTicks(scale, 'en', { left: 0, right: 1000 }))
      expect(at).toBe(scale.at(period));
    expect(ticksOf(['2020-01-01/P5M'], 300)).toMatchObject([{ period: '2020', at: 150 }]);
  });

  it('are the last of years that have no room beside one another', () => {
    expect(textsOf(['2001', '2010'], 200)).toEqual(['2001', '2004', '2007', '2010']);
  });
});
