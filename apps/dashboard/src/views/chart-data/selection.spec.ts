import type { Availability, ServedState } from '@silkgauge/contract';
import {
  commonPeriod,
  comparedFilter,
  dimensionsToRun,
  frequenciesOf,
  isPart,
  mainFrequency,
  measuresAmong,
} from './selection.ts';

const side = { value: '1', unit: 'percent', low: '0', high: '2', status: 'P', formula: 'reported@1' };
const state = (reporter: string, period: string, more: object = {}): ServedState =>
  ({
    series: { reporter, area: 'CN', flow: '_T' },
    period,
    level: { verdict: 'unchecked', gap: null },
    growth: { GY: { comparedWith: null, reported: side, verdict: 'unchecked', gap: null } },
    other: {},
    ...more,
  }) as unknown as ServedState;

const main = {
  reporter: ['GACC'],
  area: ['CN'],
  indicator: ['CBEC'],
  coverage: ['FULL'],
  mode: ['_T'],
  product: ['_T'],
  counterpart: ['_T'],
  currency: ['CNY'],
};

describe('the selection', () => {
  it('areas: with their reporters and coverages, all else as in the headline', () => {
    expect(comparedFilter(main, {}, 'area')).toEqual({
      indicator: ['CBEC'],
      product: ['_T'],
      counterpart: ['_T'],
      flow: ['_T', '_Z'],
    });
  });

  it('partners: of the same reporter and coverage, in either flow', () => {
    expect(comparedFilter(main, {}, 'counterpart')).toEqual({
      reporter: ['GACC'],
      area: ['CN'],
      indicator: ['CBEC'],
      coverage: ['FULL'],
      mode: ['_T'],
      product: ['_T'],
      currency: ['CNY'],
    });
  });

  it('stays within the filter', () => {
    expect(comparedFilter(main, { area: ['CN-HA', 'CN-33'], flow: ['X'] }, 'area')).toMatchObject({
      area: ['CN-HA', 'CN-33'],
      flow: ['X'],
    });
  });

  it('runs over the first dimension of which the filter leaves two members', () => {
    const codes = (...all: string[]) => all.map((code) => ({ code, names: null, states: 1, series: 1 }));
    const dimensions = {
      ...{ reporter: codes('USCENSUS'), area: codes('US'), indicator: codes('GOODS') },
      ...{ coverage: codes('GOODS'), flow: codes('X', 'M'), mode: codes('_T') },
      ...{
        product: codes('_T', 'HS84', 'HS85'),
        counterpart: codes('_T', 'CN', 'GB'),
        currency: codes('USD'),
      },
    } as unknown as Availability['dimensions'];
    expect(dimensionsToRun({ dimensions }, {})).toEqual(['counterpart', 'product', 'flow']);
    expect(dimensionsToRun({ dimensions }, { counterpart: ['CN'] })).toEqual(['product', 'flow']);
    expect(dimensionsToRun({ dimensions }, { counterpart: ['CN'], product: ['HS85'], flow: ['M'] })).toEqual([
      ...['area', 'counterpart', 'product', 'reporter', 'flow', 'indicator'],
    ]);
  });

  it('a total is no row among its parts', () => {
    const of = (product: string) => ({ series: { product } }) as unknown as ServedState;
    expect(isPart(of('_T'), 'product')).toBe(false);
    expect(isPart(of('HS85'), 'product')).toBe(true);
  });

  it('ranks the most common period, of equals the newest, never an unstated one', () => {
    const states = [
      state('A', '2020'),
      state('B', '2020'),
      state('C', '2021'),
      state('D', '_U'),
      state('E', '_U'),
      state('F', '_U'),
    ];
    expect(commonPeriod(states, 'growth')).toBe('2020');
    expect(commonPeriod([...states, state('D', '2021')], 'growth')).toBe('2021');
    expect(commonPeriod(states, 'level')).toBeNull();
  });

  it('offers measures with figures only', () => {
    expect(measuresAmong([state('A', '2020')])).toEqual(['growth']);
    expect(measuresAmong([])).toEqual([]);
  });

  it('draws the frequency with most periods', () => {
    const states = [
      state('A', '2020'),
      state('A', '2021-S1'),
      state('A', '2022-S1'),
      state('A', '2020-01-01/P5M'),
    ];
    expect(frequenciesOf(states)).toEqual(['A', 'S', 'part']);
    expect(mainFrequency(states)).toBe('S');
    expect(mainFrequency([])).toBeNull();
  });
});
