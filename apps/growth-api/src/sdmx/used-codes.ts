import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { isFullPage, readLogPlace, readStateChanges, type Queryable } from '@silkgauge/read-model';
import type { Content } from '@silkgauge/sdmx';
import { SharedRead } from '../states/shared-read.ts';
import { VersionCodes } from './version-codes.ts';

/** Milliseconds between looks at the log, so that a query of structures finds little left to look through. */
const FOLLOW_EVERY = 5_000;
/** Changes that one statement reads. */
const CHANGES_AT_A_TIME = 1_000;

/**
 * Codes that any version of a state uses, in memory: which they are only the documents of all versions tell. Each
 * read first looks through what the log gained since.
 */
export class UsedCodes implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #db: Queryable;
  #found = new VersionCodes();
  #after = '0';
  #rebuild: string | null = null;
  readonly #versions = new SharedRead(() => this.#refresh());
  #following: NodeJS.Timeout | undefined;

  constructor(db: Queryable) {
    this.#db = db;
  }

  onApplicationBootstrap(): void {
    // A query that finds the database away says so; a look that nobody waits for is made again.
    const look = () => void this.read().catch(() => undefined);
    this.#following = setInterval(look, FOLLOW_EVERY).unref();
    look();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#following);
  }

  /** Codes as of the call or later. */
  async read(): Promise<Content['used']> {
    await this.#versions.again();
    return this.#found.used();
  }

  async #refresh(): Promise<void> {
    const { rebuild, last } = await readLogPlace(this.#db);
    const end = BigInt(last);
    // A rebuilt or restored log may lack codes, and numbers its changes anew.
    if (rebuild !== this.#rebuild || end < BigInt(this.#after)) {
      this.#found = new VersionCodes();
      this.#after = '0';
    }
    this.#rebuild = rebuild;
    while (BigInt(this.#after) < end) {
      const rows = await readStateChanges(this.#db, this.#after, CHANGES_AT_A_TIME);
      for (const row of rows) this.#found.add(row);
      this.#after = isFullPage(rows, CHANGES_AT_A_TIME)
        ? (rows.at(-1)?.sequence ?? this.#after)
        : String(end);
      // Other requests run between two pages.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
