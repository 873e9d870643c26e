import type { StateFilter } from '@silkgauge/contract';
import { subscriptionFilters } from './subscription-filters.ts';

describe('the filters of a subscription', () => {
  it('name the codes of each dimension', () => {
    expect(subscriptionFilters([{ reporter: ['GACC'], flow: ['X', 'M'] }], null)).toEqual([
      {
        all: [{ exact: { reporter: 'GACC' } }, { any: [{ exact: { flow: 'X' } }, { exact: { flow: 'M' } }] }],
      },
    ]);
  });

  it('are true for any of several sets, and for prefixes', () => {
    expect(subscriptionFilters([{ area: ['CN-*'] }, { reporter: ['HMRC'] }], null)).toEqual([
      { any: [{ prefix: { area: 'CN-' } }, { exact: { reporter: 'HMRC' } }] },
    ]);
  });

  it('have the period in focus', () => {
    expect(subscriptionFilters([{ area: ['CN'] }], '2020-S1')).toEqual([
      { exact: { area: 'CN' } },
      { exact: { period: '2020-S1' } },
    ]);
    expect(subscriptionFilters([{}], '2020-S1')).toEqual([{ exact: { period: '2020-S1' } }]);
  });

  it('are none for all that there is', () => {
    expect(subscriptionFilters([{}], null)).toEqual([]);
    expect(subscriptionFilters([{ area: ['CN'] }, {}], null)).toEqual([]);
  });

  it.each<StateFilter>([{ within: ['CN-HA'] }, { verdict: ['conflicts'] }, { flag: ['small-base'] }])(
    'cannot be made of %j',
    (set) => {
      expect(subscriptionFilters([set], null)).toBeNull();
    },
  );
});
