import type { RecordPlace } from '@silkgauge/decisions';
import { partitionOf, type InRecord } from '@silkgauge/kafka';
import fc from 'fast-check';
import { readSale } from './read-sale.ts';
import { SaleReader, type Sale } from './sale.ts';

const data = {
  platform: 'AMAZON',
  sellerCountry: 'AU',
  buyerCountry: 'CA',
  category: 'automotive-parts',
  flow: 'import',
  currency: 'USD',
  amount: '12.50',
  quantity: '2',
  orderedAt: '2024-03-05T10:11:12Z',
  orderId: '0b6c4f0e-6f1c-4a3e-9a3e-2f0b6c4f0e6f',
};
const KEY = 'AMAZON.AU.SALES.OWN.M._T.automotive-parts.CA.USD';
const HEADERS = {
  ce_id: 'id-1',
  ce_source: '/platforms/amazon',
  ce_type: 'silkgauge.sale.recorded.v1',
  ce_specversion: '1.0',
  ce_time: '2024-03-05T10:11:12Z',
  ce_subject: KEY,
  'content-type': 'application/json',
};

function varint(n: number): Buffer {
  const bytes: number[] = [];
  let rest = n >= 0 ? 2 * n : -2 * n - 1;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
  return Buffer.from(bytes);
}

function recordOf(
  value: string | Buffer,
  headers: readonly (readonly [string, Buffer])[],
  key = KEY,
): InRecord {
  const wire = headers.flatMap(([name, bytes]) => [
    varint(Buffer.byteLength(name)),
    Buffer.from(name),
    varint(bytes.length),
    bytes,
  ]);
  const keyBytes = Buffer.from(key);
  const valueBytes = Buffer.from(value);
  const before = Buffer.from('what stands before');
  const bytes = Buffer.concat([
    before,
    keyBytes,
    valueBytes,
    varint(headers.length),
    ...wire,
    Buffer.from('and behind'),
  ]);
  const keyEnd = before.length + keyBytes.length;
  const valueEnd = keyEnd + valueBytes.length;
  return {
    offset: 1n,
    timestamp: '1700000000000',
    key: keyBytes,
    value: valueBytes,
    headers,
    wire: {
      bytes,
      keyStart: before.length,
      keyEnd,
      valueStart: keyEnd,
      valueEnd,
      headersStart: valueEnd,
      end: bytes.length - 'and behind'.length,
    },
  };
}

const headersOf = (headers: Record<string, string>) =>
  Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)] as const);

const ANYWHERE: RecordPlace = { partition: 0, partitions: null };

/** A reader that has seen one sale of the series. */
function learned(): SaleReader {
  const reader = new SaleReader();
  expect(readSale(recordOf(JSON.stringify(data), headersOf(HEADERS)), reader, ANYWHERE)).toHaveProperty(
    'seriesKey',
    KEY,
  );
  return reader;
}

const meaning = (sale: Sale | null | undefined) => {
  if (!sale) return sale;
  const { record: _, ...rest } = sale;
  return rest;
};

/** The sale by the parser, or null for a refused record. */
function theLongWay(record: InRecord, place: RecordPlace = ANYWHERE) {
  const { wire: _, ...bare } = record;
  const sale = readSale(bare, new SaleReader(), place);
  return 'kind' in sale ? null : meaning(sale);
}

it('reads the next sale of a series without the parser, with the same result', () => {
  const next = recordOf(
    JSON.stringify({ ...data, amount: '-3.005', orderedAt: '2024-02-29T23:59:60+01:00' }),
    headersOf({ ...HEADERS, ce_id: 'id-2' }),
  );
  const quick = meaning(learned().read(next, ANYWHERE));
  expect(quick).toMatchObject({ id: 'id-2', amount: '-3.005', period: '2024-02' });
  expect(quick).toEqual(theLongWay(next));
});

it('reads sales of doors without the parser: with who pushed them, and with a trace', () => {
  const SAMPLED = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const read = (more: Record<string, string>) => {
    const record = recordOf(JSON.stringify(data), headersOf({ ...HEADERS, ...more }));
    const quick = meaning(learned().read(record, ANYWHERE));
    expect(quick).toEqual(theLongWay(record));
    return quick?.traceparent;
  };
  expect(read({ 'silkgauge-by': 'anonymous' })).toBeUndefined();
  expect(read({ 'silkgauge-by': 'anonymous', ce_traceparent: SAMPLED, ce_tracestate: 'a=1' })).toBe(SAMPLED);
  for (const none of [SAMPLED.replace(/1$/, '0'), 'none', `${SAMPLED}x`])
    expect(read({ ce_traceparent: none })).toBeUndefined();
});

