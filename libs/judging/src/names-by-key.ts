/** Names by one key each. */
export class Names {
  readonly #of = new Map<string, Set<string>>();

  add(key: string, name: string): void {
    const names = this.#of.get(key);
    if (names) names.add(name);
    else this.#of.set(key, new Set([name]));
  }

  remove(key: string, name: string): void {
    const names = this.#of.get(key);
    if (names?.delete(name) && names.size === 0) this.#of.delete(key);
  }

  get(key: string): Iterable<string> {
    return this.#of.get(key) ?? [];
  }
}
