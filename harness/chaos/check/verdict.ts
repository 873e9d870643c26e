/** What a check looked at, and what it found wrong. */
export interface Verdict {
  readonly name: string;
  /** How many things were looked at. */
  readonly looked: number;
  readonly problems: readonly string[];
}

/** Collects what is wrong; keeps the first hundred in words and the number of all. */
export class Findings {
  readonly #name: string;
  readonly #problems: string[] = [];
  #looked = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Looks at one thing; `problem` says what is wrong with it when it is not so. */
  expect(isSo: boolean, problem: () => string): void {
    this.#looked += 1;
    if (!isSo) this.#problems.push(this.#problems.length < 100 ? problem() : 'and more');
  }

  /** Counts things that are as they should be. */
  saw(count: number): void {
    this.#looked += count;
  }

  get verdict(): Verdict {
    return { name: this.#name, looked: this.#looked, problems: this.#problems };
  }
}
