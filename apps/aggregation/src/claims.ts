import { judgeClaims } from '@silkgauge/decisions';
import type { DueClaim, RegisterChange } from '@silkgauge/read-model';
import { NOTHING, type Store, type Unit } from './store/store.ts';
import { writtenVersions } from './written-changes.ts';

/** Claims per statement: a claim may be as long as an event. */
const AT_A_TIME = 50;
/** Claims per transaction; the others follow at once in transactions of their own. */
const MOST_IN_ONE = 500;

export interface JudgedClaims {
  /** Versions as in the log after the commit, in order of sequence. */
  readonly committed: readonly RegisterChange[];
  /** True if claims are still due. */
  readonly isMore: boolean;
}

/**
 * Judges due claims by the states of this transaction. A claim whose standing or deciding growth changed gets
 * a version as of `knownAt`, the append time of the newest cause.
 */
export async function judgeDueClaims(unit: Unit, knownAt: Date): Promise<JudgedClaims> {
  const committed: RegisterChange[] = [];
  for (let judged = 0; judged < MOST_IN_ONE;) {
    const due = await unit.dueClaims(AT_A_TIME);
    committed.push(...(await judge(unit, due, knownAt)));
    judged += due.length;
    if (due.length < AT_A_TIME) return { committed, isMore: false };
  }
  return { committed, isMore: true };
}

/** Milliseconds between attempts to judge what is left. */
const RETRY_MS = 1_000;

export interface LeftClaimsOptions {
  readonly store: Pick<Store, 'transaction'>;
  /** Receives versions that no batch returns, as in the log after the commit. */
  readonly onCommitted: (changes: readonly RegisterChange[]) => void;
  /** Hears why claims could not be judged; they are tried again. */
  readonly onFailed: (error: unknown) => void;
}

/**
 * Judges the claims that transactions leave due, in transactions of their own. A batch is committed before: where its
 * claims cannot be judged it does not fail, and they are tried again each second and with each batch.
 */
export class LeftClaims {
  readonly #options: LeftClaimsOptions;
  /** Starts true, because an earlier process may have left claims. */
  #areOpen = true;
  /** Append time of the newest cause, in milliseconds since 1970. */
  #knownAt = 0;
  #retry: NodeJS.Timeout | null = null;

  constructor(options: LeftClaimsOptions) {
    this.#options = options;
  }

  /** Judges what a batch or an earlier failure left; returns the versions. `knownAt` is as in `judgeDueClaims`. */
  async judge(areLeft: boolean, knownAt: Date): Promise<RegisterChange[]> {
    if (!areLeft && !this.#areOpen) return [];
    this.#areOpen = false;
    this.#knownAt = Math.max(this.#knownAt, Number(knownAt));
    const committed: RegisterChange[] = [];
    try {
      for (let isMore = true; isMore;) {
        const judged = await this.#options.store.transaction(async (unit) => {
          // Lock order of all writers: cursor, then claims.
          await unit.holdCursor();
          return judgeDueClaims(unit, new Date(this.#knownAt));
        });
        committed.push(...judged.committed);
        ({ isMore } = judged);
      }
    } catch (error) {
      this.#areOpen = true;
      this.#options.onFailed(error);
      this.#retry ??= setTimeout(() => void this.#again(), RETRY_MS).unref();
    }
    return committed;
  }

  async #again(): Promise<void> {
    this.#retry = null;
    const committed = await this.judge(false, new Date(this.#knownAt));
    if (committed.length > 0) this.#options.onCommitted(committed);
  }
}

async function judge(unit: Unit, due: readonly DueClaim[], knownAt: Date): Promise<RegisterChange[]> {
  if (due.length === 0) return [];
  const { subjects, changes } = await judgeClaims(unit, due, knownAt);
  await unit.settleClaims(subjects);
  if (changes.length === 0) return [];
  return writtenVersions(changes, await unit.write({ ...NOTHING, registered: changes }));
}
