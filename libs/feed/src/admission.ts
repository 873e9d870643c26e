/** Bounds the pushes in progress, and thereby memory. */
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

  /** Admits a request of `bytes`; returns its release, or null if no room is left. */
  enter(bytes: number): (() => void) | null {
    // A single request is always admitted: one larger than all room would never fit.
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
