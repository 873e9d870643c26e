import { ByteReader } from './byte-reader.ts';
import type { Header, InRecord, LogBatch, WireRecord } from './records.ts';

/** What the records of one record batch share. */
export interface BatchContext {
  readonly firstOffset: string;
  readonly firstTimestamp: string;
  readonly partitionLeaderEpoch: number;
  readonly crc: number;
  readonly inTransaction: boolean;
  readonly isControlBatch: boolean;
  readonly lastOffsetDelta: number;
  readonly producerId: string;
  readonly producerEpoch: number;
  readonly firstSequence: number;
  readonly maxTimestamp: string;
  /** 0 set by the producer, 1 by the broker on append. */
  readonly timestampType: 0 | 1;
  readonly magicByte: number;
}

/** A record in the bytes it came in, read only as far as it is looked at. */
export class RecordView implements InRecord, WireRecord {
  readonly context: BatchContext;
  readonly bytes: Buffer;
  readonly start: number;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly headersStart: number;
  readonly end: number;
  readonly #firstOffset: bigint;
  readonly #offsetDelta: number;

  /** The reader stands before the record's length, and afterwards behind the record. */
  constructor(reader: ByteReader, firstOffset: bigint, context: BatchContext) {
    this.context = context;
    this.bytes = reader.bytes;
    this.#firstOffset = firstOffset;
    const length = reader.varint();
    if (length < 0) throw new RangeError('a record without a length');
    this.start = reader.at;
    const end = reader.skip(length, reader.bytes.length);
    this.end = end;
    reader.at = this.start + 1;
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
    const { partitionLeaderEpoch: leaderEpoch, crc, maxTimestamp: appendTime, timestampType } = this.context;
    return { offset: this.#firstOffset, leaderEpoch, crc, appendTime, timestampType };
  }

  get offset(): bigint {
    return this.#firstOffset + BigInt(this.#offsetDelta);
  }

  get timestamp(): string {
    const { timestampType, maxTimestamp, firstTimestamp } = this.context;
    if (timestampType === 1) return maxTimestamp;
    return (BigInt(firstTimestamp) + new ByteReader(this.bytes, this.start + 1).varlong()).toString();
  }

  get key(): Buffer | null {
    return this.keyStart < 0 ? null : this.bytes.subarray(this.keyStart, this.keyEnd);
  }

  get value(): Buffer | null {
    return this.valueStart < 0 ? null : this.bytes.subarray(this.valueStart, this.valueEnd);
  }

  /** In the order written, repeated names included; an absent value is empty. */
  get headers(): Header[] {
    const reader = new ByteReader(this.bytes, this.headersStart);
    const count = reader.varint();
    const headers: Header[] = [];
    for (let i = 0; i < count; i++) {
      const name = reader.take(reader.varint()).toString('utf8');
      headers.push([name, reader.varBytes() ?? Buffer.alloc(0)]);
    }
    return headers;
  }
}
