import type { ServedState } from '@silkgauge/contract';
import type { Measurement } from '@silkgauge/growth';
import { csvOf } from '../charts/export/csv.ts';
import { shownState } from '../views/chart-data/shown-state.fixture.ts';
import { wordsOf } from '../words/words-of.ts';
import { triangleOf, triangleTable } from './triangle.ts';

const en = wordsOf('en');

const print = (value: string, publishedAt: string, unit = 'percent'): Measurement => ({
  ...{ value, low: value, high: value, unit, status: 'P', formula: 'reported@1' },
  from: { source: '/s', id: publishedAt, document: 'https://example.org', publishedAt },
});
const growth = (period: string, value: string, publishedAt: string): ServedState =>
  shownState({ period, growth: print(value, publishedAt) });

/** Two prints of 2021, of which the second is repeated once, and one of 2020. */
const RELEASES = [
  [growth('2021', '15', '2022-01-14'), growth('2020', '31.1', '2021-01-14')],
  [growth('2021', '18.6', '2022-07-24')],
  [growth('2021', '18.6', '2023-01')],
];

describe('the revision triangle', () => {
  it('has a row for each period, newest first, and a cell for each print with other digits', () => {
    const { rows, columns } = triangleOf(RELEASES, 'growth', en);
    expect(columns).toBe(2);
    expect(rows.map(({ period, cells }) => [period, cells.map(({ text, day }) => [text, day])])).toEqual([
      [
        '2021',
        [
          ['+15%', '14 January 2022'],
          ['+18.6%', '24 July 2022'],
        ],
      ],
      ['2020', [['+31.1%', '14 January 2021']]],
    ]);
  });

  it('says the difference to the print before by sign, text and size', () => {
    const changes = (...values: string[]) =>
      triangleOf(
        values.map((value, at) => [growth('2021', value, `202${String(at)}`)]),
        'growth',
        en,
      ).rows[0]?.cells.map(({ change }) => change && [change.text, change.direction, change.size]);
    expect(changes('15', '18.6', '18.4', '17.1')).toEqual([
      null,
      ['▲ +3.6\u00a0points', 'up', 3],
      ['▼ −0.2\u00a0points', 'down', 1],
      ['▼ −1.3\u00a0points', 'down', 2],
    ]);
  });

  it('shows the digits that intervals allow, and all of them where two prints would read alike', () => {
    const between = (value: string, day: string) =>
      shownState({ growth: { ...print(value, day), low: '4.3824', high: '6.8274' } });
    const cells = (...values: string[]) =>
      triangleOf(
        values.map((value, at) => [between(value, `202${String(at)}`)]),
        'growth',
        en,
      ).rows[0]?.cells.map(({ text, change }) => [text, change?.text ?? null]);
    expect(cells('5.1234', '5.9')).toEqual([
      ['+5.1%', null],
      ['+5.9%', '▲ +0.8\u00a0points'],
    ]);
    expect(cells('5.6012', '5.6049')).toEqual([
      ['+5.6012%', null],
      ['+5.6049%', '▲ +0.0037\u00a0points'],
    ]);
  });

  it('differences of levels are in their unit, sized by percent', () => {
    const level = (value: string, day: string) =>
      shownState({ period: '2021', level: print(value, day, 'CNY') });
    const releases = [[level('1980000000000', '2022-01-14')], [level('1920000000000', '2022-07-24')]];
    const [row] = triangleOf(releases, 'level', en).rows;
    expect(row?.cells[1]?.change).toEqual({
      ...{ text: '▼ −60\u00a0bn\u00a0CNY', direction: 'down', size: 3, raw: '-60000000000' },
    });
  });

  it('tells no difference between a range and a number', () => {
    const range = { ...print('40', '2020-07'), value: null, high: '50' };
    const releases = [[shownState({ growth: range })], [growth('2020', '45', '2021-01')]];
    expect(
      triangleOf(releases, 'growth', en).rows[0]?.cells.map(({ text, change }) => [text, change]),
    ).toEqual([
      ['40 to 50%', null],
      ['+45%', null],
    ]);
  });

  it('leaves out what was worked out before the first print', () => {
    const worked = shownState({ period: '2021' });
    const computed: ServedState = {
      ...worked,
      growth: {
        GY: { comparedWith: '2020', computed: print('14', '_U'), verdict: 'unchecked', gap: null },
      },
    };
    const { rows } = triangleOf([[computed], [growth('2021', '15', '2022')]], 'growth', en);
    expect(rows[0]?.cells.map(({ text }) => text)).toEqual(['+15%']);
    expect(triangleOf([[computed]], 'growth', en).rows[0]?.cells).toMatchObject([
      { text: '+14%', day: null },
    ]);
  });

  it('is a file with every digit, a line for each print', () => {
    const lines = csvOf(triangleTable(triangleOf(RELEASES, 'growth', en), en)).split('\r\n');
    expect(lines.slice(0, 3)).toEqual([
      'key,period,print,published,value,low,high,unit,change',
      'GACC.CN.CBEC.FULL._T._T._T._T.CNY/2021,2021,1,2022-01-14,15,15,15,percent,',
      'GACC.CN.CBEC.FULL._T._T._T._T.CNY/2021,2021,2,2022-07-24,18.6,18.6,18.6,percent,3.6',
    ]);
  });
});
