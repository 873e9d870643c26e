import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DATA_FOLDER, checkedAs, dataSet } from '../../../../harness/fixtures/bundled.ts';
import { lineAmount, onlineRetailMapping } from './online-retail.ts';

const LABELS = [
  { country_label: 'EIRE', iso_alpha2: 'IE' },
  { country_label: 'Unspecified', iso_alpha2: '' },
  { country_label: 'Channel Islands', iso_alpha2: '' },
  { country_label: 'European Community', iso_alpha2: '' },
];

describe('lineAmount', () => {
  it.each([
    ['6', '2.55', '15.30'],
    ['-1', '27.5', '-27.5'],
    ['80995', '2.08', '168469.60'],
    ['1', '-11062.06', '-11062.06'],
    ['3', '0.001', '0.003'],
    ['-12', '0', '0'],
    ['-12', '0.00', '0.00'],
    ['7', '4', '28'],
  ])('%s at %s is %s', (quantity, price, amount) => {
    expect(lineAmount(quantity, price)).toBe(amount);
  });
});

describe('onlineRetailMapping', () => {
  it('makes a sale of each line, numbered as in the file and within its order', () => {
    const saleOf = onlineRetailMapping(LABELS);
    const lines = [
      '536540,22968,"ROSE COTTAGE, ""KEEPSAKE"" BOX",4,2010-12-01 14:05:00,9.95,14911,EIRE',
      '536541,22967,BOX,1,2010-12-01 14:06:00,1,,EIRE',
      '536540,22966,BOX,2,2010-12-01 14:05:00,1.25,14911,EIRE',
    ];
    const sales = lines.map((line) => checkedAs(saleOf(line), 'silkgauge.sale.recorded.v1'));
    expect(sales[0]).toMatchObject({
      source: '/datasets/uci-online-retail',
      id: '1',
      seriesKey: 'ONLINE-RETAIL.GB.SALES.OWN.X._T._T.IE.GBP',
      period: '2010-12',
      amount: '39.80',
      quantity: '4',
    });
    expect(sales[0]?.data.orderedAt).toBe('2010-12-01T14:05:00Z');
    expect(sales.map(({ id, data }) => [id, data.orderId, data.line])).toEqual([
      ['1', '536540', '1'],
      ['2', '536541', '1'],
      ['3', '536540', '2'],
    ]);
  });

  it.each([
    ['Unspecified', '_U'],
    ['Channel Islands', 'GB-CHA'],
    ['European Community', 'EU'],
  ])('reads %s as %s', (label, code) => {
    const sale = onlineRetailMapping(LABELS)(`1,2,BOX,-1,2011-12-09 12:50:00,1.25,,${label}`);
    expect(checkedAs(sale, 'silkgauge.sale.recorded.v1').data).toMatchObject({
      buyerCountry: code,
      amount: '-1.25',
    });
  });

  it('refuses a label that is not in the list', () => {
    expect(() => onlineRetailMapping(LABELS)('1,2,BOX,1,2011-12-09 12:50:00,1,,Atlantis')).toThrow(
      '"Atlantis" is no label of a country',
    );
  });
});

describe('the whole file', () => {
  it('totals per country and month equal an independent sum, and every event passes the contract', async () => {
    const totals = new Map<string, number>();
    const counts = new Map<string, number>();
    let next = 1;
    for await (const events of dataSet('online-retail').events(DATA_FOLDER)) {
      for (const event of events) {
        const { id, seriesKey, period, amount } = checkedAs(event, 'silkgauge.sale.recorded.v1');
        const key = `${seriesKey.split('.')[7] ?? ''} ${period}`;
        totals.set(key, (totals.get(key) ?? 0) + thousandths(amount));
        counts.set(key, (counts.get(key) ?? 0) + 1);
        if (id !== String(next)) throw new Error(`${id} where ${String(next)} is due`);
        next += 1;
      }
    }
    expect(next - 1).toBe(541_909);

    const expected = independentTotals();
    expect(totals).toEqual(expected.totals);
    expect(counts).toEqual(expected.counts);
    // The known total of this data set: 9,747,747.934 GBP.
    expect([...totals.values()].reduce((sum, total) => sum + total, 0)).toBe(9_747_747_934);
  });
});

/**
 * Independent sums: a pattern reads quantity, date, price, customer and country from the end of a line.
 * Thousandths of a pound stay far below 2^53, so plain numbers are exact.
 */
function independentTotals(): { totals: Map<string, number>; counts: Map<string, number> } {
  const folder = join(DATA_FOLDER, 'online-retail');
  const codes: Record<string, string> = {
    Unspecified: '_U',
    'Channel Islands': 'GB-CHA',
    'European Community': 'EU',
  };
  for (const [, label = '', code = ''] of readFileSync(join(folder, 'country-labels.csv'), 'utf8').matchAll(
    /^([^,\r\n\u2028\u2029]+),([A-Z]{2}),\d+$/gm,
  )) {
    codes[label] = code;
  }
  const totals = new Map<string, number>();
  const counts = new Map<string, number>();
  const text = gunzipSync(readFileSync(join(folder, 'orders.csv.gz'))).toString();
  const line = /,(-?\d+),(\d{4}-\d\d)-\d\d [\d:]{8},(-?[\d.]+),\d*,"?([A-Za-z ]+)"?$/gm;
  for (const [, quantity = '', month = '', price = '', label = ''] of text.matchAll(line)) {
    const key = `${codes[label] ?? '?'} ${month}`;
    totals.set(key, (totals.get(key) ?? 0) + +quantity * thousandths(price));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return { totals, counts };
}

function thousandths(decimal: string): number {
  const point = decimal.indexOf('.');
  if (point < 0) return +decimal * 1000;
  return +(decimal.slice(0, point) + decimal.slice(point + 1).padEnd(3, '0'));
}
