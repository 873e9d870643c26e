const RATIO = Math.log(1.01);
/** Up to 10^12 us. */
const CLASSES = 2_780;

/** Counts durations in classes 1 % wide, so that a million of them cost no memory. */
export class Latencies {
  readonly #classes = new Float64Array(CLASSES);
  #count = 0;
  #sum = 0;

  /** Microseconds, from 0 on. */
  add(duration: number): void {
    const at = duration < 1 ? 0 : Math.min(CLASSES - 1, 1 + Math.floor(Math.log(duration) / RATIO));
    this.#classes[at]! += 1;
    this.#count += 1;
    this.#sum += duration;
  }

  get count(): number {
    return this.#count;
  }

  get mean(): number {
    return this.#sum / this.#count;
  }

  /** Nearest rank, to 1 %; NaN when there are none. */
  at(share: number): number {
    if (this.#count === 0) return Number.NaN;
    let left = Math.max(1, Math.ceil(share * this.#count));
    const found = this.#classes.findIndex((count) => (left -= count) <= 0);
    return found <= 0 ? 0 : Math.exp((found - 0.5) * RATIO);
  }
}
