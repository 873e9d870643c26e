import {
  downsampledUntil,
  holeAround,
  isFullPage,
  readToldChanges,
  type Queryable,
} from '@silkgauge/read-model';
import { LogEntry } from './log-entry.ts';

const PAGE_ROWS = 200;
const PAGE_BYTES = 512 * 1024;
/** Pages in memory. */
const KEPT = 4;
/** Milliseconds for which a page is shared: a restore of the database may take its changes away. */
const SHARED_FOR = 2_000;

/** What the log has behind a sequence. What it no longer has there is read once for all that share the page. */
export interface LogPage {
  readonly entries: readonly LogEntry[];
  /** Whether more may follow. */
  readonly isFull: boolean;
  /** Whether changes behind the place were dropped. */
  isHole(): Promise<boolean>;
  /** Whether versions of sales behind the place may have been thinned. */
  isThinned(): Promise<boolean>;
}

interface KeptPage {
  readonly page: Promise<LogPage>;
  readonly askedAt: number;
}

/** Reads pages of the log. Subscribers that come along together share full ones: what is written later stands behind. */
export class LogPages {
  readonly #db: Queryable;
  readonly #kept = new Map<number, KeptPage>();

  constructor(db: Queryable) {
    this.#db = db;
  }

  /** @throws where the database cannot be read */
  async after(sequence: number): Promise<LogPage> {
    const known = this.#kept.get(sequence);
    if (known && performance.now() - known.askedAt < SHARED_FOR) {
      const page = await known.page;
      // The end of the log may have moved since another asked.
      if (page.isFull) return page;
    }
    const own = { page: this.#read(sequence), askedAt: performance.now() };
    this.#keep(sequence, own);
    let isShared = false;
    try {
      const page = await own.page;
      isShared = page.isFull;
      return page;
    } finally {
      if (!isShared && this.#kept.get(sequence) === own) this.#kept.delete(sequence);
    }
  }

  async #read(sequence: number): Promise<LogPage> {
    const rows = await readToldChanges(this.#db, String(sequence), PAGE_ROWS, PAGE_BYTES);
    return {
      entries: rows.map((row) => new LogEntry(row)),
      isFull: isFullPage(rows, PAGE_ROWS, PAGE_BYTES),
      isHole: once(async () => (await holeAround(this.#db, String(sequence))) !== null),
      isThinned: once(async () => BigInt(sequence) < BigInt(await downsampledUntil(this.#db))),
    };
  }

  #keep(sequence: number, page: KeptPage): void {
    this.#kept.delete(sequence);
    this.#kept.set(sequence, page);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) return;
      this.#kept.delete(oldest);
    }
  }
}

/** Reads once for all that ask, and again after a failure. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  return async () => {
    kept ??= read();
    try {
      return await kept;
    } catch (error) {
      kept = undefined;
      throw error;
    }
  };
}
