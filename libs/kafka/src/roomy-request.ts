import Encoder from 'kafkajs/src/protocol/encoder.js';

/** Bytes left free in front of a request for what kafkajs puts there: its size, what is asked, its number, and who asks. */
export const ROOM = 128;

/**
 * An encoded request with room in front. kafkajs copies a request into a buffer of up to twice its size for each of the two things
 * it puts before it; here they are put where they belong.
 */
export class RoomyRequest extends Encoder {
  #start = ROOM;

  /** @param bytes the request from `ROOM` on; they become its own */
  constructor(bytes: Buffer) {
    super(0);
    this.buf = bytes;
    this.offset = bytes.length;
  }

  override get buffer(): Buffer {
    return this.buf.subarray(this.#start, this.offset);
  }

  override size(): number {
    return this.offset - this.#start;
  }

  /** Returns whether there was room. */
  putBefore(bytes: Buffer): boolean {
    if (bytes.length > this.#start) return false;
    this.#start -= bytes.length;
    bytes.copy(this.buf, this.#start);
    return true;
  }
}

const { prototype } = Encoder;
const { writeEncoder } = prototype;

prototype.writeEncoder = function (this: Encoder, value: Encoder): Encoder {
  return value instanceof RoomyRequest && value.putBefore(this.buffer)
    ? value
    : writeEncoder.call(this, value);
};
