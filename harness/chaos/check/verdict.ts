/** Result of a check: the number of checked items, and the problems. */
export interface Verdict {
  readonly name: string;
  /** Number of checked items. */
  readonly looked: number;
  readonly problems: readonly string[];
}

/** Collects problems: the text of the first hundred, and the number of all. */
export class Findings {
  readonly #name: string;
  readonly #problems: string[] = [];
  #looked = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Checks one item; `problem` describes a failure. */
  expect(isSo: boolean, problem: () => string): void {
    this.#looked += 1;
    if (!isSo) this.#problems.push(this.#problems.length < 100 ? problem() : 'and more');
  }

  /** Counts correct items. */
  saw(count: number): void {
    this.#looked += count;
  }

  get verdict(): Verdict {
    return { name: this.#name, looked: this.#looked, problems: this.#problems };
  }
}
