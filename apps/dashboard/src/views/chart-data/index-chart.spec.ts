import type { IndexPoint } from '../../api/queries.ts';
import { wordsOf } from '../../words/words-of.ts';
import { indexChart, indexGround } from './index-chart.ts';
import { measured, shownState } from './shown-state.fixture.ts';

const level = (period: string, flow = '_T') => shownState({ period, flow, level: measured('5', 'CNY') });
const asked = { frequency: null, base: null };
const words = wordsOf('en');

const pointOf = (
  period: string,
  value: string | null,
  flow = '_T',
  flags: IndexPoint['flags'] = [],
): IndexPoint => ({
  series: level(period, flow).key.split('/')[0] ?? '',
  ...{ period, value, low: '99', high: '1101', flags },
});

describe('the ground of an index', () => {
  it('has the first period as base, or the period asked for if it has levels', () => {
    const family = [level('2021'), level('2020'), shownState({ period: '2019', growth: measured('5') })];
    expect(indexGround(family, asked)).toMatchObject({ bases: ['2020', '2021'], base: '2020' });
    expect(indexGround(family, { ...asked, base: '2021' }).base).toBe('2021');
    expect(indexGround(family, { ...asked, base: '2019' }).base).toBe('2020');
  });

  it('offers no frequency of unequal lengths', () => {
    const family = [level('2020'), level('2021'), level('2021-01-01/P5M')];
    expect(indexGround(family, { ...asked, frequency: 'part' })).toMatchObject({
      frequencies: ['A'],
      frequency: 'A',
    });
  });

  it('is empty without levels', () => {
    expect(indexGround([], asked)).toEqual({
      ...{ frequencies: [], frequency: null, states: [], series: [], bases: [], base: undefined },
    });
  });
});

describe('the index', () => {
  const ground = indexGround([level('2020'), level('2021'), level('2020', 'X')], asked);

  it('has a line for each flow with an answer', () => {
    const { lines } = indexChart([pointOf('2020', '100'), pointOf('2021', '1100.5')], ground, words);
    expect(lines.map(({ name, marks }) => [name, marks.map(({ points }) => points[0]?.text)])).toEqual([
      ['Total', ['100', '1,100']],
    ]);
  });

  it('is provisional where the level is', () => {
    const final = shownState({ period: '2021', level: { ...measured('6', 'CNY'), status: 'A' } });
    const own = indexGround([level('2020'), final], asked);
    const { lines, legend } = indexChart([pointOf('2020', '100'), pointOf('2021', '120')], own, words);
    expect(lines[0]?.marks.map(({ provisional }) => provisional)).toEqual([true, false]);
    expect(legend).toContain('provisional');
  });

  it('has a range without a single number, and a gap where coverage changed', () => {
    const [line] = indexChart([pointOf('2021', null, 'X', ['coverage-break'])], ground, words).lines;
    expect(line?.marks[0]).toMatchObject({
      breaks: true,
      points: [{ at: null, low: 99, high: 1101, text: '90 – 1,110', between: null }],
      says: 'exports, 2021: 90 – 1,110',
    });
  });

  it('is said in the punctuation of the language', () => {
    const chinese = wordsOf('zh');
    const [line] = indexChart([pointOf('2021', '100')], indexGround([level('2021')], asked), chinese).lines;
    expect(line?.marks[0]?.says).toBe('总额，2021年：100（90 – 1,110）');
  });

  it('has a table of the same periods, with the digits that intervals allow', () => {
    const { table } = indexChart([pointOf('2020', '100'), pointOf('2021-S1', '90')], ground, words);
    expect(table.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['Total', '2020', '100', '90', '1,110'],
    ]);
    expect(table.rows[0]?.map(({ raw }) => raw).slice(2)).toEqual(['100', '99', '1101']);
  });
});
