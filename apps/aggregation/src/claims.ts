import { judgeClaims } from '@silkgauge/decisions';
import type { DueClaim, RegisterChange } from '@silkgauge/read-model';
import { NOTHING, type Unit } from './store/store.ts';
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

async function judge(unit: Unit, due: readonly DueClaim[], knownAt: Date): Promise<RegisterChange[]> {
  if (due.length === 0) return [];
  const { subjects, changes } = await judgeClaims(unit, due, knownAt);
  await unit.settleClaims(subjects);
  if (changes.length === 0) return [];
  return writtenVersions(changes, await unit.write({ ...NOTHING, registered: changes }));
}
