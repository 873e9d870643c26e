import { wordsOf } from '../../words/words-of.ts';
import { measured, shownState } from './shown-state.fixture.ts';
import { smallMultiplesChart } from './small-multiples-chart.ts';

const options = { by: 'area', words: wordsOf('en') } as const;
const grown = (area: string, period: string, flow = '_T') =>
  shownState({ area, period, flow, growth: measured('5') });

describe('small multiples', () => {
  it('have a panel for each series in order of time, with most figures first', () => {
    const states = [grown('A', '2020'), grown('B', '2021'), grown('B', '2020')];
    const { panels } = smallMultiplesChart(states, null, options);
    expect(panels.map(({ name, marks }) => [name, marks.map(({ period }) => period)])).toEqual([
      ['B · GACC', ['2020', '2021']],
      ['A · GACC', ['2020']],
    ]);
  });

  it('name flow and reporter if series differ in them', () => {
    const states = [grown('A', '2020', 'X')];
    expect(smallMultiplesChart(states, null, options).panels[0]?.name).toBe('A · exports · GACC');
    expect(smallMultiplesChart(states, null, { ...options, by: 'flow' }).panels[0]?.name).toBe('exports');
  });

  it('name coverage and currency if series differ in nothing else', () => {
    const one = grown('A', '2020');
    const other = {
      ...one,
      key: one.key.replace('GACC', 'MOFCOM'),
      series: { ...one.series, coverage: 'LOCAL', currency: 'USD' },
    };
    const names = smallMultiplesChart([one, other], null, options).panels.map(({ name }) => name);
    expect(new Set(names).size).toBe(2);
    expect(names).toContain('A · GACC · LOCAL · USD');
  });

  it('keep to one frequency', () => {
    const states = [grown('A', '2020'), grown('A', '2021'), grown('A', '2021-S1')];
    const { frequency, states: drawn, panels } = smallMultiplesChart(states, null, options);
    expect([frequency, drawn.length, panels[0]?.marks.length]).toEqual(['A', 2, 2]);
  });
});
