import { OVER_YEAR } from '@silkgauge/growth';
import type { ChangeRow } from '@silkgauge/read-model';
import { judgeDueClaims } from './claims.ts';
import type { Outcome, Unit } from './store/store.ts';
import { writtenChanges } from './written-changes.ts';

/** What a transaction wrote, as it stands in the change log once it is committed. */
export interface CommittedOutcome {
  /** In order of sequence. */
  readonly committed: readonly ChangeRow[];
  /** Claims are still to be judged. */
  readonly areClaimsLeft: boolean;
}

/**
 * Writes what batches came to, figures, notices and sales alike, and judges the claims that speak of what changed. The change log's
 * cursor is locked from the write to the commit, so sequences follow commit order. `knownAt` is the append time of the newest record.
 */
export async function writeOutcome(unit: Unit, outcome: Outcome, knownAt: Date): Promise<CommittedOutcome> {
  const committed = writtenChanges(outcome, await unit.write(outcome));
  const { claims, withdrawals } = outcome.evidence;
  // Whoever writes states and then claims, as sales do, has the cursor first.
  if (claims.length + withdrawals.length > 0) await unit.holdCursor();
  const states = outcome.changes.filter(({ document }) => document.includes(OVER_A_YEAR));
  const isMarked = await unit.markClaims({ states, withdrawn: withdrawals });
  if (claims.length === 0 && !isMarked) return { committed, areClaimsLeft: false };
  const judged = await judgeDueClaims(unit, knownAt);
  return { committed: [...committed, ...judged.committed], areClaimsLeft: judged.isMore };
}

/** The same where no claim speaks of what changes: outside of a transaction it is one call, which is one by itself. */
export async function writeUnclaimed(
  writer: Pick<Unit, 'write'>,
  outcome: Outcome,
): Promise<CommittedOutcome> {
  return { committed: writtenChanges(outcome, await writer.write(outcome)), areClaimsLeft: false };
}

/** Stands in the document of a version that says anything of growth over a year, or took anything of it back. */
const OVER_A_YEAR = `"${OVER_YEAR}":`;
