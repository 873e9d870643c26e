import type { FollowedStates, WorldReader } from '@silkgauge/known';
import type { ChangeReason, LogEntry, NewVersion } from '@silkgauge/read-model';
import type { Term } from '../relay/relay-leader.ts';
import type { FollowedOrders } from './followed-orders.ts';

/** Entries of the log with the same causes: those from the first that touches something on. */
export interface Step {
  readonly entries: readonly LogEntry[];
  /** Sequence of the last entry: what is decided says what was known then, and nothing newer. */
  readonly until: string;
  /** Why its first entry is; null where that is no state, or was thinned. */
  readonly why: ChangeReason | null;
}

/** What a part decides on a step. */
export interface Decision {
  /** Versions to append to the log, in order. */
  readonly versions: readonly NewVersion[];
  /** Takes the decision into memory, once it is committed. */
  readonly settle: () => void;
}

/** A step that changes nothing of what a part says. */
export const NOTHING: Decision = { versions: [], settle: () => undefined };

/** A part of the desk, which makes versions of one register. */
export interface DeskPart {
  /** Whether nothing but an order can touch this part. */
  readonly isIdle: boolean;
  /** The orders of the register; the part goes on without those that it cannot follow until a step touches them. */
  readonly orders: FollowedOrders;
  /**
   * Begins at a place in the log, without what another term left in memory. One order that cannot be followed
   * keeps no other from being followed.
   * @throws Error of the database
   */
  open(position: string, term: Pick<Term, 'isOver'>): Promise<void>;
  /** Whether an entry may change what this part says. */
  isTouchedBy(entry: LogEntry): boolean;
  /** Decides on a step, from what was known at its end; writes nothing. What was read for a step before is `followed`. */
  decide(step: Step, known: WorldReader, followed?: FollowedStates): Promise<Decision>;
}
