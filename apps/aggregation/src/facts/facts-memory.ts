import { SeriesGraphs, type SmallBases } from '@silkgauge/decisions';

/** Share of the limit that is kept when memory is full, so that most transactions need not make room. */
const LEFT = 0.75;

/**
 * The series and figures that this process keeps between transactions of facts. The memory is valid only if
 * the token in the database is the last one of this process; otherwise all is read again.
 */
export class FactsMemory {
  readonly #smallBases: SmallBases;
  readonly #mostBytes: number;
  #token: string | null = null;
  #graphs: SeriesGraphs;

  /** Above `mostBytes` of figures, the least recently used are dropped, to be read again before use. */
  constructor(smallBases: SmallBases, mostBytes: number) {
    this.#smallBases = smallBases;
    this.#mostBytes = mostBytes;
    this.#graphs = new SeriesGraphs(smallBases);
  }

  /** Whether the memory equals the database as of the transaction that stored `token`. */
  knows(token: string): boolean {
    return this.#token === token;
  }

  /** The memory for a transaction that stores `own` after one that stored `before`. */
  at(before: string, own: string): SeriesGraphs {
    if (!this.knows(before)) this.#graphs = new SeriesGraphs(this.#smallBases);
    else if (this.#isFull) this.#graphs.forgetFigures(LEFT * this.#mostBytes);
    return this.#begin(own);
  }

  /**
   * As `at`, while the transaction before is uncommitted; null when memory is invalid or full, because
   * dropped figures of an uncommitted transaction could not be read again.
   */
  ahead(before: string, own: string): SeriesGraphs | null {
    return !this.knows(before) || this.#isFull ? null : this.#begin(own);
  }

  /** An empty memory for a transaction that goes on after a part of it was undone. */
  anew(own: string): SeriesGraphs {
    this.#graphs = new SeriesGraphs(this.#smallBases);
    return this.#begin(own);
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
