import type { InRecord } from '@silkgauge/kafka';
import { SalesFolding } from './fold-sales.ts';
import type { Sale } from './sale.ts';

function sale(
  offset: number,
  id: string,
  amount: string,
  quantity = '1',
  period = '2020-03',
  orderedAt = 0,
): Sale {
  const record = { offset: BigInt(offset), timestamp: '0', key: null, value: null, headers: [] };
  const of = { record, source: '/shop', id, seriesKey: 'SHOP.GB', traceparent: undefined };
  return { ...of, period, amount, quantity, orderedAt };
}

const never = (): boolean => false;

/** Folds sales through stand-in records, cut into lists at `cuts`. */
function foldSales(
  sales: readonly Sale[],
  seen: (identity: string) => boolean,
  cuts: readonly number[] = [],
) {
  const saleOf = new Map<InRecord, Sale>(sales.map((one) => [one.record, one]));
  const folding = new SalesFolding((record) => saleOf.get(record) as Sale, seen, Infinity);
  const records = sales.map(({ record }) => record);
  let from = 0;
  for (const to of [...cuts, records.length]) {
    folding.take(records.slice(from, to));
    from = to;
  }
  return folding.folded();
}

it('adds decimals exactly and keeps the larger scale', () => {
  const { folds } = foldSales([sale(0, 'a', '0.1'), sale(1, 'b', '0.20'), sale(2, 'c', '-3', '-2')], never);
  expect(folds.map((f) => f.added)).toEqual([
    { total: '-2.70', events: '3', units: '0', last: '1970-01-01T00:00:00Z' },
  ]);
});

it('keeps the latest order time of counted sales, in any order of arrival', () => {
  const at = (time: string) => [undefined, undefined, Date.parse(time)] as const;
  const sales = [
    sale(0, 'a', '1', ...at('2020-03-02T10:00:00.250Z')),
    sale(1, 'b', '1', ...at('2020-03-01T10:00:00Z')),
    sale(2, 'a', '1', ...at('2020-03-31T10:00:00Z')),
  ];
  expect(foldSales(sales, never, [1]).folds[0]?.added.last).toBe('2020-03-02T10:00:00.250Z');
});

it('counts an identity once, within a batch and across batches', () => {
  const first = foldSales([sale(0, 'a', '1'), sale(1, 'a', '1'), sale(2, 'b', '2')], never);
  expect(first.duplicates).toBe(1);
  expect(first.folds[0]?.added).toMatchObject({ total: '3', events: '2', units: '2' });
  const known = first.identities.toString('latin1');
  const second = foldSales([sale(3, 'b', '2'), sale(4, 'c', '4')], (identity) => known.includes(identity));
  expect(second.folds[0]?.added).toMatchObject({ total: '4', events: '1', units: '1' });
  expect(second.folds[0]?.from).toBe(4n);
});

it('separates months, with the offsets of the records of each fold', () => {
  const { folds } = foldSales(
    [sale(5, 'a', '1'), sale(6, 'b', '1', '1', '2020-04'), sale(9, 'c', '1')],
    never,
  );
  expect(folds.map((f) => [f.period, f.from, f.last.offset])).toEqual([
    ['2020-03', 5n, 9n],
    ['2020-04', 6n, 6n],
  ]);
});

describe('a folding at its limit of series and months', () => {
  const months = ['2020-03', '2020-04', '2020-03', '2020-05', '2020-04'];
  const sales = months.map((month, i) => {
    const { record, ...rest } = sale(i, `s${String(i)}`, '1', '1', month);
    return { ...rest, record: { ...record, timestamp: String(i) } };
  });
  const records = sales.map(({ record }) => record);
  const saleOf = new Map<InRecord, Sale>(sales.map((one) => [one.record, one]));
  const upTo = (most: number) => new SalesFolding((record) => saleOf.get(record) as Sale, never, most);

  it('takes no more, and returns the number of records taken', () => {
    const folding = upTo(3);
    expect(folding.take(records)).toBe(2);
    expect([folding.touched, folding.length]).toEqual([3, 2]);
    expect(folding.take(records.slice(2))).toBe(0);
    expect(folding.folded().timestamp).toBe('1');
    expect(folding.folded().folds.map(({ period, added }) => [period, added.events])).toEqual([
      ['2020-03', '1'],
      ['2020-04', '1'],
    ]);
  });

  it('is full after the last touched month, whatever records share the months', () => {
    const folding = upTo(4);
    expect(folding.take(records.slice(0, 3))).toBe(3);
    expect(folding.touched).toBe(3);
    expect(folding.take(records.slice(3))).toBe(1);
    expect(folding.touched).toBe(4);
  });

  it('counts refused records by their size', () => {
    const value = Buffer.alloc(4_096 * 3);
    const bad = sales.map(({ record }): InRecord => ({ ...record, value }));
    const folding = new SalesFolding(
      (record) => ({ kind: 'rejected', record, rule: 'json', reason: 'no JSON', identity: null }),
      never,
      10,
    );
    expect(folding.take(bad)).toBe(3);
    expect(folding.touched).toBe(12);
    expect(folding.folded().refused.map(({ record }) => record.offset)).toEqual([0n, 1n, 2n]);
  });
});

it('the last sale of a month says of which trace the month is, in whatever lists the sales come', () => {
  const traced = (one: Sale, traceparent: string): Sale => ({ ...one, traceparent });
  const sales = [traced(sale(0, 'a', '1'), 'first'), sale(1, 'b', '1'), traced(sale(2, 'c', '1'), 'last')];
  expect(foldSales(sales, never, [1, 2]).folds[0]?.last.traceparent).toBe('last');
  expect(foldSales(sales.slice(0, 2), never).folds[0]?.last.traceparent).toBeUndefined();
});