it('reads no sale of a series before the first one was parsed', () => {
  expect(new SaleReader().read(recordOf(JSON.stringify(data), headersOf(HEADERS)), ANYWHERE)).toBeNull();
});

it('accepts no record that the parser refuses, and reads each sale as the parser does', () => {
  const text = JSON.stringify(data);
  const member = fc.constantFrom(...(Object.keys(data) as (keyof typeof data)[]));
  const odd = fc.constantFrom(
    '',
    '0',
    '1e3',
    '-1',
    '1.',
    '.5',
    '+1',
    '00012.50',
    '123456789012345678901',
    '0.1234567890123456789',
    '1,5',
    ' 1',
    '2024-02-30T00:00:00Z',
    '2024-13-01T00:00:00Z',
    '2024-01-01T24:00:00Z',
    '2024-01-01T00:00:00',
    '2023-12-31T23:30:00-01:00',
    '2024-01-01T00:00:00.123456789Z',
    '2024-01-01t00:00:00z',
    '0000-01-01T00:00:00Z',
    'é',
    '"',
    '\\',
    '\u0000',
    '\ud800',
    'x'.repeat(257),
    '_T',
    'ZZ',
  );
  const changedMember = fc
    .tuple(member, fc.oneof(odd, fc.string()))
    .map(([name, value]) => JSON.stringify({ ...data, [name]: value }));
  const changedByte = fc
    .tuple(fc.nat(text.length - 1), fc.nat(255))
    .map(([at, byte]) =>
      Buffer.concat([Buffer.from(text.slice(0, at)), Buffer.from([byte]), Buffer.from(text.slice(at + 1))]),
    );
  const extended = fc.constantFrom(
    `${text} `,
    `${text}{}`,
    ` ${text}`,
    text.replace('}', ',"more":1}'),
    text.replace('"quantity"', '"amount":"1","quantity"'),
  );
  const values = fc.oneof(fc.constant(text), changedMember, changedByte, extended);
  const headerName = fc.constantFrom(
    ...Object.keys(HEADERS),
    'ce_extra',
    'ce_data',
    'ce_datacontenttype',
    'other',
  );
  const headerChange = fc.tuple(
    headerName,
    fc
      .oneof(
        odd,
        fc.string(),
        fc.constantFrom(
          'application/cloudevents+json',
          'text/plain',
          '1.0',
          '2.0',
          '/platforms/amazon',
          '/other',
          KEY,
        ),
      )
      .map((t) => Buffer.from(t)),
  );
  const headers = fc.oneof(
    fc.constant(headersOf(HEADERS)),
    headerChange.map(([name, bytes]) => [
      ...headersOf(HEADERS).filter(([n]) => n !== name),
      [name, bytes] as const,
    ]),
    headerChange.map((header) => [...headersOf(HEADERS), header]),
    headerName.map((name) => headersOf(HEADERS).filter(([n]) => n !== name)),
  );
  const reader = learned();
  let quickly = 0;
  fc.assert(
    fc.property(values, headers, (value, list) => {
      const record = recordOf(value, list);
      const quick = meaning(reader.read(record, ANYWHERE));
      if (!quick) return;
      quickly += 1;
      expect(quick).toEqual(theLongWay(record));
    }),
    { numRuns: 3_000 },
  );
  expect(quickly).toBeGreaterThan(100);
});

it('reads a sale without the parser only on the partition of its key, for any number of partitions', () => {
  const next = recordOf(JSON.stringify(data), headersOf({ ...HEADERS, ce_id: 'id-3' }));
  for (let partitions = 1; partitions <= 7; partitions += 1) {
    const home = partitionOf(Buffer.from(KEY), partitions);
    for (let partition = 0; partition < partitions; partition += 1) {
      const place = { partition, partitions };
      const quick = meaning(learned().read(next, place));
      expect(quick === null).toBe(partition !== home);
      expect(quick).toEqual(theLongWay(next, place));
    }
  }
});
