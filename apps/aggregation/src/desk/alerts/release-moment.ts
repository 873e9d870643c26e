import type { ReleaseView } from '@silkgauge/alerts';
import type { SilenceRule } from '@silkgauge/contract';
import type { Queryable } from '@silkgauge/read-model';
import { releaseVersions } from '@silkgauge/releases';
import { readReleaseFacts } from '../releases/release-facts.ts';

/** What rules look at of releases, as far as it was decided by an event; null: all. */
export class ReleaseMoment {
  readonly #db: Queryable;
  readonly #decidedBy: bigint | null;
  readonly #views = new Map<string, Promise<ReleaseView | null>>();

  constructor(db: Queryable, decidedBy: bigint | null) {
    this.#db = db;
    this.#decidedBy = decidedBy;
  }

  /** A release by the grace of a rule; null where no order of it is accepted. */
  view({ graceMs }: SilenceRule, release: string): Promise<ReleaseView | null> {
    const key = `${String(graceMs)} ${release}`;
    const found = this.#views.get(key) ?? this.#read(release, graceMs);
    this.#views.set(key, found);
    return found;
  }

  async #read(release: string, graceMs: number | null): Promise<ReleaseView | null> {
    const facts = await readReleaseFacts(this.#db, release, this.#decidedBy, graceMs);
    return releaseVersions(facts).at(-1) ?? null;
  }
}
