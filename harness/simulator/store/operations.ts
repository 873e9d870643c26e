import { BOOKKEEPING } from './operations-claims.ts';
import { LOADS } from './operations-loads.ts';
import { RELAYING } from './operations-relay.ts';
import { insertEvidence } from './operations-evidence.ts';
import { writes } from './operations-write.ts';

/**
 * Operations of the simulated store at its server, each in one turn. Locks come first, because an operation
 * that waits is run again.
 */
export const OPERATIONS = {
  ...BOOKKEEPING,
  ...RELAYING,
  loads: LOADS,
  insertEvidence,
  write: writes(),
};

export type Operations = typeof OPERATIONS;
