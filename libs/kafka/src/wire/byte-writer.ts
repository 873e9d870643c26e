/** Writes Kafka's wire types one after another into a buffer that grows. */
export class ByteWriter {
  #bytes: Buffer;
  at = 0;

  constructor(size = 64 * 1024) {
    this.#bytes = Buffer.allocUnsafe(size);
  }

  /** What has been written; a view. */
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

  /** Leaves room for a 32-bit number that is known later; gives its place. */
  hold32(): number {
    const place = this.at;
    this.int32(0);
    return place;
  }

  fill32(place: number, value: number): void {
    this.#bytes.writeInt32BE(value | 0, place);
  }

  /** Length in 16 bits, -1 for null, then UTF-8. */
  string(text: string | null): void {
    if (text === null) {
      this.int16(-1);
      return;
    }
    const bytes = Buffer.from(text);
    this.int16(bytes.length);
    this.raw(bytes);
  }

  /** Zigzag, at most 32 bits. */
  varint(value: number): void {
    this.#room(5);
    let rest = ((value << 1) ^ (value >> 31)) >>> 0;
    while (rest > 0x7f) {
      this.#bytes[this.at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.at++] = rest;
  }

  /** Length as a varint, -1 for null, then the bytes; a text as UTF-8. */
  varBytes(value: Buffer | string | null): void {
    if (value === null) this.varint(-1);
    else if (typeof value === 'string') this.#varText(value);
    else {
      this.varint(value.length);
      this.raw(value);
    }
  }

  raw(bytes: Buffer): void {
    this.#room(bytes.length);
    bytes.copy(this.#bytes, this.at);
    this.at += bytes.length;
  }

  /** Writes what `write` writes behind its length as a varint. */
  sized(write: () => void): void {
    const start = this.at;
    // Two bytes hold the lengths from 64 to 8,191; anything else moves once.
    this.#room(2);
    this.at += 2;
    write();
    this.#putLength(start, 2);
  }

  #varText(text: string): void {
    const start = this.at;
    this.#room(5 + 3 * text.length);
    const guess = text.length < 64 ? 1 : 2;
    this.at += guess;
    if (text.length > 48 || !this.#ascii(text))
      this.at = start + guess + this.#bytes.write(text, start + guess, 'utf8');
    this.#putLength(start, guess);
  }

  /** Short texts are faster letter by letter; false, with nothing to keep, at the first that is not ASCII. */
  #ascii(text: string): boolean {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) return false;
      this.#bytes[this.at + i] = code;
    }
    this.at += text.length;
    return true;
  }

  /** Puts the length of what stands behind `start + reserved` at `start`, and moves it where that takes more or less. */
  #putLength(start: number, reserved: number): void {
    const body = start + reserved;
    const end = this.at;
    const length = end - body;
    const needed =
      length < 64 ? 1 : length < 8_192 ? 2 : length < 1_048_576 ? 3 : length < 134_217_728 ? 4 : 5;
    if (needed !== reserved) {
      this.#room(5);
      this.#bytes.copyWithin(start + needed, body, end);
    }
    this.at = start;
    this.varint(length);
    this.at = start + needed + length;
  }

  #room(length: number): void {
    const needed = this.at + length;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length));
    this.#bytes.copy(larger, 0, 0, this.at);
    this.#bytes = larger;
  }
}
