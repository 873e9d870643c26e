import { ExpectedTable, rowLines } from './expected-table.ts';

let ids = 0;
function line(orderedAt: string, amount: string, orderId = `id-${String((ids += 1))}`): string {
  const sale = {
    platform: 'EBAY',
    sellerCountry: 'DE',
    buyerCountry: 'FR',
    category: 'toys-and-games',
    flow: 'import',
    currency: 'EUR',
    amount,
    quantity: '1',
    orderedAt,
    orderId,
  };
  return `EBAY.DE.SALES.OWN.M._T.toys-and-games.FR.EUR\t${JSON.stringify(sale)}`;
}

function tableOf(...lines: string[]): string[] {
  const table = new ExpectedTable();
  for (const text of lines) table.add(text);
  return rowLines(table.rows()).map((row) => row.slice(row.indexOf('\t') + 1));
}

it('sums each month, counts each id once, and computes growth over the month and the year before', () => {
  expect(
    tableOf(
      line('2025-01-31T23:59:59.999Z', '3.00'),
      line('2024-12-01T00:00:00Z', '0.90', 'twice'),
      line('2024-01-15T00:00:00Z', '7.00'),
      line('2024-12-01T00:00:00Z', '0.90', 'twice'),
      line('2025-01-01T00:00:00Z', '0.05'),
    ),
  ).toEqual([
    '2024-01\t7.00\t1\t\\N\t\\N',
    '2024-12\t0.90\t1\t\\N\t\\N',
    '2025-01\t3.05\t2\t2.388889\t-0.564286',
  ]);
});

it.each([
  ['rounds half away from zero upwards', '20000.00', '20000.05', '0.000003'],
  ['rounds half away from zero downwards', '20000.00', '19999.95', '-0.000003'],
  ['shows a change that rounds to nothing without a sign', '50000000.00', '49999999.99', '0.000000'],
  ['shows no change as zero', '5.00', '5.00', '0.000000'],
])('%s', (_, before, now, ratio) => {
  expect(tableOf(line('2024-05-01T00:00:00Z', before), line('2024-06-01T00:00:00Z', now))[1]).toBe(
    `2024-06\t${now}\t1\t${ratio}\t\\N`,
  );
});

it('refuses a line whose key is not the series of its value', () => {
  expect(() => tableOf(line('2024-05-01T00:00:00Z', '1.00').replace('EBAY.', 'AMAZON.'))).toThrow('series');
});

it('refuses an amount without two digits after the point', () => {
  expect(() => tableOf(line('2024-05-01T00:00:00Z', '1.0'))).toThrow('workload');
});
