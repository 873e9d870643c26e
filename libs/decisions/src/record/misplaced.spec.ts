import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { partitionOf } from '@silkgauge/kafka';
import { records } from '@silkgauge/testing';
import { classify } from './classify.ts';
import { misplacement, refuseMisplaced } from './misplaced.ts';

/** Default partitioner of librdkafka: Python, Go, C#, Rust, kcat. */
const consistent = (key: Buffer, partitions: number): number => crc32(key) % partitions;

const keys = fc.string({ minLength: 1, maxLength: 60 }).map((text) => Buffer.from(text));

it('accepts a record on the partition of the default partitioner only', () => {
  fc.assert(
    fc.property(keys, fc.integer({ min: 1, max: 64 }), fc.nat(), (key, partitions, at) => {
      const partition = at % partitions;
      const isHome = partitionOf(key, partitions) === partition;
      expect(misplacement({ key }, { partition, partitions }) === null).toBe(isHome);
    }),
  );
});

it("names the right partition and the fix for a record placed by librdkafka's default", () => {
  const key = Buffer.from('SHOP.GB.SALES.OWN.X._T._T.FR.GBP');
  const place = { partition: consistent(key, 4), partitions: 4 };
  expect([place.partition, partitionOf(key, 4)]).toEqual([PLACES.crc32, PLACES.murmur2]);
  const reason = misplacement({ key }, place);
  expect(reason).toContain(`stands on partition ${String(PLACES.crc32)} of 4`);
  expect(reason).toContain(`belongs on partition ${String(PLACES.murmur2)}`);
  expect(reason).toContain('partitioner=murmur2_random');
});

it('refuses a record without a key', () => {
  expect(misplacement({ key: null }, { partition: 0, partitions: 1 })).toContain('has no key');
});

it('accepts any record if the number of partitions is unknown', () => {
  expect(misplacement({ key: null }, { partition: 3, partitions: null })).toBeNull();
});

it('keeps the content of a misplaced record, and the rule of a record that is bad in itself', () => {
  const data = { notice: 'N-1', reason: 'replaced' };
  const type = 'silkgauge.notice.withdrawn.v1';
  const [good, bad] = records([
    { type, key: 'N-1', id: 'n', data },
    { type, key: 'N-1', data: {} },
  ]).map((record) => classify(record, [type]));
  const elsewhere = { partition: (partitionOf(Buffer.from('N-1'), 4) + 1) % 4, partitions: 4 };
  expect(good && refuseMisplaced(good, elsewhere)).toMatchObject({
    ...{ kind: 'rejected', rule: 'misplaced', identity: { id: 'n', type, data } },
  });
  expect(bad && refuseMisplaced(bad, elsewhere)).toBe(bad);
});

/** Computed by hand: CRC-32 (IEEE) and murmur2 of the key, modulo four. */
const PLACES = { crc32: 2, murmur2: 3 };
