import { TooLarge, type Sender } from '@silkgauge/kafka';
import { BUDGET, documentBytes, isFullPage, type ChangeRow } from '@silkgauge/read-model';
import { FreshChanges } from './fresh-changes.ts';
import { Publisher } from './publish-changes.ts';
import { Leader, type Term } from './relay-leader.ts';
import { RelayPlace } from './relay-place.ts';
import { keyOf } from './relay-records.ts';
import type { ReadEnds } from './read-ends.ts';
import { repairTopics } from './relay-repair.ts';
import type { RelayStore } from '../store/relay-store.ts';

export interface RelayOptions {
  readonly store: RelayStore;
  /** What stands at the ends of the topics. */
  readonly readEnds: ReadEnds;
  readonly topicPrefix: string;
  /** Opens a sender under the relay's transactional id; the older holder of that id is fenced. */
  readonly openSender: () => Promise<Sender>;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  /** A leader that says nothing for so long, stopped or cut off, is followed by another; in milliseconds. */
  readonly silenceMs: number;
  /** Resolves once the topics hold nothing that the change log does not have; throws when the term is over before. */
  readonly settle?: (isOver: () => boolean) => Promise<void>;
  /** Changes, and letters, that are sent at a time at most; they are bounded in bytes, too. */
  readonly pageSize?: number;
  /** The largest record that the topics take; what they were made with unless told. */
  readonly mostRecordBytes?: number;
}

interface LogPage {
  readonly changes: readonly ChangeRow[];
  /** The log goes on behind it. */
  readonly isMore: boolean;
}

const RELAY = 'growth-updated';
const IDLE_MS = 1_000;
/** A send has its price, and a backlog many changes. */
const PAGE_SIZE = 4_000;
/** Pages that are on the topics before it is stored how far it came. */
const UNSTORED_PAGES = 2;
/** How many records a leader leaves on a partition at most before it stores how far it came. */
export const REACH = UNSTORED_PAGES * PAGE_SIZE;
/** How many bytes: a page has a document more than its budget, and around each document a record has its name, key and headers. */
export const REACH_BYTES = UNSTORED_PAGES * 2 * BUDGET.page + REACH * 1_024;
/** How long after the database told of changes they may still be handed over. */
const HAND_OVER_MS = 5;
/** What the database tells of changes; of letters it tells a word. */
const SEQUENCE = /^\d{1,19}$/;

/**
 * Publishes the change log to `growth-updated.*`. One relay leads at a time, by a lock of its database session; a former leader that wakes up
 * late is fenced by the broker. It publishes first and then stores how far it came: after a crash in between some changes go out
 * again, none is left out.
 *
 * What this process commits is handed to it and need not be read; it looks into the log for what others committed, when
 * the database tells of it, and now and then in any case.
 */
export class Relay {
  /** Hears of versions that were set aside, as they are larger than their topic takes. */
  onSetAside: (changes: readonly ChangeRow[]) => void = () => undefined;
  readonly #options: RelayOptions;
  readonly #fresh = new FreshChanges(BUDGET.fresh);
  readonly #leader: Leader;
  readonly #publisher: Publisher;
  /** The last sequence that the database told of. */
  #told = 0n;
  /** Where it has waited for what this process may have committed. */
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

  /** Changes that this process has committed, in order of sequence and without a gap. */
  offer(changes: readonly ChangeRow[]): void {
    if (!this.#leading || changes.length === 0) return;
    this.#fresh.offer(changes);
    this.#leader.wake();
  }

  start(): void {
    this.#leader.start();
  }

  stop(): Promise<void> {
    return this.#leader.stop();
  }

  async #lead(term: Term): Promise<void> {
    const { store } = this.#options;
    const sender = await this.#options.openSender();
    let place: RelayPlace | null = null;
    try {
      // Only now that the former leader is fenced does what stands on the topics stay.
      await this.#options.settle?.(() => {
        term.check();
        return term.isOver;
      });
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
        await place.reached(position, bytesOf(page.changes));
      }
    } finally {
      this.#leading = false;
      await sender.close();
      await place?.close();
    }
  }

  /** Only now that the former leader is fenced does what stands on the topics stay. Returns where it goes on. */
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

  /** What comes next in commit order, as far as this process committed it; null where it did not. */
  #handedOver(position: bigint): LogPage | null {
    const changes = this.#fresh.take(position, this.#publisher.pageSizeAfter(position), BUDGET.page);
    return changes.length === 0 ? null : { changes, isMore: false };
  }

  /** What comes next in commit order, whoever committed it; null when nothing waits. */
  async #look(position: bigint): Promise<LogPage | null> {
    const told = this.#told;
    const most = this.#publisher.pageSizeAfter(position);
    const changes = await this.#options.store.readChanges(String(position), most);
    if (changes.length > 0) return { changes, isMore: isFullPage(changes, most) };
    // What it was told of is not there; what it was told since may be.
    if (this.#told === told) this.#told = 0n;
    return null;
  }

  /** Returns when there is something to do: whether to look into the log for it. */
  async #wait(position: bigint): Promise<boolean> {
    if (this.#leader.isAwake) return false;
    if (this.#told <= position) return !(await this.#leader.pause(IDLE_MS));
    // Perhaps this process committed it, and is about to hand it over; it is waited for once.
    if (this.#waitedAt === position) return true;
    this.#waitedAt = position;
    return !(await this.#leader.pause(HAND_OVER_MS));
  }

  /** A version that the broker has refused, by itself, is dealt with: the next term goes on behind it. */
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

  #tellOf(changes: readonly ChangeRow[]): void {
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
