/** Values by name, as long as their sizes fit into a limit: beyond it those go that were not used for the longest time. */
export class KeptWithin<Value> {
  readonly #most: number;
  readonly #sizeOf: (value: Value) => number;
  /** The one used last comes last. */
  readonly #values = new Map<string, Value>();
  #size = 0;

  constructor(most: number, sizeOf: (value: Value) => number) {
    this.#most = most;
    this.#sizeOf = sizeOf;
  }

  get(name: string): Value | undefined {
    const value = this.#values.get(name);
    if (value === undefined) return undefined;
    this.#values.delete(name);
    this.#values.set(name, value);
    return value;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** Keeps a value in place of the one of the same name. Its size may not change while it is kept. */
  set(name: string, value: Value): void {
    this.delete(name);
    this.#values.set(name, value);
    this.#size += this.#sizeOf(value);
    for (const oldest of this.#values.keys()) {
      if (this.#size <= this.#most) break;
      this.delete(oldest);
    }
  }

  delete(name: string): void {
    const value = this.#values.get(name);
    if (value === undefined) return;
    this.#values.delete(name);
    this.#size -= this.#sizeOf(value);
  }
}
