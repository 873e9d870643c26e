/** Reads varints and fields one after another. @throws RangeError beyond the end of the bytes */
export class ByteReader {
  readonly bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** Zigzag varint of at most 32 bits. */
  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#next();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (value >>> 1) ^ -(value & 1);
    }
    throw new RangeError('a number of more than 32 bits');
  }

  /** Zigzag varint of at most 64 bits. */
  varlong(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#next();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
    }
    throw new RangeError('a number of more than 64 bits');
  }

  /** Skips a varint of at most 64 bits. */
  skipVarlong(): void {
    for (let i = 0; i < 10; i++) if (this.#next() < 0x80) return;
    throw new RangeError('a number of more than 64 bits');
  }

  /** Skips a field that must end by `limit`; returns its end. */
  skip(length: number, limit: number): number {
    const end = this.at + length;
    if (length < 0 || end > limit) throw new RangeError('a field is longer than what is there');
    this.at = end;
    return end;
  }

  /** Returns a view, not a copy. */
  take(length: number): Buffer {
    const start = this.at;
    return this.bytes.subarray(start, this.skip(length, this.bytes.length));
  }

  #next(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new RangeError('a number runs off the end');
    return byte;
  }
}
