import { asyncApi, REGISTERED_KINDS } from '@silkgauge/contract';
import { keptBytes } from '@silkgauge/testing';
import { changeRecord, changeRecords, type PublishedRow } from './relay-records.ts';

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

it('records carry the headers that AsyncAPI names, and no others', () => {
  interface Headers {
    readonly required: readonly string[];
    readonly properties: Readonly<Record<string, { readonly const?: string }>>;
  }
  const { messages } = (
    asyncApi() as { components: { messages: Record<string, { name: string; headers: Headers }> } }
  ).components;
  const version = { sequence: '1', key: 'K', version: 1, known_at: new Date(0), document: '{}' };
  for (const row of [...page(1), ...REGISTERED_KINDS.map((kind) => ({ kind, ...version }))]) {
    const { headers = {} } = changeRecord(row, () => '0b7e6a1c-5f0e-4c53-9d3f-2b7d1f4f4a10');
    const told = Object.values(messages).find(({ name }) => name === headers['ce_type'])?.headers;
    expect(Object.keys(headers).sort()).toEqual(Object.keys(told?.properties ?? {}).sort());
    expect(Object.keys(headers)).toEqual(expect.arrayContaining([...(told?.required ?? [])]));
  }
});
