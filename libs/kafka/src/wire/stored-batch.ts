import { ByteReader } from './byte-reader.ts';
import { RecordView, type BatchContext } from './record-view.ts';
import type { InRecord, RecordList } from './records.ts';

/** A record batch that cannot be read, as far as can be told. */
export interface UnreadableBatch {
  /** Its first offset, and the one reading could go on at. */
  readonly first: bigint;
  readonly next: bigint;
  readonly bytes: Buffer;
}

/**
 * The records of one record batch of the log, or a run of them. They stay in the bytes they came in and are made at each
 * pass anew: a backlog then waits in a few large pieces of memory, and what is made of a record is forgotten with it.
 */
export class StoredBatch implements RecordList {
  readonly context: BatchContext;
  readonly #bytes: Buffer;
  readonly #firstOffset: bigint;
  /** Where each record's length stands. */
  readonly #starts: Int32Array;

  private constructor(bytes: Buffer, firstOffset: bigint, context: BatchContext, starts: Int32Array) {
    this.context = context;
    this.#bytes = bytes;
    this.#firstOffset = firstOffset;
    this.#starts = starts;
  }

  /** Finds the records, all of them or none. @throws RangeError when they are not what their batch promises */
  static read(bytes: Buffer, firstOffset: bigint, context: BatchContext, count: number): StoredBatch {
    // A record has at least seven bytes.
    if (count < 0 || count > bytes.length) throw new RangeError('more records than there is room for');
    const starts = new Int32Array(count);
    const reader = new ByteReader(bytes);
    for (let i = 0; i < count; i++) {
      starts[i] = reader.at;
      new RecordView(reader, firstOffset, context);
    }
    return new StoredBatch(bytes, firstOffset, context, starts);
  }

  get length(): number {
    return this.#starts.length;
  }

  /** Of the whole batch, unpacked: a slice keeps all of it. */
  get bytes(): number {
    return this.#bytes.length;
  }

  at(index: number): RecordView | undefined {
    const start = this.#starts.at(index);
    return start === undefined
      ? undefined
      : new RecordView(new ByteReader(this.#bytes, start), this.#firstOffset, this.context);
  }

  slice(from: number, to?: number): StoredBatch {
    const starts = this.#starts.subarray(from, to);
    return new StoredBatch(this.#bytes, this.#firstOffset, this.context, starts);
  }

  /** The same records in memory of their own, and nothing else in it. */
  copy(): StoredBatch {
    const begin = this.#starts[0] ?? 0;
    const bytes = Buffer.from(this.#bytes.subarray(begin, this.at(-1)?.end ?? begin));
    const starts = this.#starts.map((start) => start - begin);
    return new StoredBatch(bytes, this.#firstOffset, this.context, starts);
  }

  *[Symbol.iterator](): Generator<RecordView, void, undefined> {
    const starts = this.#starts;
    const reader = new ByteReader(this.#bytes, starts[0] ?? 0);
    for (let left = starts.length; left > 0; left--)
      yield new RecordView(reader, this.#firstOffset, this.context);
  }
}

/** Lists of records one behind the other. */
class JoinedRecords implements RecordList {
  readonly length: number;
  readonly #parts: readonly RecordList[];

  constructor(parts: readonly RecordList[]) {
    this.#parts = parts;
    this.length = parts.reduce((sum, part) => sum + part.length, 0);
  }

  at(index: number): InRecord | undefined {
    let left = index < 0 ? index + this.length : index;
    if (left < 0) return undefined;
    for (const part of this.#parts) {
      if (left < part.length) return part.at(left);
      left -= part.length;
    }
    return undefined;
  }

  slice(from: number, to: number = this.length): RecordList {
    let before = 0;
    return joinRecords(
      this.#parts.map((part) => {
        const cut = part.slice(Math.max(0, from - before), Math.max(0, to - before));
        before += part.length;
        return cut;
      }),
    );
  }

  copy(): RecordList {
    return joinRecords(this.#parts.map(copyRecords));
  }

  get bytes(): number {
    return this.#parts.reduce((sum, part) => sum + bytesOf(part), 0);
  }

  *[Symbol.iterator](): Generator<InRecord, void, undefined> {
    for (const part of this.#parts) yield* part;
  }
}

/** In memory of their own. A list that did not come over the wire has its own. */
export const copyRecords = (records: RecordList): RecordList =>
  records instanceof StoredBatch || records instanceof JoinedRecords ? records.copy() : records;

/** Memory that records take, about. */
export const bytesOf = (records: RecordList): number => {
  if (records instanceof StoredBatch || records instanceof JoinedRecords) return records.bytes;
  let bytes = 0;
  for (const { key, value } of records) bytes += OBJECT_BYTES + (key?.length ?? 0) + (value?.length ?? 0);
  return bytes;
};

/** Of a record with its headers, beside key and value. */
const OBJECT_BYTES = 150;

export const joinRecords = (parts: readonly RecordList[]): RecordList => {
  const filled = parts.filter(({ length }) => length > 0);
  const [only] = filled;
  return only && filled.length === 1 ? only : new JoinedRecords(filled);
};

/** The records from an offset on; a batch of the log is fetched whole, also when reading begins inside it. */
export const recordsFrom = (records: RecordList, offset: bigint): RecordList => {
  if ((records.at(0)?.offset ?? offset) >= offset) return records;
  let before = 0;
  for (const record of records) {
    if (record.offset >= offset) break;
    before += 1;
  }
  return records.slice(before);
};
