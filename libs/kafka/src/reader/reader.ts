import type { PartitionHealth } from './partition-reader.ts';

export interface StrategyHealth {
  /** In the group, and every assigned partition reading. */
  readonly ready: boolean;
  readonly joined: boolean;
  /** Why it is not in the group. */
  readonly reason: string | null;
  readonly partitions: readonly PartitionHealth[];
}

/** How far a partition is, by its reader, and where it ends, by the broker. */
export type PartitionProgress = Pick<
  PartitionHealth,
  'topic' | 'partition' | 'state' | 'position' | 'reason'
> & { readonly end: bigint };

/** Whoever reads topics as a member of a group, seen from outside: what is read goes to its handlers. */
export interface Reader {
  health(): StrategyHealth;
  /**
   * How far the assigned partitions are and where they end, asked of the broker now.
   *
   * @throws when the broker does not answer
   */
  progress(): Promise<PartitionProgress[]>;
  /** Whether the broker answers; for whoever is out of the group and wants to know whose fault it is. */
  brokerAnswers(): Promise<boolean>;
  /** Makes the group forget a member that is dead, so that its partitions are given to others at once. */
  dismiss(memberId: string): Promise<void>;
}
