/** Appends Kafka's wire types to a growing buffer. */
export class ByteWriter {
  #bytes: Buffer;
  at = 0;

  constructor(size = 64 * 1024) {
    this.#bytes = Buffer.allocUnsafe(size);
  }

  /** A view of the bytes written. */
  get written(): Buffer {
    return this.#bytes.subarray(0, this.at);
  }

  int8(value: number): void {
    this.#room(1);
    this.at = this.#bytes.writeInt8(value, this.at);
  }

  int16(value: number): void {
    this.#room(2);
    this.at = this.#bytes.writeInt16BE(value, this.at);
  }

  int32(value: number): void {
    this.#room(4);
    this.at = this.#bytes.writeInt32BE(value, this.at);
  }

  int64(value: bigint): void {
    this.#room(8);
    this.at = this.#bytes.writeBigInt64BE(value, this.at);
  }

  /** Reserves a 32-bit number for `fill32`; returns its position. */
  hold32(): number {
    const place = this.at;
    this.int32(0);
    return place;
  }

  fill32(place: number, value: number): void {
    this.#bytes.writeInt32BE(value | 0, place);
  }

  /** Zigzag varint of at most 32 bits. */
  varint(value: number): void {
    this.#room(5);
    let rest = ((value << 1) ^ (value >> 31)) >>> 0;
    while (rest > 0x7f) {
      this.#bytes[this.at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.at++] = rest;
  }

  /** Length as a varint, -1 for null, then the bytes; text as UTF-8. */
  varBytes(value: Buffer | string | null): void {
    if (value === null) {
      this.varint(-1);
      return;
    }
    const length = Buffer.byteLength(value);
    this.varint(length);
    this.#room(length);
    if (typeof value === 'string') this.#bytes.write(value, this.at, 'utf8');
    else value.copy(this.#bytes, this.at);
    this.at += length;
  }

  /** Puts the length of the bytes that `write` appends before them, as a varint. */
  sized(write: () => void): void {
    const start = this.at;
    const body = start + 5;
    this.#room(5);
    this.at = body;
    write();
    const end = this.at;
    this.at = start;
    this.varint(end - body);
    this.#bytes.copyWithin(this.at, body, end);
    this.at += end - body;
  }

  #room(length: number): void {
    const needed = this.at + length;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length));
    this.#bytes.copy(larger, 0, 0, this.at);
    this.#bytes = larger;
  }
}
