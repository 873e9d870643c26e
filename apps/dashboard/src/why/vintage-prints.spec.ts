import { vintageRows } from './vintage-rows.ts';
import { withPrints } from './vintage-prints.ts';
import { measured, shownState } from '../views/chart-data/shown-state.fixture.ts';

type Print = Parameters<typeof withPrints>[1][number] & { readonly value: string };

const print = (
  value: string,
  publishedAt: string,
  standing: Print['standing'],
  side: string | null = 'growth.GY.reported',
): Print => ({ value, publishedAt, standing, side });

const state = shownState({ period: '2020-S1', growth: measured('26.2') });
const vintages = vintageRows([
  { at: '2020-07-16T23:59:59.999Z', given: '2020-07-16', state },
  { at: '2021-12-17T23:59:59.999Z', given: '2021-12-17', state },
]);

/** Each row as its day, the value that stood, and the other prints. */
const told = (prints: readonly Print[]) => {
  const { columns, rows } = withPrints(vintages, prints);
  return rows.map(({ given, cells, prints: others }) => [
    given,
    ...columns.map(({ id }) =>
      [
        cells.get(id)?.side.value ?? '-',
        ...(others.get(id) ?? []).map(({ value, standing }) => `${value} ${standing ?? ''}`),
      ].join(', '),
    ),
  ]);
};

describe('the prints of each day', () => {
  it('stand beside the value that stands', () => {
    const prints = [print('26.2', '2020-07-16', 'chosen'), print('28.7', '2021-12-17', 'excluded')];
    expect(told(prints)).toEqual([
      ['2020-07-16', '26.2'],
      ['2021-12-17', '26.2, 28.7 excluded'],
    ]);
  });

  it('have a row of their own where they changed nothing', () => {
    const prints = [print('26.2', '2020-08-18', 'support'), print('99', '2020-01', 'withdrawn')];
    expect(told(prints)).toEqual([
      ['2020-01', '-, 99 withdrawn'],
      ['2020-07-16', '26.2'],
      ['2020-08-18', '26.2, 26.2 support'],
      ['2021-12-17', '26.2'],
    ]);
    const added = withPrints(vintages, prints).rows[2];
    expect([...(added?.cells.values() ?? [])].map(({ isNew }) => isNew)).toEqual([false]);
  });

  it('have a column of their own where nothing of their side stands', () => {
    expect(told([print('7', '2021-12-17', 'withdrawn', 'level.reported')])[1]).toEqual([
      '2021-12-17',
      '26.2',
      '-, 7 withdrawn',
    ]);
    const { columns } = withPrints(vintages, [print('4', '2021-12-17', 'conflict', 'other.share.reported')]);
    expect(columns.map(({ id }) => id)).toEqual(['growth GY reported', 'share GY reported']);
  });

  it('are in no row without a day, or of a comparison that no state tells', () => {
    const lost = [print('7', '_U', 'conflict'), print('8', '2021-12-17', 'conflict', null)];
    expect(told(lost)).toEqual(told([]));
  });
});
