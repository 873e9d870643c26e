import type { NoticeData } from '@silkgauge/contract';
import { programmesOf, type NoticeLink } from '@silkgauge/growth';
import { readRegisteredAsOf, type AsOf, type Queryable, type RegisterChange } from '@silkgauge/read-model';
import { FinalPromises } from './final-promises.ts';
import { FollowedRegisters } from './followed-registers.ts';
import { NoticesInForce, type NoticeScope } from './notices-in-force.ts';
import type { Programmes } from './notices-in-scope.ts';

/**
 * Notices as of a clock, and the final figures that releases promise now. Present ones are in memory and follow
 * the log; past notices are read each time.
 */
export class NoticeBoard {
  readonly #db: Queryable;
  readonly #notices = new Map<string, NoticeScope>();
  readonly #links = new Map<string, NoticeLink>();
  readonly #finals = new FinalPromises();
  /** Undefined once a version came. */
  #inForce: NoticesInForce | undefined;
  #programmes: Programmes | undefined;
  readonly #followed: FollowedRegisters;

  constructor(db: Queryable) {
    this.#db = db;
    this.#followed = new FollowedRegisters(db, {
      notice: { take: (row) => this.#take(row), forget: () => this.#forget() },
      release: this.#finals,
    });
  }

  /** Notices as of `asOf`; null means the present, as of the call or later. */
  async at(asOf: AsOf | null): Promise<NoticesInForce> {
    await this.#followed.again();
    if (asOf === null || this.#followed.isPast(asOf))
      return (this.#inForce ??= new NoticesInForce([...this.#notices.values()]));
    const rows = await readRegisteredAsOf(this.#db, 'notice', asOf);
    return new NoticesInForce(rows.flatMap((row) => dataOf(row) ?? []));
  }

  /** The promises of final figures that stand since the latest look at the notices. */
  get finals(): FinalPromises {
    return this.#finals;
  }

  /** Programmes of published notices, withdrawn ones included, as of `asOf`. */
  async programmes(asOf: AsOf | null): Promise<Programmes> {
    await this.#followed.again();
    if (asOf === null || this.#followed.isPast(asOf))
      return (this.#programmes ??= programmesOf(this.#links.values()));
    const rows = await readRegisteredAsOf(this.#db, 'notice', asOf);
    return programmesOf(rows.flatMap((row) => linkOf(row) ?? []));
  }

  #take(row: RegisterChange): void {
    const data = dataOf(row);
    if (data) this.#notices.set(row.key, data);
    else this.#notices.delete(row.key);
    const link = linkOf(row);
    if (link) this.#links.set(row.key, link);
    this.#inForce = undefined;
    this.#programmes = undefined;
  }

  #forget(): void {
    this.#notices.clear();
    this.#links.clear();
    this.#inForce = undefined;
    this.#programmes = undefined;
  }
}

/** Scope and dates of a notice that is not withdrawn, otherwise null. Texts are dropped: they may be long. */
function dataOf({ document }: RegisterChange): NoticeScope | null {
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
