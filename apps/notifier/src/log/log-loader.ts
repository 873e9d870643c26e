import { readChangesAt, type Queryable } from '@silkgauge/read-model';
import { LogEntry, type Outgoing } from './log-entry.ts';
import { RecentDeliveries } from './recent-deliveries.ts';

/** Entries that one statement reads. */
const MOST_AT_ONCE = 100;

interface Asked {
  readonly promise: Promise<Outgoing | undefined>;
  readonly settle: (outgoing: Outgoing | undefined) => void;
  readonly fail: (error: unknown) => void;
}

/** Gives what is sent of a change, from memory or from the log; what is asked for at one time is read at once. */
export class LogLoader {
  readonly #db: Queryable;
  readonly #api: string;
  readonly #recent: RecentDeliveries;
  #asked = new Map<number, Asked>();

  constructor(db: Queryable, api: string, recentBytes: number) {
    this.#db = db;
    this.#api = api;
    this.#recent = new RecentDeliveries(recentBytes);
  }

  /** Keeps what is sent of a change that somebody matches. `seenAt` as in {@link Outgoing}. */
  keep(entry: LogEntry, seenAt?: number): void {
    if (this.#recent.get(entry.sequence)) return;
    const outgoing = entry.outgoing(this.#api);
    this.#recent.put(entry.sequence, seenAt === undefined ? outgoing : { ...outgoing, seenAt });
  }

  /** Undefined where the log no longer has the change. @throws where the database cannot be read */
  load(sequence: number): Promise<Outgoing | undefined> {
    const held = this.#recent.get(sequence);
    if (held) return Promise.resolve(held);
    const before = this.#asked.get(sequence);
    if (before) return before.promise;
    if (this.#asked.size === 0) setImmediate(() => void this.#read());
    const { promise, resolve, reject } = Promise.withResolvers<Outgoing | undefined>();
    this.#asked.set(sequence, { promise, settle: resolve, fail: reject });
    return promise;
  }

  async #read(): Promise<void> {
    const asked = [...this.#asked];
    this.#asked = new Map();
    for (let at = 0; at < asked.length; at += MOST_AT_ONCE) {
      const some = asked.slice(at, at + MOST_AT_ONCE);
      try {
        const rows = await readChangesAt(
          this.#db,
          some.map(([sequence]) => sequence),
        );
        const found = new Map(
          rows.map((row) => [Number(row.sequence), new LogEntry(row).outgoing(this.#api)]),
        );
        for (const [sequence, { settle }] of some) {
          const outgoing = found.get(sequence);
          if (outgoing) this.#recent.put(sequence, outgoing);
          settle(outgoing);
        }
      } catch (error) {
        for (const [, { fail }] of some) fail(error);
      }
    }
  }
}
