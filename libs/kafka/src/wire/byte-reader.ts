/** Reads Kafka's wire types one after another. Running off the end throws a RangeError, as Buffer does. */
export class ByteReader {
  readonly bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  int8(): number {
    return this.bytes.readInt8(this.at++);
  }

  int16(): number {
    const value = this.bytes.readInt16BE(this.at);
    this.at += 2;
    return value;
  }

  int32(): number {
    const value = this.bytes.readInt32BE(this.at);
    this.at += 4;
    return value;
  }

  uint32(): number {
    return this.int32() >>> 0;
  }

  int64(): bigint {
    const value = this.bytes.readBigInt64BE(this.at);
    this.at += 8;
    return value;
  }

  /** Zigzag varint of at most 32 bits. */
  varint(): number {
    const { bytes } = this;
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = bytes[this.at++];
      if (byte === undefined) throw new RangeError('a number runs off the end');
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (value >>> 1) ^ -(value & 1);
    }
    throw new RangeError('a number of more than 32 bits');
  }

  /** Zigzag varint of at most 64 bits; small ones, the common case, without BigInt. */
  varlong(): bigint {
    const start = this.at;
    const { bytes } = this;
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[this.at++];
      if (byte === undefined) throw new RangeError('a number runs off the end');
      if (byte < 0x80 && this.at - start <= 4) {
        this.at = start;
        return BigInt(this.varint());
      }
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
    }
    throw new RangeError('a number of more than 64 bits');
  }

  /** Goes past a varint of at most 64 bits. */
  skipVarlong(): void {
    const { bytes } = this;
    for (let i = 0; i < 10; i++) {
      const byte = bytes[this.at++];
      if (byte === undefined) throw new RangeError('a number runs off the end');
      if (byte < 0x80) return;
    }
    throw new RangeError('a number of more than 64 bits');
  }

  /** A view, not a copy; null for length -1. */
  varBytes(): Buffer | null {
    const length = this.varint();
    return length < 0 ? null : this.take(length);
  }

  /** Goes past a field that must end by `limit`; returns where it ends. */
  skip(length: number, limit: number): number {
    const end = this.at + length;
    if (length < 0 || end > limit) throw new RangeError('a field is longer than what is there');
    this.at = end;
    return end;
  }

  take(length: number): Buffer {
    const end = this.at + length;
    if (length < 0 || end > this.bytes.length) throw new RangeError('a field is longer than what is there');
    const view = this.bytes.subarray(this.at, end);
    this.at = end;
    return view;
  }

  string(): string {
    return this.take(this.int16()).toString('utf8');
  }

  array<T>(read: () => T): T[] {
    const length = this.int32();
    const items: T[] = [];
    for (let i = 0; i < length; i++) items.push(read());
    return items;
  }
}
