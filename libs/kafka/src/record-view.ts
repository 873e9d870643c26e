import { ByteReader } from './byte-reader.ts';
import type { Header, WireRecord } from './records.ts';

/** What the records of one record batch share. The names are kafkajs's own. */
export interface BatchContext {
  readonly firstOffset: string;
  readonly firstTimestamp: string;
  readonly partitionLeaderEpoch: number;
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

type HeaderObject = Record<string, Buffer | Buffer[]>;

/**
 * A record in the shape kafkajs hands to its consumers, read only as far as it is looked at. kafkajs builds an object
 * of all headers for each record, copying it once for each header, which is most of what reading costs.
 */
export class RecordView implements WireRecord {
  readonly attributes: number;
  readonly batchContext: BatchContext;
  readonly bytes: Buffer;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly headersStart: number;
  readonly end: number;
  readonly #timestampDelta: bigint;
  readonly #firstOffset: bigint;
  readonly #offsetDelta: number;

  /** The reader stands behind the record's length; `end` is where the record ends. */
  constructor(reader: ByteReader, end: number, firstOffset: bigint, context: BatchContext) {
    this.attributes = reader.int8();
    this.#timestampDelta = reader.varlong();
    this.#firstOffset = firstOffset;
    this.#offsetDelta = reader.varint();
    this.batchContext = context;
    this.bytes = reader.bytes;
    this.end = end;
    const keyLength = reader.varint();
    this.keyStart = keyLength < 0 ? -1 : reader.at;
    this.keyEnd = reader.skip(Math.max(keyLength, 0), end);
    const valueLength = reader.varint();
    this.valueStart = valueLength < 0 ? -1 : reader.at;
    this.valueEnd = reader.skip(Math.max(valueLength, 0), end);
    this.headersStart = reader.at;
  }

  get position(): bigint {
    return this.#firstOffset + BigInt(this.#offsetDelta);
  }

  get key(): Buffer | null {
    return this.keyStart < 0 ? null : this.bytes.subarray(this.keyStart, this.keyEnd);
  }

  get value(): Buffer | null {
    return this.valueStart < 0 ? null : this.bytes.subarray(this.valueStart, this.valueEnd);
  }

  get offset(): string {
    return this.position.toString();
  }

  get timestamp(): string {
    const { timestampType, maxTimestamp, firstTimestamp } = this.batchContext;
    if (timestampType === 1) return maxTimestamp;
    return (BigInt(firstTimestamp) + this.#timestampDelta).toString();
  }

  get magicByte(): number {
    return this.batchContext.magicByte;
  }

  get isControlRecord(): boolean {
    return this.batchContext.isControlBatch;
  }

  /** In the order written, repeated names included; an absent value is empty. */
  get headerList(): Header[] {
    const reader = new ByteReader(this.bytes, this.headersStart);
    const count = reader.varint();
    const headers: Header[] = [];
    for (let i = 0; i < count; i++) {
      const name = reader.take(reader.varint()).toString('utf8');
      headers.push([name, reader.varBytes() ?? Buffer.alloc(0)]);
    }
    return headers;
  }

  /** As kafkajs gives them: the values of a repeated name in an array. */
  get headers(): HeaderObject {
    const headers: HeaderObject = {};
    for (const [name, value] of this.headerList) {
      const known = headers[name];
      headers[name] = known === undefined ? value : [known, value].flat();
    }
    return headers;
  }
}

/** A record batch that cannot be read, as far as can be told. */
export interface UnreadableBatch {
  /** Its first offset, and the one reading could go on at. */
  readonly first: bigint;
  readonly next: bigint;
  readonly bytes: Buffer;
}

/** Stands where records should be and could not be read; only readers that know of it get one. */
export class UnreadableRecords {
  readonly offset: string;
  readonly reason: string;
  /** False for a position that is out of range: finding the right one may help. */
  readonly lasting: boolean;
  /** Null where there is no batch at all. */
  readonly batch: UnreadableBatch | null;
  readonly key = null;
  readonly value = null;
  readonly isControlRecord = false;
  readonly batchContext = { producerId: '-1', inTransaction: false };

  /** `offset` is the last of what could not be read, so that it is not taken for something read before. */
  constructor(offset: string, reason: string, lasting: boolean, batch: UnreadableBatch | null = null) {
    this.offset = offset;
    this.reason = reason;
    this.lasting = lasting;
    this.batch = batch;
  }
}
