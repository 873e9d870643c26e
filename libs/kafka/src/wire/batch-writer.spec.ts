import { Reader, readRecordsBatch } from '@platformatic/kafka';
import fc from 'fast-check';
import { writeBatch } from './batch-writer.ts';
import { ByteWriter } from './byte-writer.ts';
import { crc32c } from './crc32c.ts';
import type { OutRecord } from './records.ts';

const bytes = fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some));
const text = fc.string({ unit: 'binary', maxLength: 100 });
const header = fc.oneof(text, bytes, fc.array(fc.oneof(text, bytes), { maxLength: 3 }));
const record: fc.Arbitrary<OutRecord> = fc.record({
  key: fc.oneof(text, bytes, fc.constant(null)),
  value: fc.oneof(text, bytes, fc.constant(null), fc.constant('x'.repeat(20_000))),
  headers: fc.dictionary(text, header, { maxKeys: 4 }),
});

/** As text, for a faster comparison. */
const hex = (value: string | Buffer | null) => (value === null ? null : Buffer.from(value).toString('hex'));

// Read by the library's reader.
it('writes batches that a reader of the format finds again', () => {
  const writer = new ByteWriter(16);
  fc.assert(
    fc.property(
      fc.array(record, { minLength: 1, maxLength: 8 }),
      fc.bigInt({ min: 0n, max: 2n ** 62n }),
      fc.nat(32_767),
      fc.nat(2 ** 31 - 1),
      fc.boolean(),
      (records, producerId, producerEpoch, firstSequence, isTransactional) => {
        writer.at = 0;
        const head = {
          producerId,
          producerEpoch,
          firstSequence,
          isTransactional,
          timestamp: 1_764_000_000_123,
        };
        writeBatch(writer, head, records);
        const written = Buffer.from(writer.written);
        const read = readRecordsBatch(Reader.from(written));
        expect(read).toMatchObject({
          length: written.length - 12,
          magic: 2,
          attributes: isTransactional ? 0x10 : 0,
          lastOffsetDelta: records.length - 1,
          firstTimestamp: 1_764_000_000_123n,
          maxTimestamp: 1_764_000_000_123n,
          producerId,
          producerEpoch,
          firstSequence,
        });
        expect(written.readUInt32BE(17)).toBe(crc32c(written.subarray(21)) >>> 0);
        expect(read.records).toHaveLength(records.length);
        for (const [i, { key, value, headers = {} }] of records.entries()) {
          const found = read.records[i]!;
          expect([found.offsetDelta, hex(found.key), hex(found.value)]).toEqual([i, hex(key), hex(value)]);
          expect(found.headers.map(([name, one]) => [hex(name), hex(one)])).toEqual(
            Object.entries(headers).flatMap(([name, values]) =>
              [values].flat().map((one) => [hex(name), hex(one)]),
            ),
          );
        }
      },
    ),
  );
});
