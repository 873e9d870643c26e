import { Worlds, type SmallBases } from './worlds.ts';

/**
 * What this process knows of series and figures, from one transaction of facts to the next. It is trusted only if the
 * token in the database is the one this process left last: then its transaction was committed, and nobody applied facts
 * since. A transaction that failed, or one of another process, and all is read again.
 */
export class FactsMemory {
  readonly #smallBases: SmallBases;
  readonly #mostFigures: number;
  #token: string | null = null;
  #worlds: Worlds;

  /** `mostFigures` bounds what is kept; with more, the next transaction begins with nothing. */
  constructor(smallBases: SmallBases, mostFigures: number) {
    this.#smallBases = smallBases;
    this.#mostFigures = mostFigures;
    this.#worlds = new Worlds(smallBases);
  }

  /** What is known at the begin of a transaction that leaves `own`, after one that left `before`. */
  at(before: string, own: string): Worlds {
    if (this.#token !== before || this.#worlds.size > this.#mostFigures)
      this.#worlds = new Worlds(this.#smallBases);
    this.#worlds.forgetWorked();
    this.#token = own;
    return this.#worlds;
  }
}
