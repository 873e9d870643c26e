import { downsampledUntil, holeAround, isFullPage, readChanges, type Queryable } from '@silkgauge/read-model';
import { LogEntry } from './log-entry.ts';

const PAGE_ROWS = 200;
const PAGE_BYTES = 512 * 1024;
/** Pages in memory. */
const KEPT = 4;
/** Milliseconds for which a page is shared: a restore of the database may take its changes away. */
const SHARED_FOR = 2_000;

/** What the log no longer has around a place. */
export interface Missing {
  /** Whether changes behind the place were dropped. */
  readonly isHole: boolean;
  /** Whether versions of sales behind the place may have been thinned. */
  readonly isThinned: boolean;
}

/** What the log has behind a sequence. */
export class LogPage {
  readonly entries: readonly LogEntry[];
  /** Whether more may follow. */
  readonly isFull: boolean;
  readonly readAt = performance.now();
  readonly #readMissing: () => Promise<Missing>;
  #missing: Promise<Missing> | undefined;

  constructor(entries: readonly LogEntry[], isFull: boolean, readMissing: () => Promise<Missing>) {
    this.entries = entries;
    this.isFull = isFull;
    this.#readMissing = readMissing;
  }

  /** Read once for all that share the page, as what is dropped later was in its entries. */
  async missing(): Promise<Missing> {
    this.#missing ??= this.#readMissing();
    try {
      return await this.#missing;
    } catch (error) {
      this.#missing = undefined;
      throw error;
    }
  }
}

/** Reads pages of the log. Subscribers that come along together share the same ones: a full page never changes. */
export class LogPages {
  readonly #db: Queryable;
  readonly #kept = new Map<number, LogPage>();

  constructor(db: Queryable) {
    this.#db = db;
  }

  /** @throws where the database cannot be read */
  async after(sequence: number): Promise<LogPage> {
    const known = this.#kept.get(sequence);
    if (known && performance.now() - known.readAt < SHARED_FOR) return known;
    const rows = await readChanges(this.#db, String(sequence), PAGE_ROWS, PAGE_BYTES);
    const entries = rows.map((row) => new LogEntry(row));
    const isFull = isFullPage(rows, PAGE_ROWS, PAGE_BYTES);
    const page = new LogPage(entries, isFull, () => this.#missingAt(sequence));
    if (page.isFull) this.#keep(sequence, page);
    return page;
  }

  async #missingAt(sequence: number): Promise<Missing> {
    const hole = await holeAround(this.#db, String(sequence));
    const thinned = await downsampledUntil(this.#db);
    return { isHole: hole !== null, isThinned: BigInt(sequence) < BigInt(thinned) };
  }

  #keep(sequence: number, page: LogPage): void {
    this.#kept.delete(sequence);
    this.#kept.set(sequence, page);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) return;
      this.#kept.delete(oldest);
    }
  }
}
