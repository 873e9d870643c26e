import { isFullPage, readChanges, type Queryable } from '@silkgauge/read-model';
import { LogEntry } from './log-entry.ts';

const PAGE_ROWS = 200;
const PAGE_BYTES = 512 * 1024;
/** Pages in memory. */
const KEPT = 4;

/** What the log has behind a sequence. */
export interface LogPage {
  readonly entries: readonly LogEntry[];
  /** Whether more may follow. */
  readonly isFull: boolean;
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
    if (known) return known;
    const rows = await readChanges(this.#db, String(sequence), PAGE_ROWS, PAGE_BYTES);
    const page = {
      entries: rows.map((row) => new LogEntry(row)),
      isFull: isFullPage(rows, PAGE_ROWS, PAGE_BYTES),
    };
    if (page.isFull) this.#keep(sequence, page);
    return page;
  }

  #keep(sequence: number, page: LogPage): void {
    this.#kept.set(sequence, page);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) return;
      this.#kept.delete(oldest);
    }
  }
}
