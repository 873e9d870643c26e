import type { ServedState } from '@silkgauge/contract';
import type { Measurement } from '@silkgauge/growth';
import { wordsOf } from '../words/words-of.ts';
import { instantOf, vintageRows } from './vintage-rows.ts';

const rate = (value: string | null): Measurement => ({
  value,
  unit: 'percent',
  low: '0',
  high: '1',
  status: 'P',
  formula: 'reported@1',
});
const level = (value: string): Measurement => ({ ...rate(value), unit: 'CNY' });
const state = (of: { level?: Measurement; growth?: Measurement }): ServedState =>
  ({
    level: { ...(of.level && { reported: of.level }), verdict: 'unchecked', gap: null },
    growth: of.growth
      ? { GY: { comparedWith: null, reported: of.growth, verdict: 'unchecked', gap: null } }
      : {},
    other: {},
  }) as unknown as ServedState;

describe('the date of a publication', () => {
  it.each([
    ['2023', '2023', '2023年'],
    ['2023-06', 'June 2023', '2023年6月'],
    ['2023-06-30', '30 June 2023', '2023年6月30日'],
    ['2023-06-30T10:00:00+08:00', '30 June 2023', '2023年6月30日'],
  ])('%s is shown as coarse as it was given', (given, en, zh) => {
    const dated = { at: '2023-12-31T23:59:59.999Z', given };
    expect([instantOf(dated, wordsOf('en')), instantOf(dated, wordsOf('zh'))]).toEqual([en, zh]);
  });
});

describe('the history of a figure as a matrix', () => {
  const { columns, rows } = vintageRows([
    { at: '2022-01', state: state({ level: level('198'), growth: rate('15') }) },
    { at: '2022-03', state: state({ level: level('198'), growth: rate('15') }) },
    { at: '2022-07', state: state({ level: level('192'), growth: rate('18.6') }) },
  ]);
  const heats = (id: string) => rows.map(({ cells }) => cells.get(id)?.heat);

  it('has a column for each side with figures', () => {
    expect(columns.map(({ id }) => id)).toEqual(['level  reported', 'growth GY reported']);
  });

  it('is darker farther from the last value: points for growth, percent for levels', () => {
    expect(heats('growth GY reported')).toEqual([3, 3, 0]);
    expect(heats('level  reported')).toEqual([3, 3, 0]);
  });

  it('marks changed cells', () => {
    expect(rows.map(({ cells }) => cells.get('growth GY reported')?.isNew)).toEqual([true, false, true]);
  });

  it('has no shade without a single number', () => {
    const { rows: open } = vintageRows([{ at: '2020', state: state({ growth: rate(null) }) }]);
    expect([...(open[0]?.cells.values() ?? [])].map(({ heat }) => heat)).toEqual([null]);
  });
});
