/** The answers that were asked for last, by name. Those who ask at the same time share one; none that failed is kept. */
export class Newest<Answer> {
  readonly #kept = new Map<string, Promise<Answer>>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  has(name: string): boolean {
    return this.#kept.has(name);
  }

  of(name: string, read: () => Promise<Answer>): Promise<Answer> {
    const known = this.#kept.get(name);
    const answer = known ?? read();
    this.#kept.delete(name);
    this.#kept.set(name, answer);
    if (!known) answer.catch(() => this.#kept.delete(name));
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) break;
      this.#kept.delete(oldest);
    }
    return answer;
  }
}
