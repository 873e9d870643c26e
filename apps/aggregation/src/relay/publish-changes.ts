import { MAX_RECORD_BYTES } from '@silkgauge/contract';
import { TooLarge, type Sender } from '@silkgauge/kafka';
import type { ChangeRow, DeadLetter, TokenOf } from '@silkgauge/read-model';
import { changeRecord, changeRecords, isPublished, topicOf, type PublishedRow } from './relay-records.ts';
import type { RelayStore } from '../store/relay-store.ts';

export interface PublisherOptions {
  readonly store: Pick<RelayStore, 'setAside'>;
  readonly topicPrefix: string;
  /** Receives the versions that were set aside. */
  readonly onSetAside: (changes: readonly PublishedRow[]) => void;
  /** Changes per page. */
  readonly pageSize: number;
  /** Largest record in bytes; by default the limit that the topics were created with. */
  readonly mostRecordBytes?: number;
  /** Hears of each send; what it returns hears of the end, with the name of an error. */
  readonly traceSend?: (changes: readonly PublishedRow[], topicPrefix: string) => (error?: string) => void;
}

/**
 * Publishes versions; a version that its topic cannot take becomes a dead letter. The limit at creation of
 * the topics is checked beforehand; under a lower limit a refused page is sent again one by one.
 */
export class Publisher {
  /** Gives the tokens that records carry, as of the beginning of a term. */
  tokenOf: TokenOf | undefined;
  readonly #options: PublisherOptions;
  /** Sequence up to which each page has one change. */
  #oneByOneUntil = 0n;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Limit of the page after a sequence, in changes. */
  pageSizeAfter(sequence: bigint): number {
    return sequence < this.#oneByOneUntil ? 1 : this.#options.pageSize;
  }

  /** @throws the errors of `sender.send`; after `TooLarge` pages are single changes, or one is set aside */
  async publish(sender: Sender, page: readonly ChangeRow[]): Promise<void> {
    const { topicPrefix, mostRecordBytes = MAX_RECORD_BYTES } = this.#options;
    // Most pages have states alone.
    const changes = page.every(isPublished) ? page : page.filter(isPublished);
    const tooLarge = changes.filter((change) => isBeyond(change, mostRecordBytes));
    const others = tooLarge.length === 0 ? changes : changes.filter((change) => !tooLarge.includes(change));
    await this.#setAside(tooLarge);
    const ended = this.#options.traceSend?.(others, topicPrefix);
    try {
      await sender.send(changeRecords(others, topicPrefix, this.tokenOf));
      ended?.();
    } catch (error) {
      ended?.(error instanceof Error ? error.name : 'unknown');
      if (error instanceof TooLarge) await this.#refused(others);
      throw error;
    }
  }

  async #refused(changes: readonly PublishedRow[]): Promise<void> {
    if (changes.length === 1) await this.#setAside(changes);
    else this.#oneByOneUntil = BigInt(changes.at(-1)?.sequence ?? 0);
  }

  async #setAside(changes: readonly PublishedRow[]): Promise<void> {
    const { store, topicPrefix, onSetAside } = this.#options;
    if (changes.length === 0) return;
    await store.setAside(changes.map((change) => letterOf(change, topicPrefix)));
    onSetAside(changes);
  }
}

/** True if the record exceeds `most` bytes, estimated first: a UTF-16 unit takes three bytes at most. */
function isBeyond(change: PublishedRow, most: number): boolean {
  if (3 * (change.document.length + 4_096) <= most) return false;
  const { key, value, headers } = changeRecord(change);
  return Buffer.byteLength(JSON.stringify([key, headers])) + Buffer.byteLength(value ?? '') > most;
}

/** The letter's place is the sequence: the version has no offset on the topic. */
function letterOf(change: PublishedRow, topicPrefix: string): DeadLetter {
  const { key, headers = {} } = changeRecord(change);
  const bytes = Buffer.byteLength(change.document);
  return {
    topic: topicPrefix + topicOf(change),
    partition: 0,
    offset: BigInt(change.sequence),
    knownAt: change.known_at,
    rule: 'set-aside',
    reason:
      `Version ${String(change.version)} of ${String(key)} has ${String(bytes)} bytes, more than the topic takes. It stays in the log: ` +
      `/v1/growth/${String(key)}?asOf=${change.sequence} answers with it. The next version that fits is published.`,
    key: Buffer.from(String(key)),
    value: null,
    headers: Object.entries(headers).map(([name, value]) => [name, Buffer.from(String(value))] as const),
  };
}
