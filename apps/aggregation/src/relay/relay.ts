import { TooLarge, type Sender } from '@silkgauge/kafka';
import { BUDGET, documentBytes, isFullPage, type ChangeRow } from '@silkgauge/read-model';
import type { LogWatch } from '../recover/log-watch.ts';
import { CommitTimes } from './commit-times.ts';
import { FreshChanges } from './fresh-changes.ts';
import { Publisher, type PublisherOptions } from './publish-changes.ts';
import { Leader, type Term } from './relay-leader.ts';
import { RelayPlace } from './relay-place.ts';
import { keyOf, type PublishedRow } from './relay-records.ts';
import type { ReadEnds } from './read-ends.ts';
import { repairTopics } from './relay-repair.ts';
import type { RelayStore } from '../store/relay-store.ts';

export interface RelayOptions extends Pick<PublisherOptions, 'traceSend'> {
  readonly store: RelayStore;
  readonly readEnds: ReadEnds;
  readonly topicPrefix: string;
  /** Opens a sender under the relay's transactional id, which fences the former holder of the id. */
  readonly openSender: () => Promise<Sender>;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  /** Milliseconds of silence after which another leader takes over. */
  readonly silenceMs: number;
  /**
   * Resolves, with the tokens of incarnations, once no change on the topics is missing in the change log; rejects when
   * the term ends first. From then on `lose` hears of a log that was put back, until the returned function is called.
   */
  readonly logWatch?: Pick<LogWatch, 'settle' | 'watch'>;
  /** Changes, or letters, per send, besides the limit in bytes. */
  readonly pageSize?: number;
  /** Largest record in bytes; by default the limit that the topics were created with. */
  readonly mostRecordBytes?: number;
}

interface LogPage {
  readonly changes: readonly ChangeRow[];
  /** True if the log has more changes behind the page. */
  readonly isMore: boolean;
}

const RELAY = 'growth-updated';
const IDLE_MS = 1_000;
/** Changes per page: a send has a fixed cost, and a backlog has many changes. */
const PAGE_SIZE = 4_000;
/** Published pages before the place has to be stored. */
const UNSTORED_PAGES = 2;
/** Records on a partition after the stored place, at most. */
export const REACH = UNSTORED_PAGES * PAGE_SIZE;
/** The same in bytes: a page exceeds its budget by a document, a record its document by up to 1 KiB. */
export const REACH_BYTES = UNSTORED_PAGES * 2 * BUDGET.page + REACH * 1_024;
/** Milliseconds after a notification in which this process may still hand its changes over. */
const HAND_OVER_MS = 5;
/** Payload of a notification of changes; dead letters are announced by a word. */
const SEQUENCE = /^\d{1,19}$/;

/**
 * Publishes the change log to `growth-updated.*`. One relay leads at a time, by an advisory lock; the broker
 * fences a former leader. The place is stored after publishing, so a crash repeats changes and loses none.
 *
 * Changes that this process commits are handed over in memory. The log is read for the changes of other
 * processes, after a notification and at intervals.
 */
