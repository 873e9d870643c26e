import type { SeriesDimensions } from '@silkgauge/growth';
import { unnamedIn } from './use-names-of.ts';

const series: SeriesDimensions = {
  ...{ reporter: 'ALIEXPRESS', area: 'CN', indicator: 'SALES', coverage: 'OWN', flow: 'X', mode: '_T' },
  ...{ product: 'TOYS', counterpart: '_T', currency: '_Z' },
};
const name = { en: 'any', zh: '任意' };

describe('codes whose names are looked up', () => {
  it('are those without a name, each once, and no total', () => {
    const known = Object.fromEntries(
      ['reporter ALIEXPRESS', 'area CN', 'indicator SALES', 'coverage OWN', 'flow X'].map((one) => [
        one,
        name,
      ]),
    );
    expect(unnamedIn([series, { ...series, mode: '_U' }], known)).toEqual([['product', 'TOYS']]);
    expect(unnamedIn([series], {})).toEqual([]);
  });

  it('are bounded', () => {
    const many = Array.from({ length: 100 }, (_, at) => ({ ...series, product: `P${String(at)}` }));
    expect(unnamedIn(many, { 'area CN': name })).toHaveLength(40);
  });
});
