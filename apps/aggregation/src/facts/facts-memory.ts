import { SeriesGraphs, type SmallBases } from './series-graphs.ts';

/** What is left of the bytes when there are too many: most transactions need not make room. */
const LEFT = 0.75;

/**
 * What this process knows of series and figures, from one transaction of facts to the next. It is trusted only if the
 * token in the database is the one this process left last: then its transaction was committed, and nobody applied facts
 * since. A transaction that failed, or one of another process, and all is read again.
 */
export class FactsMemory {
  readonly #smallBases: SmallBases;
  readonly #mostBytes: number;
  #token: string | null = null;
  #graphs: SeriesGraphs;

  /** `mostBytes` of figures bounds what is kept; with more, those used longest ago go, to be read again when they are needed. */
  constructor(smallBases: SmallBases, mostBytes: number) {
    this.#smallBases = smallBases;
    this.#mostBytes = mostBytes;
    this.#graphs = new SeriesGraphs(smallBases);
  }

  /** Whether what is known is what stood in the database when `token` was left. */
  knows(token: string): boolean {
    return this.#token === token;
  }

  /** What is known at the begin of a transaction that leaves `own`, after one that left `before`. */
  at(before: string, own: string): SeriesGraphs {
    if (!this.knows(before)) this.#graphs = new SeriesGraphs(this.#smallBases);
    else if (this.#isFull) this.#graphs.forgetFigures(LEFT * this.#mostBytes);
    return this.#begin(own);
  }

  /**
   * The same for one that is worked out while the one before is not committed yet; null where it had better wait for that: what is not
   * committed cannot be read again.
   */
  ahead(before: string, own: string): SeriesGraphs | null {
    return !this.knows(before) || this.#isFull ? null : this.#begin(own);
  }

  get #isFull(): boolean {
    return this.#graphs.bytes > this.#mostBytes;
  }

  #begin(own: string): SeriesGraphs {
    this.#graphs.forgetWorked();
    this.#token = own;
    return this.#graphs;
  }
}
