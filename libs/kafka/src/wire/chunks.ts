import type { OutRecord } from './records.ts';

/** Bytes of a record in a batch beside key, value and headers, at most. */
const RECORD_OVERHEAD = 32;

/** Cuts records into chunks of at most `maxBytes`, in order; a larger record is a chunk of its own. */
export function* chunksOf(all: Iterable<OutRecord>, maxBytes: number): Generator<OutRecord[]> {
  let records: OutRecord[] = [];
  let bytes = 0;
  for (const record of all) {
    const size = sizeOf(record);
    if (records.length > 0 && bytes + size > maxBytes) {
      yield records;
      records = [];
      bytes = 0;
    }
    records.push(record);
    bytes += size;
  }
  if (records.length > 0) yield records;
}

/** Approximate size in bytes: texts of keys and headers count as ASCII, and the limits have room. */
export const sizeOf = ({ key, value, headers }: OutRecord): number => {
  let size = RECORD_OVERHEAD + (key?.length ?? 0) + (value === null ? 0 : Buffer.byteLength(value));
  for (const name in headers) {
    for (const one of [headers[name] ?? ''].flat()) size += name.length + one.length + 4;
  }
  return size;
};
