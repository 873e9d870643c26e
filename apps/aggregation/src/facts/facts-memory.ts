import { Worlds, type SmallBases } from './worlds.ts';

/**
 * What this process knows of series and figures, from one transaction of facts to the next. It is trusted only if the
 * token in the database is the one this process left last: then its transaction was committed, and nobody applied facts
 * since. A transaction that failed, or one of another process, and all is read again.
 */
export class FactsMemory {
  readonly #smallBases: SmallBases;
  readonly #mostBytes: number;
  #token: string | null = null;
  #worlds: Worlds;

  /** `mostBytes` of figures bounds what is kept; with more, the next transaction begins with nothing. */
  constructor(smallBases: SmallBases, mostBytes: number) {
    this.#smallBases = smallBases;
    this.#mostBytes = mostBytes;
    this.#worlds = new Worlds(smallBases);
  }

  /** Whether what is known is what stood in the database when `token` was left. */
  knows(token: string): boolean {
    return this.#token === token;
  }

  /** What is known at the begin of a transaction that leaves `own`, after one that left `before`. */
  at(before: string, own: string): Worlds {
    if (!this.knows(before) || this.#isFull) this.#worlds = new Worlds(this.#smallBases);
    return this.#begin(own);
  }

  /** The same for one that is worked out while the one before is not committed yet; null where it had better wait for that. */
  ahead(before: string, own: string): Worlds | null {
    return !this.knows(before) || this.#isFull ? null : this.#begin(own);
  }

  get #isFull(): boolean {
    return this.#worlds.bytes > this.#mostBytes;
  }

  #begin(own: string): Worlds {
    this.#worlds.forgetWorked();
    this.#token = own;
    return this.#worlds;
  }
}
