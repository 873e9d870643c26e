import { OVER_YEAR } from '@silkgauge/growth';
import type { ChangeRow } from '@silkgauge/read-model';
import { judgeDueClaims } from './claims.ts';
import type { Outcome, SalesOutcome, Unit } from './store/store.ts';
import { writtenChanges } from './written-changes.ts';

/** Versions of a transaction, as in the change log after the commit. */
export interface CommittedOutcome {
  /** In order of sequence. */
  readonly committed: readonly ChangeRow[];
  /** True if claims are still due. */
  readonly areClaimsLeft: boolean;
}

/**
 * Writes the outcome of batches, and judges the claims about changed states. The cursor of the change log is
 * locked from the write to the commit, so sequences follow commit order; `knownAt` is the append time of the
 * newest record. With `areClaimsLater` the caller judges them, behind all that the transaction writes.
 */
export async function writeOutcome(
  unit: Unit,
  outcome: Outcome,
  knownAt: Date,
  { areClaimsLater = false } = {},
): Promise<CommittedOutcome> {
  const committed = writtenChanges(outcome, await unit.write(outcome));
  const { claims, withdrawals } = outcome.evidence;
  // Lock order of all writers: cursor, then claims.
  if (claims.length + withdrawals.length > 0) await unit.holdCursor();
  const states = outcome.changes.filter(({ document }) => document.includes(OVER_A_YEAR));
  const isMarked = await unit.markClaims({ states, withdrawn: withdrawals });
  const areClaimsDue = claims.length > 0 || isMarked;
  if (!areClaimsDue || areClaimsLater) return { committed, areClaimsLeft: areClaimsDue };
  const judged = await judgeDueClaims(unit, knownAt);
  return { committed: [...committed, ...judged.committed], areClaimsLeft: judged.isMore };
}

/** Writes an outcome without claims: one statement, which outside of a transaction is one by itself. */
export async function writeUnclaimed(
  writer: { write(outcome: Outcome & SalesOutcome): Promise<bigint | null> },
  outcome: Outcome & SalesOutcome,
): Promise<CommittedOutcome> {
  return { committed: writtenChanges(outcome, await writer.write(outcome)), areClaimsLeft: false };
}

/** Text in each document that has or had growth over a year. */
const OVER_A_YEAR = `"${OVER_YEAR}":`;
