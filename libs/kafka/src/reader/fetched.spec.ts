import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { compressionsAlgorithmsByBitmask } from '@platformatic/kafka';
import type { FetchedPartition } from './fetch-request.ts';
import { fetchedOf, type Fetched } from './fetched.ts';
import { writeBatch, type BatchSpec } from '../spec/record-batches.fixture.ts';

const answer = (records: Buffer, more: Partial<FetchedPartition> = {}): FetchedPartition => ({
  topic: { name: 'figures', id: 'an id', partitions: [] },
  ...{ partition: 0, errorCode: 0, highWatermark: 100n, aborted: [], records },
  ...more,
});

const fetch = (records: Buffer, more: Partial<FetchedPartition> = {}, from = 0n): Fetched =>
  fetchedOf(answer(records, more), from);

const offsetsOf = ({ records }: Fetched) => [...records].map(({ offset }) => offset);

const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
const record = fc.record({
  timestampDelta: fc.bigInt(-(2n ** 40n), 2n ** 40n),
  key: fc.option(bytes),
  value: fc.option(bytes),
  headers: fc.array(fc.tuple(fc.constantFrom('ce_id', 'ce_type', 'größe', '', 'a'), bytes), { maxLength: 9 }),
});
const batch = fc.record({
  firstTimestamp: fc.bigInt(0n, 2n ** 41n),
  maxTimestamp: fc.bigInt(0n, 2n ** 41n),
  attributes: fc.constantFrom(0, 0x08),
  records: fc
    .array(record, { minLength: 1, maxLength: 12 })
    .map((records) => records.map((each, offsetDelta) => ({ ...each, offsetDelta }))),
});

const simple = (firstOffset: bigint, more: Partial<BatchSpec> = {}): Buffer =>
  writeBatch({
    firstOffset,
    records: [0, 1, 2].map((offsetDelta) => ({
      offsetDelta,
      timestampDelta: 0n,
      key: null,
      value: Buffer.from('{}'),
      headers: [],
    })),
    ...more,
  });

describe('what a fetch brings of a partition', () => {
  it('is every record as written, from the requested offset on', () => {
    fc.assert(
      fc.property(
        fc.array(batch, { minLength: 1, maxLength: 4 }),
        fc.nat(40),
        fc.nat(80),
        (specs, from, cut) => {
          let offset = 0n;
          const expected: unknown[] = [];
          const written = specs.map((spec) => {
            const firstOffset = offset;
            offset += BigInt(spec.records.length);
            const sent = spec.records.map(({ offsetDelta, timestampDelta, key, value, headers }) => ({
              offset: firstOffset + BigInt(offsetDelta),
              timestamp: String(
                spec.attributes === 0 ? spec.firstTimestamp + timestampDelta : spec.maxTimestamp,
              ),
              ...{ key, value, headers },
            }));
            return { sent, bytes: writeBatch({ ...spec, firstOffset }) };
          });
          const whole = Buffer.concat(written.map((one) => one.bytes));
          // The broker cuts the last batch off at the size limit of the answer.
          const records = whole.subarray(0, Math.max(0, whole.length - cut));
          let end = 0;
          for (const one of written) {
            end += one.bytes.length;
            if (end <= records.length)
              expected.push(...one.sent.filter((sent) => sent.offset >= BigInt(from)));
          }
          const { records: found, next, trouble } = fetch(records, {}, BigInt(from));
          expect(trouble).toBeNull();
          expect(
            [...found].map(({ offset: at, timestamp, key, value, headers }) => ({
              ...{ offset: at, timestamp, key, value, headers },
            })),
          ).toEqual(expected);
          expect(next).toBeGreaterThanOrEqual(BigInt(from));
        },
      ),
    );
  });

  it.each(Object.entries(compressionsAlgorithmsByBitmask))('unpacks codec %s', (number, codec) => {
    const sent = Array.from({ length: 50 }, (_, offsetDelta) => ({
      offsetDelta,
      timestampDelta: BigInt(offsetDelta),
      key: Buffer.from(`key ${String(offsetDelta)}`),
      value: Buffer.from('value '.repeat(20)),
      headers: [['ce_id', Buffer.from(String(offsetDelta))]] as const,
    }));
    const packed = writeBatch({
      attributes: Number(number),
      compress: (raw) => codec.compressSync(raw),
      records: sent,
    });
    expect([...fetch(packed).records].map(({ key, value }) => ({ key, value }))).toEqual(
      sent.map(({ key, value }) => ({ key, value })),
    );
  });

  const marker = (firstOffset: bigint, producerId: bigint, type: 0 | 1): Buffer =>
    writeBatch({
      ...{ firstOffset, producerId, attributes: 0x30 },
      records: [
        {
          ...{ offsetDelta: 0, timestampDelta: 0n, headers: [] },
          key: Buffer.from([0, 0, 0, type]),
          value: Buffer.alloc(6),
        },
      ],
    });
  const sent = (firstOffset: bigint, producerId: bigint): Buffer =>
    simple(firstOffset, { producerId, attributes: 0x10 });

  it('is every record, in order, and the position behind them', () => {
    const fetched = fetch(Buffer.concat([simple(0n), simple(3n), simple(7n)]));
    expect(offsetsOf(fetched)).toEqual([0n, 1n, 2n, 3n, 4n, 5n, 7n, 8n, 9n]);
    expect(fetched).toMatchObject({ from: 0n, next: 10n, trouble: null });
  });

  it('leaves out control records and aborted records, for each producer by itself', () => {
    // Producer 1 begins first and aborts last; the broker lists transactions in the order of their abort markers.
    const log = [
      ...[sent(0n, 1n), sent(3n, 2n), simple(6n), marker(9n, 2n, 0), sent(10n, 2n)],
      ...[marker(13n, 2n, 1), sent(14n, 1n), marker(17n, 1n, 0), sent(18n, 1n), marker(21n, 1n, 1)],
    ];
    const aborted = [
      { producerId: 2n, firstOffset: 3n },
      { producerId: 1n, firstOffset: 0n },
    ];
    const fetched = fetch(Buffer.concat(log), { aborted });
    expect(offsetsOf(fetched)).toEqual([6n, 7n, 8n, 10n, 11n, 12n, 18n, 19n, 20n]);
    expect(fetched.next).toBe(22n);
    // Transactions that began before this fetch count from its first batch on.
    const later = fetch(Buffer.concat(log.slice(1)), { aborted }, 3n);
    expect(offsetsOf(later)).toEqual([6n, 7n, 8n, 10n, 11n, 12n, 18n, 19n, 20n]);
  });

  it('counts the memory of unpacked records', () => {
    const value = Buffer.alloc(10_000, 'x');
    const records = [{ offsetDelta: 0, timestampDelta: 0n, key: null, value, headers: [] }];
    const packed = simple(0n, { records, attributes: 1, compress: (raw) => gzipSync(raw) });
    expect(packed.length).toBeLessThan(1_000);
    expect(fetch(packed).bytes).toBeGreaterThan(10_000);
  });

  it('moves the position past control records', () => {
    expect(fetch(marker(5n, 1n, 1), {}, 5n)).toMatchObject({ next: 6n, records: { length: 0 } });
  });

  it("of an input topic ends before the first batch that carries its producer's clock, whatever follows", () => {
    const log = Buffer.concat([
      simple(0n, { attributes: 0x08 }),
      simple(3n),
      simple(6n, { attributes: 0x08 }),
    ]);
    expect(offsetsOf(fetch(log))).toHaveLength(9);
    const fetched = fetchedOf(answer(log), 0n, true);
    expect(offsetsOf(fetched)).toEqual([0n, 1n, 2n]);
    expect(fetched).toMatchObject({ next: 3n, trouble: { batch: { first: 3n, next: 6n } } });
    expect(fetched.trouble?.reason).toContain('message.timestamp.type=LogAppendTime');
  });

  it('is empty without a whole batch', () => {
    expect(fetch(simple(0n).subarray(0, -1))).toMatchObject({ next: 0n, records: { length: 0 } });
    expect(fetch(Buffer.alloc(0), {}, 7n)).toMatchObject({ next: 7n, records: { length: 0 } });
  });
});

