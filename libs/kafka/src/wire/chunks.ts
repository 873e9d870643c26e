import type { OutRecord } from './records.ts';

export interface Chunk<T extends OutRecord> {
  readonly records: T[];
  readonly bytes: number;
}

/** Room for what surrounds key, value and headers in a record batch. */
const RECORD_OVERHEAD = 32;

/** Cuts records into runs of at most `maxBytes`, in order; a record beyond it is a run of its own. */
export function* chunksOf<T extends OutRecord>(all: Iterable<T>, maxBytes: number): Generator<Chunk<T>> {
  let records: T[] = [];
  let bytes = 0;
  for (const record of all) {
    const size = sizeOf(record);
    if (records.length > 0 && bytes + size > maxBytes) {
      yield { records, bytes };
      records = [];
      bytes = 0;
    }
    records.push(record);
    bytes += size;
  }
  if (records.length > 0) yield { records, bytes };
}

/** Keys and headers that are texts are counted as ASCII, which they nearly always are: the limit has room for the rest. */
const sizeOf = ({ key, value, headers }: OutRecord): number => {
  let size = RECORD_OVERHEAD + (key?.length ?? 0) + (value === null ? 0 : Buffer.byteLength(value));
  for (const name in headers) {
    const values = headers[name];
    if (Array.isArray(values)) for (const one of values) size += name.length + one.length + 4;
    else size += name.length + (values?.length ?? 0) + 4;
  }
  return size;
};
