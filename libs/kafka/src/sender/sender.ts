import type { OutRecord } from '../wire/records.ts';

export interface TopicRecords {
  readonly topic: string;
  /** Iterated while sending, so a generator keeps few records of a long list in memory. */
  readonly records: Iterable<OutRecord>;
}

/** Writes under a transactional id, whose newest holder fences the former one. */
export interface Sender {
  /**
   * Sends in the order given; calls run one after another. After a failure each partition has a first part of
   * its records.
   *
   * @throws Fenced when a newer sender has been opened
   * @throws TooLarge when a topic refuses a record for its size; others may have been written
   * @throws SendFailed when records may not have been written
   * @throws SenderClosed after `close` and after any failure
   */
  send(batches: readonly TopicRecords[]): Promise<void>;
  /**
   * Sends in one transaction, to other topics than `send`: readers of committed records see all or none.
   * Throws what `send` throws; after a failure, the next opening settles the transaction.
   */
  sendTogether(batches: readonly TopicRecords[]): Promise<void>;
  /** Waits for a send under way, then disconnects. */
  close(): Promise<void>;
}
