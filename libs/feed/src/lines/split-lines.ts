const LF = 0x0a;
const CR = 0x0d;

/** A line without its line break; `bytes` is null for a line above the limit, whose bytes are dropped. */
export interface Line {
  /** Number from 1; blank lines count. */
  readonly number: number;
  readonly bytes: Buffer | null;
}

const FIRST_ROOM = 4_096;

/**
 * Splits chunks into lines that end with LF or CR LF. Bytes of an unfinished line are copied into one buffer of
 * at most twice the limit, whatever the size of the chunks.
 */
export class LineSplitter {
  /** Longest line with the CR of its line break. */
  readonly #most: number;
  #number = 0;
  #held: Buffer = Buffer.alloc(0);
  /** Length of the unfinished line, dropped bytes included. */
  #length = 0;

  constructor(limit: number) {
    this.#most = limit + 1;
  }

  /** Bytes that the unfinished line takes. */
  get held(): number {
    return this.#held.length;
  }

  /** Number of the unfinished line. */
  get unfinished(): number {
    return this.#number + 1;
  }

  /** The lines that a chunk completes, without blank ones. */
  *take(chunk: Buffer): Generator<Line> {
    let from = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, from)) {
      const part = chunk.subarray(from, at);
      if (this.#length === 0) yield* this.#line(part, part.length);
      else {
        this.#hold(part);
        yield* this.end();
      }
      from = at + 1;
    }
    this.#hold(chunk.subarray(from));
  }

  /** The last line, which needs no line break. */
  *end(): Generator<Line> {
    const [bytes, length] = [this.#held.subarray(0, this.#length), this.#length];
    this.#held = Buffer.alloc(0);
    this.#length = 0;
    yield* this.#line(bytes, length);
  }

  *#line(bytes: Buffer, length: number): Generator<Line> {
    this.#number += 1;
    const line = bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes;
    const isTooLong = length > this.#most || line.length >= this.#most;
    if (isTooLong || line.length > 0) yield { number: this.#number, bytes: isTooLong ? null : line };
  }

  #hold(part: Buffer): void {
    const before = this.#length;
    this.#length += part.length;
    if (this.#length > this.#most) this.#held = Buffer.alloc(0);
    else if (part.length > 0) {
      if (this.#length > this.#held.length) this.#grow(before);
      part.copy(this.#held, before);
    }
  }

  #grow(filled: number): void {
    const room = Math.min(this.#most, Math.max(2 * this.#length, FIRST_ROOM));
    const grown = Buffer.allocUnsafe(room);
    this.#held.copy(grown, 0, 0, filled);
    this.#held = grown;
  }
}
