import { ByteReader } from './byte-reader.ts';
import type { Header } from './records.ts';

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
export class RecordView {
  readonly attributes: number;
  readonly position: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly batchContext: BatchContext;
  readonly #timestampDelta: bigint;
  readonly #body: Buffer;
  readonly #headersAt: number;

  /** `body` is the record behind its length. */
  constructor(body: Buffer, firstOffset: bigint, context: BatchContext) {
    const reader = new ByteReader(body);
    this.attributes = reader.int8();
    this.#timestampDelta = reader.varlong();
    this.position = firstOffset + BigInt(reader.varint());
    this.key = reader.varBytes();
    this.value = reader.varBytes();
    this.batchContext = context;
    this.#body = body;
    this.#headersAt = reader.at;
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

  /** The headers as they came, their count first. */
  get wireHeaders(): Buffer {
    return this.#body.subarray(this.#headersAt);
  }

  /** In the order written, repeated names included; an absent value is empty. */
  get headerList(): Header[] {
    const reader = new ByteReader(this.#body, this.#headersAt);
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

/** Stands where records should be and could not be read; only readers that know of it get one. */
export class UnreadableRecords {
  readonly offset: string;
  readonly reason: string;
  /** False for a position that is out of range: finding the right one may help. */
  readonly lasting: boolean;
  readonly key = null;
  readonly value = null;
  readonly isControlRecord = false;
  readonly batchContext = { producerId: '-1', inTransaction: false };

  /** `offset` is the last of what could not be read, so that it is not taken for something read before. */
  constructor(offset: string, reason: string, lasting: boolean) {
    this.offset = offset;
    this.reason = reason;
    this.lasting = lasting;
  }
}
