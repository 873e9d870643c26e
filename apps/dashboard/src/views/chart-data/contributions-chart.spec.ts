import { wordsOf } from '../../words/words-of.ts';
import { contributionsChart } from './contributions-chart.ts';
import { measured, shownState } from './shown-state.fixture.ts';

const words = wordsOf('en');
const year = (period: string) => [
  shownState({ period, growth: measured('26') }),
  shownState({ period, flow: 'X', contribution: measured('12', 'points') }),
  shownState({ period, flow: 'M', contribution: measured('14', 'points') }),
];

describe('contributions', () => {
  it('have a column for each period in order of time, with parts and the growth of the total', () => {
    const { columns, states } = contributionsChart([...year('2021'), ...year('2020')], null, words);
    expect(columns.map(({ period }) => period)).toEqual(['2020', '2021']);
    const [column] = columns;
    expect(column?.parts.map(({ name, colour, mark }) => [name, colour, mark.points[0]?.text])).toEqual([
      ['exports', 1, '+12\u00a0points'],
      ['imports', 2, '+14\u00a0points'],
    ]);
    expect(column?.total?.points[0]?.text).toBe('+26%');
    expect(states).toHaveLength(6);
  });

  it.each([
    ['en', 'Parts add to 6.0 within rounding.'],
    ['zh', '各部分合计6.0个百分点，差异在舍入范围内。'],
  ] as const)(
    'say in %s what parts add up to whose digits do not add up to those of the total',
    (language, told) => {
      const between = (value: string, low: string, high: string, unit = 'points') => ({
        ...measured(value, unit),
        ...{ low, high },
      });
      const half = [
        shownState({ period: '2025-S1', growth: between('5.7', '5.65', '5.75', 'percent') }),
        shownState({ period: '2025-S1', flow: 'X', contribution: between('4.0', '3.19', '4.84') }),
        shownState({ period: '2025-S1', flow: 'M', contribution: between('1.98', '1.2', '2.76') }),
      ];
      expect(contributionsChart(half, null, wordsOf(language)).columns[0]?.sum).toBe(told);
      expect(contributionsChart(year('2020'), null, wordsOf(language)).columns[0]?.sum).toBeNull();
    },
  );

  it('have no column for a period without contributions', () => {
    const grown = shownState({ period: '2019', growth: measured('5') });
    expect(contributionsChart([grown, ...year('2020')], null, words).columns).toHaveLength(1);
    expect(contributionsChart([grown], null, words)).toMatchObject({
      columns: [],
      states: [],
      frequency: null,
    });
  });

  it('keep to one frequency, the one asked for if it has contributions', () => {
    const all = [...year('2020'), ...year('2021'), ...year('2021-S1')];
    expect(contributionsChart(all, null, words).columns.map(({ period }) => period)).toEqual([
      '2020',
      '2021',
    ]);
    expect(contributionsChart(all, 'S', words).columns.map(({ period }) => period)).toEqual(['2021-S1']);
  });
});