export class Relay {
  /** Receives versions that were set aside because their topic cannot take them. */
  onSetAside: (changes: readonly PublishedRow[]) => void = () => undefined;
  /** Gets the seconds from each handed-over commit until all its changes are on their topics. */
  onPublished: (seconds: number) => void = () => undefined;
  readonly #options: RelayOptions;
  readonly #fresh = new FreshChanges(BUDGET.fresh);
  readonly #commits = new CommitTimes();
  readonly #leader: Leader;
  readonly #publisher: Publisher;
  /** Highest announced sequence; 0 after a stale one. */
  #told = 0n;
  /** Log position at which the relay already paused once for a hand-over. */
  #waitedAt = -1n;
  #leading = false;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#leader = new Leader({
      ...options,
      name: 'relay',
      leads: 'changes',
      onTold: (payload) => {
        if (SEQUENCE.test(payload) && BigInt(payload) > this.#told) this.#told = BigInt(payload);
      },
      lead: (term) => this.#lead(term),
    });
    this.#publisher = new Publisher({
      ...options,
      pageSize: this.#pageSize,
      onSetAside: (changes) => {
        this.#tellOf(changes);
      },
    });
  }

  get leading(): boolean {
    return this.#leading;
  }

  /** Takes consecutive changes that this process has committed. */
  offer(changes: readonly ChangeRow[]): void {
    if (!this.#leading || changes.length === 0) return;
    this.#fresh.offer(changes);
    this.#commits.committed(BigInt(changes.at(-1)?.sequence ?? 0), performance.now());
    this.#leader.wake();
  }

  start(): void {
    this.#leader.start();
  }

  stop(): Promise<void> {
    return this.#leader.stop();
  }

  async #lead(term: Term): Promise<void> {
    const { store, logWatch } = this.#options;
    const sender = await this.#options.openSender();
    let place: RelayPlace | null = null;
    let unwatch: (() => void) | undefined;
    try {
      // The topics stay as they are from here on, as the former leader is fenced.
      this.#publisher.tokenOf = await logWatch?.settle(() => {
        term.check();
        return term.isOver;
      });
      unwatch = logWatch?.watch(term.lose);
      let position = await this.#repair(sender);
      place = new RelayPlace({
        at: position,
        mostUnstored: (UNSTORED_PAGES - 1) * this.#pageSize,
        mostUnstoredBytes: (UNSTORED_PAGES - 1) * BUDGET.page,
        store: (sequence) => store.advanceRelay(RELAY, String(sequence)),
        onError: (error) => {
          term.lose(error);
        },
      });
      this.#fresh.clear();
      this.#commits.clear();
      this.#leading = true;
      for (let looks = true; !term.isOver;) {
        term.check();
        this.#leader.sleep();
        const page: LogPage | null = looks ? await this.#look(position) : this.#handedOver(position);
        if (!page) {
          looks = await this.#wait(position);
          continue;
        }
        looks = page.isMore;
        await this.#publish(sender, page.changes);
        position = BigInt(page.changes.at(-1)?.sequence ?? position);
        this.#fresh.forgetUntil(position);
        for (const seconds of this.#commits.published(position, performance.now())) this.onPublished(seconds);
        await place.reached(position, bytesOf(page.changes));
      }
    } finally {
      this.#leading = false;
      unwatch?.();
      await sender.close();
      await place?.close();
    }
  }

  /** Repairs the topics; returns the sequence after which publishing continues. */
  async #repair(sender: Sender): Promise<bigint> {
    const { store, log } = this.#options;
    const states = await repairTopics(
      {
        ...this.#options,
        publisher: this.#publisher,
        relay: RELAY,
        reach: UNSTORED_PAGES * this.#pageSize,
      },
      sender,
    );
    if (states > 0) log('relay: put right what a former leader left', { states });
    return BigInt(await store.relayPosition(RELAY));
  }

  /** Next changes if this process committed them, otherwise null. */
  #handedOver(position: bigint): LogPage | null {
    const changes = this.#fresh.take(position, this.#publisher.pageSizeAfter(position), BUDGET.page);
    return changes.length === 0 ? null : { changes, isMore: false };
  }

  /** Next changes from the log, or null at its end. */
  async #look(position: bigint): Promise<LogPage | null> {
    const told = this.#told;
    const most = this.#publisher.pageSizeAfter(position);
    const changes = await this.#options.store.readChanges(String(position), most);
    if (changes.length > 0) return { changes, isMore: isFullPage(changes, most) };
    // The notification was stale. `#told` stays if a newer one arrived during the read.
    if (this.#told === told) this.#told = 0n;
    return null;
  }

  /** Waits for work; returns whether to read the log for it. */
  async #wait(position: bigint): Promise<boolean> {
    if (this.#leader.isAwake) return false;
    if (this.#told <= position) return !(await this.#leader.pause(IDLE_MS));
    // One pause per position: this process may have committed the change and be about to hand it over.
    if (this.#waitedAt === position) return true;
    this.#waitedAt = position;
    return !(await this.#leader.pause(HAND_OVER_MS));
  }

  /** Publishes a page. A single version that the broker refused was set aside, so the place moves past it. */
  async #publish(sender: Sender, changes: readonly ChangeRow[]): Promise<void> {
    const isAlone = changes.length === 1;
    try {
      await this.#publisher.publish(sender, changes);
    } catch (error) {
      if (error instanceof TooLarge && isAlone)
        await this.#options.store.advanceRelay(RELAY, changes[0]?.sequence ?? '0');
      throw error;
    }
  }

  #tellOf(changes: readonly PublishedRow[]): void {
    const { log } = this.#options;
    for (const change of changes) {
      const { version, sequence } = change;
      const key = keyOf(change);
      log('relay: set aside a version that is larger than its topic takes', { key, version, sequence });
    }
    this.onSetAside(changes);
  }

  get #pageSize(): number {
    return this.#options.pageSize ?? PAGE_SIZE;
  }
}

const bytesOf = (changes: readonly ChangeRow[]): number =>
  changes.reduce((sum, change) => sum + documentBytes(change), 0);
