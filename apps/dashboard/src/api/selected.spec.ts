import fc from 'fast-check';
import { DIMENSIONS } from '../address/address.ts';
import { availabilityOf } from './selected.ts';

const listed = (reporter: string, area: string, period: string) => {
  const series = {
    ...{ reporter, area, indicator: 'CBEC', coverage: 'FULL', flow: '_T' },
    ...{ mode: '_T', product: '_T', counterpart: '_T', currency: 'CNY' },
  };
  return { key: `${Object.values(series).join('.')}/${period}`, series, period };
};
const STATES = [
  listed('GACC', 'CN', '2020'),
  listed('GACC', 'CN', '2021-S1'),
  listed('GACC', 'CN-HA', '2020'),
  listed('ZAEZ', 'CN-Z-ZAEZ', '2019-01'),
];

describe('the availability of a saved selection', () => {
  it('counts states and series, and codes of a dimension under the filters of all others', () => {
    const { states, series, periods, dimensions } = availabilityOf(STATES, { reporter: ['GACC'] });
    expect({ states, series, periods }).toEqual({
      ...{ states: 3, series: 2, periods: { from: '2020', to: '2021-S1' } },
    });
    expect(dimensions.reporter.map((one) => [one.code, one.states])).toEqual([
      ['GACC', 3],
      ['ZAEZ', 1],
    ]);
    expect(dimensions.area.map((one) => [one.code, one.states, one.series])).toEqual([
      ['CN', 2, 1],
      ['CN-HA', 1, 1],
    ]);
  });

  it('of a period, and of nothing', () => {
    expect(availabilityOf(STATES, {}, '2020')).toMatchObject({ states: 2, periods: { from: '2020' } });
    expect(availabilityOf(STATES, { reporter: ['NOBODY'], area: ['XX'] })).toMatchObject({
      ...{ states: 0, series: 0, periods: null },
    });
  });

  it('each count is what choosing that code gives', () => {
    const some = fc.array(
      fc
        .tuple(fc.constantFrom('A', 'B'), fc.constantFrom('CN', 'US'), fc.constantFrom('2019', '2020', '_U'))
        .map(([reporter, area, period]) => listed(reporter, area, period)),
      { maxLength: 12 },
    );
    const filter = fc.record(
      { reporter: fc.constant(['A']), area: fc.constant(['CN']) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(some, filter, (states, given) => {
        const unique = [...new Map(states.map((state) => [state.key, state])).values()];
        const { dimensions } = availabilityOf(unique, given);
        for (const dimension of DIMENSIONS)
          for (const { code, states: count } of dimensions[dimension])
            expect(availabilityOf(unique, { ...given, [dimension]: [code] }).states).toBe(count);
      }),
    );
  });
});
