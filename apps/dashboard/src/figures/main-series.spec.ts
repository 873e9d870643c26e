import { DIMENSIONS, type Filter } from '../address/address.ts';
import type { Availability } from '../api/answers.ts';
import { narrower } from './main-series.ts';

/** What the API would say of a few series under a filter: a dimension's own filter is disregarded for its codes. */
function availabilityOf(keys: readonly string[], filter: Filter): Availability {
  const series = keys.map((key) => {
    const codes = key.split('.');
    return Object.fromEntries(DIMENSIONS.map((dimension, at) => [dimension, codes[at] ?? '']));
  });
  const dimensions = DIMENSIONS.map((dimension) => {
    const counts = new Map<string, number>();
    for (const one of series) {
      const fits = DIMENSIONS.every(
        (other) => other === dimension || (filter[other]?.includes(one[other] ?? '') ?? true),
      );
      const code = one[dimension] ?? '';
      if (fits) counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    return [dimension, [...counts].map(([code, states]) => ({ code, names: null, states, series: states }))];
  });
  return {
    states: keys.length,
    series: keys.length,
    periods: null,
    dimensions: Object.fromEntries(dimensions) as Availability['dimensions'],
  };
}

function mainOf(keys: readonly string[], filter: Filter = {}): { series: string; steps: number } {
  let chosen = filter;
  for (let steps = 1; ; steps++) {
    const next = narrower(availabilityOf(keys, chosen), chosen);
    chosen = next.filter;
    if (next.isSettled)
      return { series: DIMENSIONS.map((dimension) => chosen[dimension]?.join('|') ?? '*').join('.'), steps };
  }
}

const keys = [
  'USCB.US.GOODS.GOODS.M._T.HS01._T.USD',
  'USCB.US.GOODS.GOODS.M._T.HS02._T.USD',
  'USCB.US.GOODS.GOODS.M._T.HS03._T.USD',
  'GACC.CN.CBEC.FULL._T._T._T._T.CNY',
  'GACC.CN.CBEC.FULL.X._T._T._T.CNY',
  'GACC.CN.CBEC.FULL.X._T._T.DE.CNY',
  'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY',
  'GACC.CN.GOODS.GOODS._T._T._T._T.USD',
  'ALIBABA.CN.GMV.OWN._Z._T._T._T.CNY',
];

describe('the series that is told first', () => {
  it('is the e-commerce of the customs, its totals, in the coverage with most figures', () => {
    expect(mainOf(keys).series).toBe('GACC.CN.CBEC.FULL.*._T._T._T.CNY');
  });

  it('lies within what the reader filtered', () => {
    expect(mainOf(keys, { reporter: ['ALIBABA'] }).series).toBe('ALIBABA.CN.GMV.OWN.*._T._T._T.CNY');
    expect(mainOf(keys, { product: ['HS02', 'HS03'] }).series).toBe('USCB.US.GOODS.GOODS.*._T.HS02._T.USD');
    expect(mainOf(keys, { counterpart: ['DE'] }).series).toBe('GACC.CN.CBEC.FULL.*._T._T.DE.CNY');
  });

  it('always exists', () => {
    for (const key of keys) {
      const codes = key.split('.');
      const filter = Object.fromEntries(DIMENSIONS.map((dimension, at) => [dimension, [codes[at] ?? '']]));
      const main = mainOf(keys, {
        reporter: filter['reporter'] ?? [],
        product: filter['product'] ?? [],
      }).series;
      expect(keys.map((one) => one.replace(/\.[^.]*(?=(?:\.[^.]*){4}$)/, '.*'))).toContain(main);
    }
  });

  it('asks no more than it has to', () => {
    expect(mainOf(keys, { reporter: ['ALIBABA'] }).steps).toBe(1);
    expect(mainOf(keys).steps).toBeLessThanOrEqual(5);
  });
});
