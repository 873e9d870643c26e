import type { ReleaseView } from '@silkgauge/alerts';
import type { SilenceRule } from '@silkgauge/contract';
import { isOfDatabase } from '@silkgauge/read-model';
import { releaseVersions, type ReleaseFacts } from '@silkgauge/releases';

/** Reads all that a release is worked out from; `graceMs` takes the place of its own grace, null: it has its own. */
export type ReadFacts = (release: string, graceMs: number | null) => Promise<ReleaseFacts>;

/**
 * What rules look at of releases. Of a moment that is past, a release whose newest order then cannot be read any more
 * was not there.
 */
export class ReleaseMoment {
  readonly #readFacts: ReadFacts;
  readonly #isPast: boolean;
  readonly #views = new Map<string, Promise<ReleaseView | null>>();

  constructor(readFacts: ReadFacts, { isPast = false } = {}) {
    this.#readFacts = readFacts;
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
      return releaseVersions(await this.#readFacts(release, graceMs)).at(-1) ?? null;
    } catch (error) {
      if (this.#isPast && !isOfDatabase(error)) return null;
      throw error;
    }
  }
}
