import fc from 'fast-check';
import { writeBatch } from '../spec/record-batches.fixture.ts';
import { readRecordBatches } from './record-batches.ts';
import type { RecordList } from './records.ts';
import { joinRecords, recordsFrom } from './stored-batch.ts';

const stored = (firstOffset: number, count: number) =>
  readRecordBatches(
    writeBatch({
      firstOffset: BigInt(firstOffset),
      records: Array.from({ length: count }, (_, offsetDelta) => ({
        ...{ offsetDelta, timestampDelta: BigInt(offsetDelta), headers: [] },
        key: null,
        value: Buffer.from(String(firstOffset + offsetDelta)),
      })),
    }),
  ).batches;

const offsets = (records: RecordList) => [...records].map(({ offset, value }) => [offset, String(value)]);

/** Counts of the batches of a log without gaps. */
const counts = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 5 });

const joined = (sizes: readonly number[]): RecordList => {
  let at = 0;
  return joinRecords(sizes.flatMap((size) => stored((at += size) - size, size)));
};

it('records in the bytes they came in behave as an array of them', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: -2, max: 50 }), fc.nat(50), (sizes, index, width) => {
      const records = joined(sizes);
      const array = [...records];
      expect(offsets(records)).toEqual(array.map((_, i) => [BigInt(i), String(i)]));
      expect(records).toHaveLength(array.length);
      expect(records.at(index)?.offset).toBe(array.at(index)?.offset);
      const from = Math.max(0, index);
      expect(offsets(records.slice(from, from + width))).toEqual(offsets(array.slice(from, from + width)));
      expect(offsets(records.slice(from))).toEqual(offsets(array.slice(from)));
      expect(offsets(recordsFrom(records, BigInt(index)))).toEqual(offsets(array.slice(from)));
    }),
  );
});