describe('records that cannot be read', () => {
  const flipped = simple(3n);
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
  it.each([
    ['a bit that flipped', flipped, 'the checksum does not match'],
    ['a codec nobody knows', simple(3n, { attributes: 6 }), 'compressed with codec 6'],
    ['compressed content that is broken', simple(3n, { attributes: 2 }), 'snappy'],
    ['an older format', simple(3n, { magic: 1 }), 'format 1'],
    [
      'more records promised than there are',
      simple(3n, { compress: (raw) => raw.subarray(0, -3) }),
      'what is there',
    ],
  ])('%s: what comes before is delivered, then it is reported', (_name, bad, reason) => {
    const fetched = fetch(Buffer.concat([simple(0n), bad, simple(6n)]));
    expect(offsetsOf(fetched)).toEqual([0n, 1n, 2n]);
    expect(fetched).toMatchObject({ next: 3n, trouble: { batch: { first: 3n, next: 6n } } });
    expect(fetched.trouble?.reason.toLowerCase()).toContain(reason);
  });

  it('a small packed batch of more records than a batch may have is reported', () => {
    const one = { timestampDelta: 0n, key: null, value: null, headers: [] };
    const records = Array.from({ length: 200_001 }, (_, offsetDelta) => ({ ...one, offsetDelta }));
    const packed = writeBatch({ attributes: 1, compress: (raw) => gzipSync(raw), records });
    expect(packed.length).toBeLessThan(1024 * 1024);
    expect(fetch(packed).trouble?.reason).toContain('200001 records, of at most 200000');
  });

  it.each([
    [1, 'the position is out of range'],
    [29, 'TOPIC_AUTHORIZATION_FAILED'],
    [2, 'CORRUPT_MESSAGE'],
  ])('error %i of the broker is told, and a new claim may help', (errorCode, reason) => {
    const { trouble } = fetch(Buffer.alloc(0), { errorCode });
    expect(trouble).toMatchObject({ batch: null });
    expect(trouble?.reason).toContain(reason);
  });

  it('random bytes never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(200), (noise, at) => {
        const records = Buffer.concat([simple(0n), simple(3n)]);
        Buffer.from(noise).copy(records, Math.min(at, records.length));
        const fetched = fetch(records);
        expect(offsetsOf(fetched)).toHaveLength(fetched.records.length);
      }),
    );
  });
});
