import type { InRecord } from '@silkgauge/kafka';
import fc from 'fast-check';
import { PartitionEnd } from './read-ends.ts';

/** Scans a log of records of these sizes; returns the offsets and bytes read. */
function readEnd(sizes: readonly number[], from: number, mostBytes: number) {
  const range = { topic: 't', partition: 0, from: BigInt(from), until: BigInt(sizes.length) };
  const end = new PartitionEnd(range, mostBytes);
  const seen = new Set<number>();
  let bytes = 0;
  for (let isMore = sizes.length > from; isMore; isMore = end.step()) {
    const { stretch } = end;
    for (let offset = Number(stretch.from); offset < Number(stretch.until); offset += 1) {
      seen.add(offset);
      bytes += sizes[offset] ?? 0;
      if (!end.hasRoomFor([recordOf(offset, sizes[offset] ?? 0)])) break;
    }
  }
  return { seen, bytes };
}

const recordOf = (offset: number, size: number): InRecord => ({
  ...{ offset: BigInt(offset), timestamp: '0', key: null, headers: [] },
  value: { length: size } as Buffer,
});

it('reads an end within the budget completely, and once', () => {
  const sizes = Array.from({ length: 9_000 }, () => 1_000);
  const { seen, bytes } = readEnd(sizes, 0, 10_000_000);
  expect([seen.size, bytes]).toEqual([9_000, 9_000_000]);
});

it('reads the last records up to the budget and one more, for any sizes, with few repeats', () => {
  const size = fc.oneof(fc.nat(10), fc.nat(1_000), fc.nat(100_000));
  fc.assert(
    fc.property(
      fc.array(size, { maxLength: 60 }),
      fc.nat(60),
      fc.integer({ min: 1, max: 200_000 }),
      (sizes, from, most) => {
        const { seen, bytes } = readEnd(sizes, Math.min(from, sizes.length), most);
        // Every offset within the budget was read.
        let sum = 0;
        for (let offset = sizes.length - 1; offset >= from && sum < most; offset -= 1) {
          expect(seen.has(offset)).toBe(true);
          sum += sizes[offset] ?? 0;
        }
        expect(bytes).toBeLessThanOrEqual(6 * (most + Math.max(0, ...sizes)));
      },
    ),
    // An earlier counterexample.
    { numRuns: 500, examples: [[[7, 0, 0, 7, 0, 0, 0], 0, 8]] },
  );
});
