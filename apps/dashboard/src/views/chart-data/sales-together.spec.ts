import type { ServedState } from '@silkgauge/contract';
import fc from 'fast-check';
import { shownState } from './shown-state.fixture.ts';
import { salesTogether } from './sales-together.ts';

/** A month of sales to a partner; `last` is the day of the latest order of a month that is not over. */
function soldTo(counterpart: string, amount: string, last?: string): ServedState {
  const state = shownState({ reporter: 'SHOP', area: 'GB', flow: 'X', period: '2011-12' });
  const total = { value: amount, low: amount, high: amount, unit: 'GBP', status: 'A' } as const;
  return {
    ...state,
    series: { ...state.series, indicator: 'SALES', counterpart },
    level: { computed: { ...total, formula: 'total@1' }, verdict: 'unchecked', gap: null },
    counts: { events: '3', units: '4', ...(last && { last: `${last}T12:50:00Z` }) },
    flags: last ? ['partial-period'] : [],
  };
}

describe('sales together', () => {
  it('are the exact sum over partners, up to the latest day of a month that is not over', () => {
    expect(
      salesTogether([soldTo('FR', '0.1'), soldTo('GB', '-2.30'), soldTo('_U', '0.2')], 'counterpart'),
    ).toEqual({ count: 3, sum: '-2.00', unit: 'GBP', until: null });
    const running = [soldTo('FR', '1', '2011-12-08'), soldTo('GB', '2', '2011-12-09')];
    expect(salesTogether(running, 'counterpart')?.until).toBe('2011-12-09');
  });

  it('lose no penny, whatever the amounts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), { minLength: 2 }),
        (pence) => {
          const states = pence.map((amount, at) => soldTo(`P${at}`, (amount / 100).toFixed(2)));
          const sum = Number(salesTogether(states, 'counterpart')?.sum.replace('.', ''));
          expect(sum).toBe(pence.reduce((total, amount) => total + amount, 0));
        },
      ),
    );
  });

  it('are none of one partner, of printed levels, of two units, or where another dimension differs', () => {
    const [french, own] = [soldTo('FR', '1'), soldTo('GB', '2')];
    const { computed } = own.level;
    const printed = { ...own, level: { ...own.level, reported: computed } } as ServedState;
    const dollars = {
      ...own,
      level: { ...own.level, computed: { ...computed, unit: 'USD' } },
    } as ServedState;
    const imported = { ...own, series: { ...own.series, flow: 'M' } };
    const { counts: _, ...uncounted } = own;
    for (const others of [[], [printed], [dollars], [imported], [uncounted as ServedState]])
      expect(salesTogether([french, ...others], 'counterpart')).toBeNull();
    expect(salesTogether([french, own], 'flow')).toBeNull();
  });
});
