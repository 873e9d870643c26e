import { setImmediate as breathe } from 'node:timers/promises';
import {
  ChangeWatcher,
  isFullPage,
  listenForChanges,
  readToldChanges,
  type Queryable,
} from '@silkgauge/read-model';
import type { FilterIndex } from '../filter/filter-index.ts';
import { LogEntry } from '../log/log-entry.ts';
import type { LogLoader } from '../log/log-loader.ts';
import type { Slot } from './slot-owner.ts';
import type { Subscriber } from './subscriber.ts';

export interface FollowerParts {
  readonly db: Queryable;
  readonly databaseUrl: string;
  readonly index: FilterIndex<Subscriber>;
  readonly loader: LogLoader;
  slots(): readonly Slot[];
  /** A subscriber has more to deliver, or no room for more. */
  admitted(subscriber: Subscriber): void;
  trouble(what: string, error: unknown): void;
}

const PAGE_ROWS = 500;
const PAGE_BYTES = 1024 * 1024;
/** Makes up for notifications that are lost with their writer. */
const POLLED_EVERY = 1_000;

/** Follows the change log once for all live subscribers of a process. */
export class LogFollower {
  readonly #parts: FollowerParts;
  readonly #watcher: ChangeWatcher;
  /** When the end of the log was last seen for all slots, or there was no slot; of `performance.now()`. */
  #endSeenAt = performance.now();

  constructor(parts: FollowerParts) {
    this.#parts = parts;
    this.#watcher = new ChangeWatcher({
      listen: (onChange, onLost) => listenForChanges(parts.databaseUrl, onChange, onLost),
      pollEvery: POLLED_EVERY,
      pull: () => this.#pull(),
      onTrouble: parts.trouble,
    });
  }

  get endSeenAt(): number {
    return this.#endSeenAt;
  }

  open(): void {
    this.#watcher.open();
  }

  close(): Promise<void> {
    return this.#watcher.close();
  }

  /** Reads what the log has behind the slots' positions. */
  wake(): void {
    this.#watcher.wake();
  }

  async #pull(): Promise<void> {
    for (;;) {
      const begun = performance.now();
      const slots = this.#parts.slots();
      if (slots.length === 0) {
        this.#endSeenAt = begun;
        return;
      }
      const from = Math.min(...slots.map(({ position }) => position));
      const rows = await readToldChanges(this.#parts.db, String(from), PAGE_ROWS, PAGE_BYTES);
      this.#admit(
        from,
        rows.map((row) => new LogEntry(row)),
      );
      if (!isFullPage(rows, PAGE_ROWS, PAGE_BYTES)) {
        this.#endSeenAt = begun;
        return;
      }
      await breathe();
    }
  }

  /** Without an await: what is admitted and the slots' positions are always of one moment. */
  #admit(from: number, entries: readonly LogEntry[]): void {
    const seenAt = performance.now();
    const last = entries.at(-1)?.sequence;
    if (last === undefined) return;
    // A slot that was claimed meanwhile may be behind the page.
    const slots = new Set(this.#parts.slots().filter(({ position }) => position >= from));
    const touched = new Set<Subscriber>();
    for (const entry of entries)
      for (const subscriber of this.#parts.index.matching(entry)) {
        if (!slots.has(subscriber.slot) || !subscriber.live || entry.sequence <= subscriber.reached) continue;
        touched.add(subscriber);
        if (subscriber.queue.admit(entry.lane, entry.sequence)) {
          subscriber.dirty = true;
          this.#parts.loader.keep(entry, seenAt);
        } else {
          // What does not fit is read from the log again.
          subscriber.live = false;
          subscriber.position = entry.sequence - 1;
          subscriber.dirty = true;
        }
      }
    for (const slot of slots) if (slot.position < last) slot.position = last;
    for (const subscriber of touched) this.#parts.admitted(subscriber);
  }
}
