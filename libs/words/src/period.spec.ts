import { dateText, dayText, periodPhrase, periodText } from './period.ts';

describe('periods in words', () => {
  it.each([
    ['2020', '2020', '2020年'],
    ['2020-S1', 'first half of 2020', '2020年上半年'],
    ['2020-Q4', 'fourth quarter of 2020', '2020年第四季度'],
    ['2020-03', 'March 2020', '2020年3月'],
    ['2020-03-01', '1 March 2020', '2020年3月1日'],
    ['2020-01-01/P5M', 'January to May 2020', '2020年1月至5月'],
    ['2019-11-01/P4M', 'November 2019 to February 2020', '2019年11月至2020年2月'],
    ['2020-11-01/P11D', '1 November 2020 to 11 November 2020', '2020年11月1日至2020年11月11日'],
    ['2020-06-15/P1M', '15 June 2020 to 14 July 2020', '2020年6月15日至2020年7月14日'],
    ['_U', 'period not stated', '未注明时期'],
    ['2020-W53', 'week 53 of 2020', '2020年第53周'],
    ['2020-W06', 'week 6 of 2020', '2020年第6周'],
    ['2020-X1', '2020-X1', '2020-X1'],
  ])('%s', (code, en, zh) => {
    expect(periodText(code, 'en')).toBe(en);
    expect(periodText(code, 'zh')).toBe(zh);
  });

  it('a day is the same day in both languages', () => {
    expect(dayText('2022-07-24', 'en')).toBe('24 July 2022');
    expect(dayText('2022-07-24T10:00:00Z', 'zh')).toBe('2022年7月24日');
  });

  it('a date is a day, or the longer period that it names', () => {
    expect(
      ['2020-07-14T10:00:00Z', '2020-07-14', '2020-07', '2020'].map((one) => dateText(one, 'en')),
    ).toEqual(['14 July 2020', '14 July 2020', 'July 2020', '2020']);
    expect(dateText('2020-07', 'zh')).toBe('2020年7月');
  });

  it('have an article within an English sentence', () => {
    const within = (language: 'en' | 'zh') =>
      ['2020', '2020-S1', '2020-Q4', '2020-01-01/P5M'].map((code) => periodPhrase(code, language));
    expect(within('en')).toEqual([
      '2020',
      'the first half of 2020',
      'the fourth quarter of 2020',
      'January to May 2020',
    ]);
    expect(within('zh')).toEqual(['2020年', '2020年上半年', '2020年第四季度', '2020年1月至5月']);
  });
});
