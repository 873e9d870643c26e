import type { OutRecord } from '../wire/records.ts';

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
