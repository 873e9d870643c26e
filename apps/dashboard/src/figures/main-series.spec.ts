import type { Availability } from '@silkgauge/contract';
import { DIMENSIONS, type Filter } from '../address/address.ts';
import { findMainSeries } from './main-series.ts';

/** Availability of series under a filter; the codes of a dimension disregard the dimension's own filter. */
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
  const fitting = series.filter((one) =>
    DIMENSIONS.every((dimension) => filter[dimension]?.includes(one[dimension] ?? '') ?? true),
  );
  return {
    states: fitting.length,
    series: fitting.length,
    periods: null,
    dimensions: Object.fromEntries(dimensions) as Availability['dimensions'],
  };
}

async function mainOf(
  all: readonly string[],
  filter: Filter = {},
): Promise<{ series: string; asked: number }> {
  let asked = 0;
  const chosen = await findMainSeries(filter, (under) => {
    asked += 1;
    return Promise.resolve(availabilityOf(all, under));
  });
  return { series: DIMENSIONS.map((dimension) => chosen?.[dimension]?.join('|') ?? '*').join('.'), asked };
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

const anyFlow = (key: string): string => key.replace(/\.[^.]*(?=(?:\.[^.]*){4}$)/, '.*');

describe('the series of the headline', () => {
  it('is e-commerce of the customs of China: totals, in the coverage with most figures', async () => {
    expect(await mainOf(keys)).toEqual({ series: 'GACC.CN.CBEC.FULL.*._T._T._T.CNY', asked: 2 });
  });

  it.each([
    [{ reporter: ['ALIBABA'] }, 'ALIBABA.CN.GMV.OWN.*._T._T._T.CNY'],
    [{ product: ['HS02', 'HS03'] }, 'USCB.US.GOODS.GOODS.*._T.HS02._T.USD'],
    [{ counterpart: ['DE'] }, 'GACC.CN.CBEC.FULL.*._T._T.DE.CNY'],
  ])('lies within the filter: %j', async (filter, series) => {
    expect((await mainOf(keys, filter)).series).toBe(series);
  });

  it('is of sales at home where partners have no total and as many figures each', async () => {
    const sales = ['BE', 'GB', 'FR'].map((buyer) => `SHOP.GB.SALES.OWN.X._T._T.${buyer}.GBP`);
    expect((await mainOf(sales)).series).toBe('SHOP.GB.SALES.OWN.*._T._T.GB.GBP');
    expect((await mainOf([...sales, `SHOP.GB.SALES.OWN.M._T._T.FR.GBP`])).series).toBe(
      'SHOP.GB.SALES.OWN.*._T._T.FR.GBP',
    );
  });

  it('exists even if no series combines the preferred codes', async () => {
    const scattered = [
      'GACC.CN.GOODS.GOODS.X._T.HS01.DE.USD',
      'ALIBABA.CN.CBEC.OWN.X._T.HS02._T.CNY',
      'USCB.US.GOODS.GOODS.M.SEA._T.CN.USD',
    ];
    for (const all of [keys, scattered]) {
      for (const key of all) {
        const codes = key.split('.');
        const main = await mainOf(all, { reporter: [codes[0] ?? ''], product: [codes[6] ?? ''] });
        expect(all.map(anyFlow)).toContain(main.series);
      }
      expect(all.map(anyFlow)).toContain((await mainOf(all)).series);
    }
  });

  it('takes one more request for each code that no series combines with the others', async () => {
    const apart = [
      ...['X', 'M', '_T'].map((flow) => `GACC.CN.CBEC.FULL.${flow}._T._T._T.USD`),
      ...['X', 'M'].map((flow) => `GACC.CN.CBEC.PLATFORM.${flow}._T._T._T.CNY`),
      ...['X', 'M'].map((flow) => `GACC.CN.CBEC.OWN.${flow}._T._T._T.CNY`),
    ];
    expect(await mainOf(apart)).toEqual({ series: 'GACC.CN.CBEC.FULL.*._T._T._T.USD', asked: 4 });
  });

  it('announces likely requests early, so that they can be prefetched', async () => {
    const heard: unknown[] = [];
    const asked: Filter[] = [];
    const ask = (under: Filter) => {
      asked.push(under);
      return Promise.resolve(availabilityOf(keys, under));
    };
    const found = await findMainSeries({}, ask, (likely) => heard.push(likely));
    expect(heard).toEqual([{ asked: asked[1] }, { series: found }]);
  });

  it('takes one request if nothing fits', async () => {
    expect((await mainOf(keys, { reporter: ['NOBODY'] })).asked).toBe(1);
  });
});
