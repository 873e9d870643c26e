import type { OffsetRange } from './offsets.ts';
import type { PartitionHealth } from './partition-reader.ts';
import type { OutRecord } from './records.ts';
import type { Replication } from './replication.ts';
import type { ScanListener, ScanOptions, ScanRange } from './scan-topics.ts';
import type { EnsuredTopics, TopicSpec } from './topics.ts';

/** What programs and operators ask of topics, beside reading them as a member of a group. */
export interface Topics {
  /** Creates what is missing, and sets what differs of a topic's configuration. */
  ensure(specs: readonly TopicSpec[]): Promise<EnsuredTopics>;
  /** How those of them that there are are replicated now. */
  replication(names: readonly string[]): Promise<readonly Replication[]>;
  /** Where each partition begins and ends now; waits for leaders for a while. */
  ranges(topic: string): Promise<ReadonlyMap<number, OffsetRange>>;
  /**
   * Reads parts of topics once, with records as they stand there, and commits nothing. An error of the listener ends it.
   *
   * @throws when the broker does not answer, a topic is missing, or records are not there any more
   */
  scan(
    ranges: readonly ScanRange[],
    listener: ScanListener | ScanListener['take'],
    options?: ScanOptions,
  ): Promise<void>;
}

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

export interface TopicRecords {
  readonly topic: string;
  /** Made as they are sent, where they are made for it: of a long list few are in memory then. */
  readonly records: Iterable<OutRecord>;
}

/** Writes under an id that one holder has at a time: who holds it now keeps off who held it before. */
export interface Sender {
  /**
   * Sends in the order given. After a failure any of it may be there, of each partition the first so many; calls take their turn.
   *
   * @throws Fenced when a newer sender has been opened
   * @throws TooLarge when the topic takes no record of some size that was sent; others may or may not be there
   * @throws SendFailed when it is not known that all of it is there
   * @throws SenderClosed after `close` and after any failure
   */
  send(batches: readonly TopicRecords[]): Promise<void>;
  /**
   * Sends in one transaction, to other topics: all or nothing for who reads what is committed. Throws what `send` does; whether it was
   * committed is known once another has been opened.
   */
  sendTogether(batches: readonly TopicRecords[]): Promise<void>;
  /** Waits for a send under way, then disconnects. */
  close(): Promise<void>;
}
