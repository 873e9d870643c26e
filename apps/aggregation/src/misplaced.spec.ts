import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { partitionOf } from '@silkgauge/kafka';
import { records } from './batches.fixture.ts';
import { classify } from './classify.ts';
import { misplacement, refuseMisplaced } from './misplaced.ts';

/** Where librdkafka puts a key unless told otherwise: Python, Go, C#, Rust, kcat. */
const consistent = (key: Buffer, partitions: number): number => crc32(key) % partitions;

const keys = fc.string({ minLength: 1, maxLength: 60 }).map((text) => Buffer.from(text));

it('a record stands right where the default partitioner puts its key, and nowhere else', () => {
  fc.assert(
    fc.property(keys, fc.integer({ min: 1, max: 64 }), fc.nat(), (key, partitions, at) => {
      const partition = at % partitions;
      const isHome = partitionOf(key, partitions) === partition;
      expect(misplacement({ key }, { partition, partitions }) === null).toBe(isHome);
    }),
  );
});

it("of librdkafka's own placing it says which partition would be right, and how to get there", () => {
  const key = Buffer.from('SHOP.GB.SALES.OWN.X._T._T.FR.GBP');
  const place = { partition: consistent(key, 4), partitions: 4 };
  expect([place.partition, partitionOf(key, 4)]).toEqual([PLACES.crc32, PLACES.murmur2]);
  const reason = misplacement({ key }, place);
  expect(reason).toContain(`stands on partition ${String(PLACES.crc32)} of 4`);
  expect(reason).toContain(`belongs on partition ${String(PLACES.murmur2)}`);
  expect(reason).toContain('partitioner=murmur2_random');
});

it('a record without a key belongs nowhere', () => {
  expect(misplacement({ key: null }, { partition: 0, partitions: 1 })).toContain('has no key');
});

it('where nobody judges, all is well', () => {
  expect(misplacement({ key: null }, { partition: 3, partitions: null })).toBeNull();
});

it('what is turned away for its place keeps its content; what is bad in itself keeps its own rule', () => {
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

/** Worked out by hand: CRC-32 (IEEE) and murmur2 of the key, modulo four. */
const PLACES = { crc32: 2, murmur2: 3 };
