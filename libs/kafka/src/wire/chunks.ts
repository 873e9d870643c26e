import type { OutRecord } from './records.ts';

/** Room for what surrounds key, value and headers in a record batch. */
const RECORD_OVERHEAD = 32;

/** Cuts records into runs of at most `maxBytes`, in order; a record beyond it is a run of its own. */
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

/** Keys and headers that are texts are counted as ASCII, which they nearly always are: the limit has room for the rest. */
export const sizeOf = ({ key, value, headers }: OutRecord): number => {
  let size = RECORD_OVERHEAD + (key?.length ?? 0) + (value === null ? 0 : Buffer.byteLength(value));
  for (const name in headers) {
    for (const one of [headers[name] ?? ''].flat()) size += name.length + one.length + 4;
  }
  return size;
};
