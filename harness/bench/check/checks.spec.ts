import type { ExpectedRow } from './expected-table.ts';
import { compareRows } from './compare.ts';
import { LastRecords } from './last-records.ts';
import { asRatio, stateRow } from './state-row.ts';

const KEY = 'EBAY.DE.SALES.OWN.M._T.toys-and-games.FR.EUR/2025-01';
const row: ExpectedRow = {
  series: KEY.slice(0, -8),
  month: '2025-01',
  total: '3.05',
  orders: '2',
  mom: '2.388889',
  yoy: null,
};

function state(version: number, total = '3.05', key = KEY): string {
  return JSON.stringify({
    key,
    series: {},
    period: '2025-01',
    version,
    level: { computed: { value: total } },
    growth: { G1: { computed: { value: '238.8889' } }, GY: { verdict: 'not-comparable' } },
    counts: { events: '2', units: '2' },
  });
}

it.each([
  ['238.8889', '2.388889'],
  ['-0.0500', '-0.000500'],
  ['0.0000', '0.000000'],
  ['12345.6789', '123.456789'],
  [undefined, null],
  [null, null],
])('turns %s percent into %s', (percent, ratio) => {
  expect(asRatio(percent)).toBe(ratio);
});

it.each(['1', '1.00000', 1, '1e3'])('refuses %p as a percentage', (percent) => {
  expect(() => asRatio(percent)).toThrow('4 digits');
});

it('reads the row of a state', () => {
  expect(stateRow(KEY, state(1))).toEqual(row);
});

it('refuses a state under another key', () => {
  expect(() => stateRow(KEY, state(1, '3.05', `${KEY}x`))).toThrow('disagree');
});

it('compares rows in any order and names different rows', () => {
  const other = { ...row, month: '2025-02' };
  expect(compareRows([row, other], [other, row])).toEqual({ same: true, differences: [] });
  expect(compareRows([row, other], [row]).differences).toEqual([expect.stringContaining('found nothing')]);
  expect(compareRows([row], [{ ...row, orders: '3' }]).same).toBe(false);
  expect(compareRows([row], [{ ...row, mom: null }]).same).toBe(false);
});

describe('last records', () => {
  it('judges by the last record of each key', () => {
    const last = new LastRecords();
    last.add(KEY, state(1, '1.00'), 5);
    last.add(KEY, state(2), 7);
    expect(last.compare([row])).toEqual({ same: true, differences: [] });
    expect(last).toMatchObject({ records: 2, tombstones: 0, lastAppended: 7, stale: 0 });
  });

  it('finds a key that ends with an older version, though its row is right', () => {
    const last = new LastRecords();
    last.add(KEY, state(2), 1);
    last.add(KEY, state(1), 2);
    expect(last.compare([row])).toEqual({ same: false, differences: [expect.stringContaining('older')] });
  });

  it('finds a deleted key', () => {
    const last = new LastRecords();
    last.add(KEY, state(1), 1);
    last.add(KEY, null, 2);
    expect(last.compare([row]).same).toBe(false);
  });

  it('finds records that are not states', () => {
    const last = new LastRecords();
    last.add(KEY, '{}', 1);
    expect(last.compare([row]).same).toBe(false);
  });
});
