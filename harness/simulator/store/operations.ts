import { BOOKKEEPING } from './operations-claims.ts';
import { LOADS } from './operations-loads.ts';
import { RELAYING } from './operations-relay.ts';
import { insertEvidence } from './operations-evidence.ts';
import { writes } from './operations-write.ts';

/**
 * What the simulated store does at its server, each operation in one turn. Locks come first: an operation may have to wait, and is
 * then run again.
 */
export const OPERATIONS = {
  ...BOOKKEEPING,
  ...RELAYING,
  loads: LOADS,
  insertEvidence,
  write: writes(),
};

export type Operations = typeof OPERATIONS;
