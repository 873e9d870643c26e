import { BOOKKEEPING } from './operations-claims.fixture.ts';
import { LOADS } from './operations-loads.fixture.ts';
import { RELAYING } from './operations-relay.fixture.ts';
import { insertEvidence } from './operations-evidence.fixture.ts';
import { writes } from './operations-write.fixture.ts';

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
