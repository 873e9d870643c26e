const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();

/** At most `most` recently used values, in two generations: a full one replaces the one before. */
export class LruCache<Value> {
  readonly #generationSize: number;
  #young = new Map<string, Value>();
  #old: ReadonlyMap<string, Value> = NOTHING;
  #isWhole = true;

  constructor(most: number) {
    this.#generationSize = Math.max(1, most >> 1);
  }

  get(key: string): Value | undefined {
    const value = this.#young.get(key);
    if (value !== undefined) return value;
    const older = this.#old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: string, value: Value): void {
    if (this.#young.size >= this.#generationSize && !this.#young.has(key)) {
      if (this.#old.size > 0) this.#isWhole = false;
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  /** True if no key was ever evicted. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }
}
