import {
  isLost,
  readRegistered,
  type AsOf,
  type Queryable,
  type RegisterChange,
} from '@silkgauge/read-model';
import { SharedRead } from '../states/shared-read.ts';

type Kind = RegisterChange['kind'];

/** What keeps the versions of one register in memory. */
export interface Follower {
  /** Takes a version; versions come in order of the log. */
  take(row: RegisterChange): void;
  /** Starts anew, after the database lost the newest versions. */
  forget(): void;
}

/** Versions per statement. */
const PAGE = 500;
/** The sequence before the first. */
const NOTHING = '0';

/** Registers that are kept in memory; each look at them reads what came since, by one statement for all. */
export class FollowedRegisters {
  readonly #db: Queryable;
  readonly #followers: ReadonlyMap<Kind, Follower>;
  readonly #shared = new SharedRead(() => this.#read());
  #last = NOTHING;
  /** Latest append time of all versions, in milliseconds since the epoch. */
  #knownAt = 0;

  constructor(db: Queryable, followers: Readonly<Partial<Record<Kind, Follower>>>) {
    this.#db = db;
    this.#followers = new Map(Object.entries(followers) as [Kind, Follower][]);
  }

  /** Reads what has come by the call. */
  again(): Promise<void> {
    return this.#shared.again();
  }

  /** Whether no version of a followed register is newer than `asOf`. */
  isPast(asOf: AsOf): boolean {
    return 'sequence' in asOf
      ? BigInt(asOf.sequence) >= BigInt(this.#last)
      : Date.parse(asOf.instant) >= this.#knownAt;
  }

  async #read(): Promise<void> {
    if (this.#last !== NOTHING && (await isLost(this.#db, this.#last))) this.#forget();
    for (let isMore = true; isMore;) {
      const kinds = [...this.#followers.keys()];
      const rows = await readRegistered(this.#db, kinds, { after: this.#last, limit: PAGE });
      for (const row of rows) this.#take(row);
      isMore = rows.length === PAGE;
    }
  }

  #take(row: RegisterChange): void {
    this.#followers.get(row.kind)?.take(row);
    this.#last = row.sequence;
    this.#knownAt = Math.max(this.#knownAt, row.known_at.getTime());
  }

  #forget(): void {
    for (const follower of this.#followers.values()) follower.forget();
    this.#last = NOTHING;
    this.#knownAt = 0;
  }
}
