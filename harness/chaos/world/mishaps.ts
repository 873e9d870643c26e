import type { StoredRecord } from '../check/read-topics.ts';

/** A topic that was deleted and made anew, and what of its former log had been dealt with by then. */
export interface ReplacedLog {
  readonly topic: string;
  readonly dealtWith: readonly StoredRecord[];
}

/** A database that was put back to an earlier moment. */
export interface RestoredDatabase {
  /** The last sequence that its change log had then. */
  readonly sequence: bigint;
  /** The next offset of each partition that was read, by `topic/partition`, as it was then. */
  readonly positions: ReadonlyMap<string, bigint>;
  /** Where topics of changes and of dead letters ended then, by `topic/partition`; what stands before was published by the database that is lost. */
  readonly ends: ReadonlyMap<string, bigint>;
}

/** What went backwards in a run, on purpose: those who check have to know of it. */
export interface Mishaps {
  readonly replaced: ReplacedLog[];
  readonly restored: RestoredDatabase[];
}
