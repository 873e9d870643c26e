import { cellsOf } from './headline.ts';

const slot = (reported: object, verdict = 'unchecked') => ({ reported, verdict }) as never;
const growth = (part: 'GY' | '_U') => ({ label: 'Zone', filters: { period: '2020-S1' }, part });

describe('a line of the headline table', () => {
  it('shows value, interval and verdict', () => {
    const state = {
      period: '2020-S1',
      level: slot({ value: '4720000000', unit: 'CNY', low: '4715000000', high: '4725000000' }, 'agrees'),
      flags: [],
      growth: {},
    };
    expect(cellsOf({ label: 'Zone', filters: {}, part: 'level' }, state)).toEqual([
      ['Zone', '2020-S1', '', '4,720,000,000 CNY', '[4,715,000,000, 4,725,000,000)', 'agrees'],
    ]);
  });

  it('shows each of two readings of a figure, and no single value', () => {
    const readings = [
      { reading: 'up-by-times', value: '450', low: '445', high: '455' },
      { reading: 'to-times', value: '350', low: '345', high: '355' },
    ];
    const reported = { value: null, unit: 'percent', low: null, high: null, readings };
    const state = { period: '2020-01-01/P5M', level: slot({}), flags: [], growth: { GY: slot(reported) } };
    expect(cellsOf(growth('GY'), state)).toEqual([
      ['Zone', '2020-01-01/P5M', 'GY', '450 percent', '[445, 455)', 'if up-by-times'],
      ['', '2020-01-01/P5M', 'GY', '350 percent', '[345, 355)', 'if to-times'],
    ]);
  });

  it('marks a missing state or figure', () => {
    const missing = [['Zone', '2020-S1', '_U', 'not there yet', '', '']];
    expect(cellsOf(growth('_U'), undefined)).toEqual(missing);
    expect(cellsOf(growth('_U'), { period: '2020-S1', level: slot({}), flags: [], growth: {} })).toEqual(
      missing,
    );
  });
});
