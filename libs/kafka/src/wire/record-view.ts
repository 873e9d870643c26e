import { ByteReader } from './byte-reader.ts';
import type { Header, InRecord, LogBatch, WireRecord } from './records.ts';

/** Header fields that all records of a batch share. */
export interface BatchContext {
  readonly batch: LogBatch;
  readonly lastOffset: bigint;
  readonly firstTimestamp: bigint;
  readonly producerId: bigint;
  readonly isTransactional: boolean;
  readonly isControl: boolean;
}

/** A record as a view of the batch's bytes, decoded on demand. */
export class RecordView implements InRecord, WireRecord {
  readonly #context: BatchContext;
  readonly #offsetDelta: number;
  readonly #start: number;
  readonly bytes: Buffer;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly headersStart: number;
  readonly end: number;

  /** Moves the reader from before the record's length to behind the record. */
  constructor(reader: ByteReader, context: BatchContext) {
    this.#context = context;
    this.bytes = reader.bytes;
    const length = reader.varint();
    this.#start = reader.at;
    const end = reader.skip(length, reader.bytes.length);
    this.end = end;
    reader.at = this.#start + 1;
    reader.skipVarlong();
    this.#offsetDelta = reader.varint();
    const keyLength = reader.varint();
    this.keyStart = keyLength < 0 ? -1 : reader.at;
    this.keyEnd = reader.skip(Math.max(keyLength, 0), end);
    const valueLength = reader.varint();
    this.valueStart = valueLength < 0 ? -1 : reader.at;
    this.valueEnd = reader.skip(Math.max(valueLength, 0), end);
    this.headersStart = reader.at;
    reader.at = end;
  }

  get wire(): this {
    return this;
  }

  get batch(): LogBatch {
    return this.#context.batch;
  }

  get offset(): bigint {
    return this.#context.batch.offset + BigInt(this.#offsetDelta);
  }

  get timestamp(): string {
    const { batch, firstTimestamp } = this.#context;
    if (batch.timestampType === 1) return batch.appendTime;
    return String(firstTimestamp + new ByteReader(this.bytes, this.#start + 1).varlong());
  }

  get key(): Buffer | null {
    return this.keyStart < 0 ? null : this.bytes.subarray(this.keyStart, this.keyEnd);
  }

  get value(): Buffer | null {
    return this.valueStart < 0 ? null : this.bytes.subarray(this.valueStart, this.valueEnd);
  }

  /** In the order written, with repeated names; a null value is empty. */
  get headers(): Header[] {
    const reader = new ByteReader(this.bytes, this.headersStart);
    const count = reader.varint();
    return Array.from({ length: count }, () => {
      const name = reader.take(reader.varint()).toString('utf8');
      return [name, reader.take(Math.max(reader.varint(), 0))];
    });
  }
}
