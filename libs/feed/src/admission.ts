/** Keeps what is in work within bounds, so that memory is: whoever comes beyond them comes back later. */
export class Admission {
  readonly #maxRequests: number;
  readonly #maxBytes: number;
  #requests = 0;
  #bytes = 0;

  constructor(limits: { maxRequests: number; maxBytes: number }) {
    this.#maxRequests = limits.maxRequests;
    this.#maxBytes = limits.maxBytes;
  }

  get requests(): number {
    return this.#requests;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Lets a request of so many bytes in and gives back what lets it out, once; null when there is no room. */
  enter(bytes: number): (() => void) | null {
    // Alone it is always let in: a request larger than all the room would otherwise never be.
    const fits = this.#requests === 0 || this.#bytes + bytes <= this.#maxBytes;
    if (!fits || this.#requests >= this.#maxRequests) return null;
    this.#requests += 1;
    this.#bytes += bytes;
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      this.#requests -= 1;
      this.#bytes -= bytes;
    };
  }
}
