import type { NoticeData } from '@silkgauge/contract';
import { programmesOf, type NoticeLink } from '@silkgauge/growth';
import {
  isLost,
  readRegistered,
  readRegisteredAsOf,
  type AsOf,
  type Queryable,
  type RegisterChange,
} from '@silkgauge/read-model';
import { SharedRead } from '../states/shared-read.ts';
import { NoticesInForce, type StandingNotice } from './notices-in-force.ts';
import type { Programmes } from './notices-in-scope.ts';

/** Versions of notices per statement. */
const PAGE = 500;
/** The sequence before the first. */
const NOTHING = '0';

/** Notices as of a clock. Present ones are in memory and follow the log; past ones are read each time. */
export class NoticeBoard {
  readonly #db: Queryable;
  readonly #standing = new Map<string, StandingNotice>();
  readonly #links = new Map<string, NoticeLink>();
  #last = NOTHING;
  /** Latest append time of all versions, in milliseconds since the epoch. */
  #knownAt = 0;
  #inForce = new NoticesInForce([]);
  #programmes: Programmes | undefined;
  readonly #versions = new SharedRead(() => this.#read());

  constructor(db: Queryable) {
    this.#db = db;
  }

  /** Notices as of `asOf`; null means the present, as of the call or later. */
  async at(asOf: AsOf | null): Promise<NoticesInForce> {
    await this.#versions.again();
    if (asOf === null || this.#isPast(asOf)) return this.#inForce;
    const rows = await readRegisteredAsOf(this.#db, 'notice', asOf);
    return new NoticesInForce(rows.flatMap((row) => dataOf(row) ?? []));
  }

  /** Programmes of published notices, withdrawn ones included, as of `asOf`. */
  async programmes(asOf: AsOf | null): Promise<Programmes> {
    await this.#versions.again();
    if (asOf === null || this.#isPast(asOf)) return (this.#programmes ??= programmesOf(this.#links.values()));
    const rows = await readRegisteredAsOf(this.#db, 'notice', asOf);
    return programmesOf(rows.flatMap((row) => linkOf(row) ?? []));
  }

  /** True if no version is newer than `asOf`. */
  #isPast(asOf: AsOf): boolean {
    return 'sequence' in asOf
      ? BigInt(asOf.sequence) >= BigInt(this.#last)
      : Date.parse(asOf.instant) >= this.#knownAt;
  }

  async #read(): Promise<void> {
    if (this.#last !== NOTHING && (await isLost(this.#db, this.#last))) this.#forget();
    const before = this.#last;
    for (let isMore = true; isMore;) {
      const rows = await readRegistered(this.#db, 'notice', { after: this.#last, limit: PAGE });
      for (const row of rows) this.#take(row);
      isMore = rows.length === PAGE;
    }
    if (this.#last === before) return;
    this.#inForce = new NoticesInForce([...this.#standing.values()]);
    this.#programmes = undefined;
  }

  /** Starts anew after the database lost the newest versions. */
  #forget(): void {
    this.#standing.clear();
    this.#links.clear();
    this.#programmes = undefined;
    this.#last = NOTHING;
    this.#knownAt = 0;
    this.#inForce = new NoticesInForce([]);
  }

  #take(row: RegisterChange): void {
    const data = dataOf(row);
    if (data) this.#standing.set(row.key, data);
    else this.#standing.delete(row.key);
    const link = linkOf(row);
    if (link) this.#links.set(row.key, link);
    this.#last = row.sequence;
    this.#knownAt = Math.max(this.#knownAt, row.known_at.getTime());
  }
}

/** Scope and dates of a standing notice, otherwise null. Texts are dropped: they may be long. */
function dataOf({ document }: RegisterChange): StandingNotice | null {
  const { withdrawn, data } = JSON.parse(document) as { withdrawn: boolean; data: NoticeData | null };
  if (withdrawn || !data) return null;
  const { notice, scope, effectiveFrom, effectiveTo } = data;
  return { notice, scope, effectiveFrom, ...(effectiveTo !== undefined && { effectiveTo }) };
}

/** Null for a notice of which only a withdrawal has come. */
function linkOf({ document }: RegisterChange): NoticeLink | null {
  const { withdrawn, data } = JSON.parse(document) as { withdrawn: boolean; data: NoticeData | null };
  if (!data) return null;
  const { notice, announcedOn, effectiveFrom } = data;
  return { notice, extends: data.extends, announcedOn, effectiveFrom, withdrawn };
}
