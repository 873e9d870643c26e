import type { StoredRecord } from '../check/read-topics.ts';

/** A deleted and recreated topic, and the progress on its former log. */
export interface ReplacedLog {
  readonly topic: string;
  readonly dealtWith: readonly StoredRecord[];
}

/** A database restored to an earlier moment. */
export interface RestoredDatabase {
  /** Last sequence of the change log at the backup; where all that was published is there, any later one. */
  readonly sequence: bigint;
  /** Next offset of each read partition at the backup or a moment before, by `topic/partition`. */
  readonly positions: ReadonlyMap<string, bigint>;
  /** Ends of output and dead-letter topics at the restore, by `topic/partition`. */
  readonly ends: ReadonlyMap<string, bigint>;
}

/** Deliberate setbacks of a run, which the checks must take into account. */
export interface Mishaps {
  readonly replaced: ReplacedLog[];
  readonly restored: RestoredDatabase[];
  /** How many hot figures there were, and how many groups of events under embargo. */
  hot: number;
  held: number;
  /** Groups of events that were held when the instant came that lifts them, by the start of their ids. */
  readonly lifted: string[];
  /** What readers of whole tables found wrong, and how many tables they read. */
  readonly exports: { count: number; readonly problems: string[] };
}
