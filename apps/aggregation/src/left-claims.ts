import { setTimeout as sleep } from 'node:timers/promises';
import type { RegisterChange } from '@silkgauge/read-model';
import { judgeDueClaims } from './claims.ts';
import type { Store } from './store/store.ts';

/** Milliseconds between looks for claims that another process left. */
const LOOK_AT_OTHERS = 10_000;

export interface LeftClaimsOptions {
  readonly store: Pick<Store, 'transaction'>;
  /** Hears why claims could not be judged. */
  readonly onFailed: (error: unknown) => void;
}

/**
 * Judges the claims that transactions leave due, in transactions of their own. A batch is committed before: where its
 * claims cannot be judged it does not fail, and they are tried again with the next batch and by the keeper.
 */
export class LeftClaims {
  readonly #options: LeftClaimsOptions;
  /** Starts true, because an earlier process may have left claims. */
  #areOpen = true;
  #lookedAt = -Infinity;
  /** Append time of the newest cause, in milliseconds since 1970; null before the first. */
  #knownAt: number | null = null;

  constructor(options: LeftClaimsOptions) {
    this.#options = options;
  }

  /** Judges what a batch or an earlier failure left; returns the versions. `knownAt` is as in `judgeDueClaims`. */
  async judge(areLeft: boolean, knownAt: Date): Promise<RegisterChange[]> {
    this.#knownAt = Math.max(this.#knownAt ?? 0, Number(knownAt));
    this.#areOpen ||= areLeft;
    return this.#judgeOpen();
  }

  /** Judges what failed, and what a process left that ended behind the commit of a batch. */
  async again(): Promise<RegisterChange[]> {
    await this.#look();
    return this.#judgeOpen();
  }

  /** Looks now and then whether there are claims of which no batch of this process tells. */
  async #look(): Promise<void> {
    if (performance.now() - this.#lookedAt < LOOK_AT_OTHERS) return;
    this.#lookedAt = performance.now();
    try {
      const since = await this.#options.store.transaction((unit) => unit.claimsDueSince());
      if (!since) return;
      this.#knownAt = Math.max(this.#knownAt ?? 0, Number(since));
      this.#areOpen = true;
    } catch (error) {
      this.#options.onFailed(error);
    }
  }

  /** As of the newest cause that was heard of. */
  async #judgeOpen(): Promise<RegisterChange[]> {
    const committed: RegisterChange[] = [];
    if (!this.#areOpen || this.#knownAt === null) return committed;
    const knownAt = new Date(this.#knownAt);
    // Whoever commits meanwhile tells of what it leaves.
    this.#areOpen = false;
    try {
      for (let isMore = true; isMore;) {
        const judged = await this.#options.store.transaction(async (unit) => {
          // Lock order of all writers: cursor, then claims.
          await unit.holdCursor();
          return judgeDueClaims(unit, knownAt);
        });
        committed.push(...judged.committed);
        ({ isMore } = judged);
      }
    } catch (error) {
      this.#areOpen = true;
      this.#options.onFailed(error);
    }
    return committed;
  }
}

/** Milliseconds between looks for claims that are left. */
const LOOK = 1_000;

/** Tries again to judge claims, also where no batch comes. */
export class ClaimsKeeper {
  readonly #judge: () => Promise<void>;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  /** @param judge judges what is left, and does not reject */
  constructor(judge: () => Promise<void>) {
    this.#judge = judge;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await sleep(LOOK, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) await this.#judge();
    }
  }
}
