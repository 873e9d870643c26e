/** 2^64 divided by the golden ratio, in two halves. */
const GAMMA_HIGH = 0x9e3779b9;
const GAMMA_LOW = 0x7f4a7c15;

/**
 * Reproducible random numbers: SplitMix64 (Steele, Lea, Flood 2014), in halves of 32 bits because BigInt is
 * slow. After `next`, `high` and `low` hold the draw as unsigned numbers.
 */
export class Random {
  high = 0;
  low = 0;
  #stateHigh: number;
  #stateLow: number;

  constructor(seed: number) {
    if (!Number.isSafeInteger(seed) || seed < 0)
      throw new RangeError(`a seed is a whole number, not ${String(seed)}`);
    this.#stateHigh = Math.floor(seed / 2 ** 32);
    this.#stateLow = seed >>> 0;
  }

  next(): void {
    const sum = this.#stateLow + GAMMA_LOW;
    this.#stateHigh = (this.#stateHigh + GAMMA_HIGH + (sum >= 2 ** 32 ? 1 : 0)) >>> 0;
    this.#stateLow = sum >>> 0;
    this.high = this.#stateHigh;
    this.low = this.#stateLow;
    this.#xorShift(30);
    this.#multiply(0xbf58476d, 0x1ce4e5b9);
    this.#xorShift(27);
    this.#multiply(0x94d049bb, 0x133111eb);
    this.#xorShift(31);
  }

  /** Uniform in [0, 1): the upper 53 bits of a draw. */
  unit(): number {
    this.next();
    return (this.high * 2 ** 21 + (this.low >>> 11)) * 2 ** -53;
  }

  /** A whole number in [0, bound). */
  below(bound: number): number {
    return Math.floor(this.unit() * bound);
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** A copy in random order. */
  shuffled<T>(list: readonly T[]): T[] {
    const left = [...list];
    return list.map(() => left.splice(this.below(left.length), 1)[0] as T);
  }

  /** x ^= x >>> bits, for 0 < bits < 32. */
  #xorShift(bits: number): void {
    const low = (this.low >>> bits) | (this.high << (32 - bits));
    this.low = (this.low ^ low) >>> 0;
    this.high = (this.high ^ (this.high >>> bits)) >>> 0;
  }

  /** x *= factor modulo 2^64, by halves of 16 bits so that products stay exact. */
  #multiply(factorHigh: number, factorLow: number): void {
    const { high, low } = this;
    const a0 = low & 0xffff;
    const a1 = low >>> 16;
    const b0 = factorLow & 0xffff;
    const b1 = factorLow >>> 16;
    const bottom = a0 * b0;
    const crossed = a1 * b0;
    const middle = a0 * b1 + Math.floor(bottom / 2 ** 16) + (crossed & 0xffff);
    const carried = a1 * b1 + Math.floor(middle / 2 ** 16) + (crossed >>> 16);
    this.low = (((middle & 0xffff) << 16) | (bottom & 0xffff)) >>> 0;
    this.high = (carried + Math.imul(low, factorHigh) + Math.imul(high, factorLow)) >>> 0;
  }
}
