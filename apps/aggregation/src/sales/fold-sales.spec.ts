import type { SaleRecorded } from '@silkgauge/contract';
import fc from 'fast-check';
import type { AcceptedSale } from './apply-sales.ts';
import { foldSales } from './fold-sales.ts';

function sale(offset: number, id: string, amount: string, quantity = '1', period = '2020-03'): AcceptedSale {
  const event = { source: '/shop', id, seriesKey: 'SHOP.GB', period, amount, quantity };
  return {
    kind: 'accepted',
    event: event as unknown as SaleRecorded,
    digest: null,
    record: { offset: BigInt(offset), timestamp: '0', key: null, value: null, headers: [] },
  };
}

const never = (): boolean => false;

describe('foldSales', () => {
  it('adds decimals exactly and keeps the larger scale', () => {
    const { folds } = foldSales([sale(0, 'a', '0.1'), sale(1, 'b', '0.20'), sale(2, 'c', '-3', '-2')], never);
    expect(folds.map((f) => f.added)).toEqual([{ total: '-2.70', events: '3', units: '0' }]);
  });

  it('counts an identity once, in a batch and across batches', () => {
    const first = foldSales([sale(0, 'a', '1'), sale(1, 'a', '1'), sale(2, 'b', '2')], never);
    expect(first.duplicates).toBe(1);
    expect(first.folds[0]?.added).toEqual({ total: '3', events: '2', units: '2' });
    const known = first.identities;
    const second = foldSales([sale(3, 'b', '2'), sale(4, 'c', '4')], (identity) => known.includes(identity));
    expect(second.folds[0]?.added).toEqual({ total: '4', events: '1', units: '1' });
    expect(second.folds[0]?.from).toBe(4n);
  });

  it('tells months apart and which records each fold took in', () => {
    const { folds } = foldSales(
      [sale(5, 'a', '1'), sale(6, 'b', '1', '1', '2020-04'), sale(9, 'c', '1')],
      never,
    );
    expect(folds.map((f) => [f.period, f.from, f.last.record.offset])).toEqual([
      ['2020-03', 5n, 9n],
      ['2020-04', 6n, 6n],
    ]);
  });

  it('gives the same sum however the decimals are written and ordered', () => {
    const amount = fc.record({
      units: fc.integer({ min: -1_000_000, max: 1_000_000 }),
      scale: fc.integer({ min: 0, max: 6 }),
    });
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 50 }), (amounts) => {
        const write = ({ units, scale }: { units: number; scale: number }): string => {
          const digits = String(Math.abs(units)).padStart(scale + 1, '0');
          const cut = digits.length - scale;
          return `${units < 0 ? '-' : ''}${digits.slice(0, cut)}${scale > 0 ? `.${digits.slice(cut)}` : ''}`;
        };
        const total = (list: typeof amounts) =>
          foldSales(
            list.map((a, i) => sale(i, String(i), write(a))),
            never,
          ).folds[0]?.added.total;
        expect(total(amounts)).toBe(total(amounts.toReversed()));
        const exact = amounts.reduce((sum, a) => sum + BigInt(a.units) * 10n ** BigInt(6 - a.scale), 0n);
        const [whole = '', fraction = ''] = (total(amounts) ?? '').replace('-', '').split('.');
        const sign = total(amounts)?.startsWith('-') ? -1n : 1n;
        expect(sign * BigInt(whole + fraction.padEnd(6, '0'))).toBe(exact);
      }),
    );
  });
});
