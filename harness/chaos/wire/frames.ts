/** One message of a client, and what it asks for where that is the beginning of a step. */
export interface Frame {
  readonly bytes: Buffer;
  readonly step: string | null;
}

/** Cuts what one client sends, in pieces of any size, into whole messages. */
export interface Framer {
  push(piece: Buffer): Frame[];
}

/** Collects pieces until a whole message is there; `size` tells its length in bytes, or null while too little is there. */
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
