import type { Present } from '../state-book.ts';

/** Room is made for so many bytes more than there are, at most: a text grows with its figures. */
const STEP = 256;

/**
 * What a key says, kept outside of V8's heap and overwritten in place. As a text in the heap each version would live just long
 * enough to be moved twice, and then be waited for until the whole heap is looked through.
 */
export class KeptState {
  #version = 0;
  /** Milliseconds since the epoch. */
  #knownAt = 0;
  #bytes = Buffer.alloc(0);
  #length = 0;

  get present(): Present {
    return {
      version: this.#version,
      knownAt: new Date(this.#knownAt),
      said: this.#bytes.toString('utf8', 0, this.#length),
    };
  }

  replace({ version, knownAt, said }: Present): void {
    const length = Buffer.byteLength(said);
    if (length > this.#bytes.length) this.#bytes = Buffer.allocUnsafeSlow(STEP * Math.ceil(length / STEP));
    this.#length = this.#bytes.write(said);
    this.#version = version;
    this.#knownAt = knownAt.getTime();
  }
}
