import type { NoticeData } from '@silkgauge/contract';
import {
  isLost,
  readRegistered,
  readRegisteredAsOf,
  type AsOf,
  type Queryable,
  type RegisterChange,
} from '@silkgauge/read-model';
import { NoticesInForce, type StandingNotice } from './notices-in-force.ts';

/** Versions of notices read at a time. */
const PAGE = 500;
/** The sequence before the first. */
const NOTHING = '0';

/**
 * The notices as of the clock of an answer. Those of the present are in memory, brought up to the log's end before each answer by what came
 * since, which is next to nothing; those of a moment that lies before the newest version of any are read.
 */
export class NoticeBoard {
  readonly #db: Queryable;
  readonly #standing = new Map<string, StandingNotice>();
  #last = NOTHING;
  /** The latest append time of all versions, in milliseconds. */
  #knownAt = 0;
  #inForce = new NoticesInForce([]);
  #refreshing: Promise<void> | undefined;

  constructor(db: Queryable) {
    this.#db = db;
  }

  /** Null: now, as of a moment after this was asked. */
  async at(asOf: AsOf | null): Promise<NoticesInForce> {
    await this.#refresh();
    if (asOf === null || this.#isPast(asOf)) return this.#inForce;
    const rows = await readRegisteredAsOf(this.#db, 'notice', asOf);
    return new NoticesInForce(rows.flatMap((row) => dataOf(row) ?? []));
  }

  /** Nothing came after it. */
  #isPast(asOf: AsOf): boolean {
    return 'sequence' in asOf
      ? BigInt(asOf.sequence) >= BigInt(this.#last)
      : Date.parse(asOf.instant) >= this.#knownAt;
  }

  async #refresh(): Promise<void> {
    // What is under way may have looked before this was asked; the next look has not, and all share it.
    await this.#refreshing?.catch(() => undefined);
    await (this.#refreshing ??= this.#read().finally(() => {
      this.#refreshing = undefined;
    }));
  }

  async #read(): Promise<void> {
    if (this.#last !== NOTHING && (await isLost(this.#db, this.#last))) this.#forget();
    const before = this.#last;
    for (let isMore = true; isMore;) {
      const rows = await readRegistered(this.#db, 'notice', { after: this.#last, limit: PAGE });
      for (const row of rows) this.#take(row);
      isMore = rows.length === PAGE;
    }
    if (this.#last !== before) this.#inForce = new NoticesInForce([...this.#standing.values()]);
  }

  /** The database was put back to before the last of them: what it has is read anew. */
  #forget(): void {
    this.#standing.clear();
    this.#last = NOTHING;
    this.#knownAt = 0;
    this.#inForce = new NoticesInForce([]);
  }

  #take(row: RegisterChange): void {
    const data = dataOf(row);
    if (data) this.#standing.set(row.key, data);
    else this.#standing.delete(row.key);
    this.#last = row.sequence;
    this.#knownAt = Math.max(this.#knownAt, row.known_at.getTime());
  }
}

/** Of one that stands, what says where and when it applies: a notice may be long, and there may be many. */
function dataOf({ document }: RegisterChange): StandingNotice | null {
  const { withdrawn, data } = JSON.parse(document) as { withdrawn: boolean; data: NoticeData | null };
  if (withdrawn || !data) return null;
  const { notice, scope, effectiveFrom, effectiveTo } = data;
  return { notice, scope, effectiveFrom, ...(effectiveTo !== undefined && { effectiveTo }) };
}
