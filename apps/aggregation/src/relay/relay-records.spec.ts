import { keptBytes } from '@silkgauge/testing';
import { changeRecords, type PublishedRow } from './relay-records.ts';

const page = (count: number): PublishedRow[] =>
  Array.from({ length: count }, (_, i) => ({
    sequence: String(i + 1),
    key: 'SHOP.GB.SALES.OWN.X._T._T.FR.GBP',
    domain: 'platform',
    period: '2025-03',
    version: i + 1,
    known_at: new Date(1_700_000_000_000),
    document: JSON.stringify({ level: { computed: { value: String(Math.random()) } }, i }).padEnd(2_000),
  }));

describe('the records of a page', () => {
  it('can be iterated again', () => {
    const [{ records } = { records: [] }] = changeRecords(page(3), '');
    expect([...records]).toEqual([...records]);
    expect([...records]).toHaveLength(3);
  });

  it('are released once sent, and so are the changes', async () => {
    let bytes = 0;
    const kept = await keptBytes(100, () => {
      for (const { records } of changeRecords(page(100), ''))
        for (const { value } of records) bytes += value?.length ?? 0;
    });
    expect(bytes).toBeGreaterThan(20_000_000);
    expect(kept).toBeLessThan(2_000_000);
  });
});
