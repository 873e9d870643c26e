import { MAX_RECORD_BYTES } from '@silkgauge/contract';
import { TooLarge, type Sender } from '@silkgauge/kafka';
import type { ChangeRow, DeadLetter } from '@silkgauge/read-model';
import { changeRecord, changeRecords, topicOf } from './relay-records.ts';
import type { RelayStore } from '../store/relay-store.ts';

export interface PublisherOptions {
  readonly store: Pick<RelayStore, 'setAside'>;
  readonly topicPrefix: string;
  /** Hears of versions that were set aside. */
  readonly onSetAside: (changes: readonly ChangeRow[]) => void;
  /** Changes in one page at most. */
  readonly pageSize: number;
  /** The largest record that the topics take, unless somebody has told them otherwise. */
  readonly mostRecordBytes?: number;
}

/**
 * Publishes versions, and sets aside what can never be: a version that is larger than its topic takes gets a dead letter, and the topics
 * go on. What is too large by what the topics were made with is known before; where the broker takes less, a page that it refuses is sent
 * again one by one until it is known which.
 */
export class Publisher {
  readonly #options: PublisherOptions;
  /** Up to there each is a page of its own. */
  #oneByOneUntil = 0n;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Changes that the page after a sequence may have. */
  pageSizeAfter(sequence: bigint): number {
    return sequence < this.#oneByOneUntil ? 1 : this.#options.pageSize;
  }

  /**
   * Publishes a page, in the order of the log.
   *
   * @throws what `sender.send` throws; after `TooLarge` the page is cut where it goes on, or its one version is set aside
   */
  async publish(sender: Sender, changes: readonly ChangeRow[]): Promise<void> {
    const { topicPrefix, mostRecordBytes = MAX_RECORD_BYTES } = this.#options;
    const tooLarge = changes.filter((change) => isBeyond(change, mostRecordBytes));
    const others = tooLarge.length === 0 ? changes : changes.filter((change) => !tooLarge.includes(change));
    await this.#setAside(tooLarge);
    try {
      await sender.send(changeRecords(others, topicPrefix));
    } catch (error) {
      if (error instanceof TooLarge) await this.#refused(others);
      throw error;
    }
  }

  async #refused(changes: readonly ChangeRow[]): Promise<void> {
    if (changes.length === 1) await this.#setAside(changes);
    else this.#oneByOneUntil = BigInt(changes.at(-1)?.sequence ?? 0);
  }

  async #setAside(changes: readonly ChangeRow[]): Promise<void> {
    const { store, topicPrefix, onSetAside } = this.#options;
    if (changes.length === 0) return;
    await store.setAside(changes.map((change) => letterOf(change, topicPrefix)));
    onSetAside(changes);
  }
}

/** Its document is nearly all of it; no character takes more than three bytes. */
function isBeyond(change: ChangeRow, most: number): boolean {
  if (3 * (change.document.length + 4_096) <= most) return false;
  const { key, value, headers } = changeRecord(change);
  return Buffer.byteLength(JSON.stringify([key, headers])) + Buffer.byteLength(value ?? '') > most;
}

/** Its place is that in the log: it has none on the topic. */
function letterOf(change: ChangeRow, topicPrefix: string): DeadLetter {
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
