import type { ReleaseView } from '@silkgauge/alerts';
import type { SilenceRule } from '@silkgauge/contract';
import { isOfDatabase, type Queryable } from '@silkgauge/read-model';
import { releaseVersions } from '@silkgauge/releases';
import { readReleaseFacts } from '../releases/release-facts.ts';

/**
 * What rules look at of releases, as far as it was decided by an event; null: all. Of a moment that is past, a release
 * whose newest order then cannot be read any more was not there.
 */
export class ReleaseMoment {
  readonly #db: Queryable;
  readonly #decidedBy: bigint | null;
  readonly #isPast: boolean;
  readonly #views = new Map<string, Promise<ReleaseView | null>>();

  constructor(db: Queryable, decidedBy: bigint | null, { isPast = false } = {}) {
    this.#db = db;
    this.#decidedBy = decidedBy;
    this.#isPast = isPast;
  }

  /** A release by the grace of a rule; null where no order of it is accepted. */
  view({ graceMs }: SilenceRule, release: string): Promise<ReleaseView | null> {
    const key = `${String(graceMs)} ${release}`;
    const found = this.#views.get(key) ?? this.#read(release, graceMs);
    this.#views.set(key, found);
    return found;
  }

  async #read(release: string, graceMs: number | null): Promise<ReleaseView | null> {
    try {
      const facts = await readReleaseFacts(this.#db, release, this.#decidedBy, graceMs);
      return releaseVersions(facts).at(-1) ?? null;
    } catch (error) {
      if (this.#isPast && !isOfDatabase(error)) return null;
      throw error;
    }
  }
}
