/** One message of a client, with its step if it begins one. */
export interface Frame {
  readonly bytes: Buffer;
  readonly step: string | null;
}

/** Splits a client's byte stream into whole messages. */
export interface Framer {
  push(piece: Buffer): Frame[];
}

/** Collects pieces into messages; `size` returns a message's length in bytes, or null if unknown yet. */
export class Pieces {
  #rest: Buffer = Buffer.alloc(0);

  add(piece: Buffer): void {
    this.#rest = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
  }

  take(size: (rest: Buffer) => number | null): Buffer | null {
    const length = size(this.#rest);
    if (length === null || this.#rest.length < length) return null;
    const message = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return message;
  }
}
