import { deadLetterTopic } from '@silkgauge/contract';
import type { Sender } from '@silkgauge/kafka';
import type { SentLetter, WaitingDeadLetter } from '@silkgauge/read-model';
import { readLetter } from '../ops/letter.ts';
import { Leader, type Term } from './relay-leader.ts';
import { letterRecords } from './relay-records.ts';
import type { RelayOptions } from './relay.ts';

const IDLE_MS = 1_000;
/** Letters per transaction, besides the limit in bytes. */
const PAGE_SIZE = 1_000;
/** Offsets allowed behind a page: the marker of its transaction, and records of others. */
const BEHIND = 16;

export type LettersRelayOptions = Pick<
  RelayOptions,
  'store' | 'readEnds' | 'openSender' | 'log' | 'silenceMs' | 'pageSize'
>;

/**
 * Publishes dead letters to `<topic>.dlq` beside the relay of changes, so that large or many bad records
 * delay no change. A page is one Kafka transaction, and is marked as sent afterwards; a new leader first
 * looks for unmarked letters on the topics, so each letter is published once.
 */
export class LettersRelay {
  readonly #options: LettersRelayOptions;
  readonly #leader: Leader;
  #leading = false;

  constructor(options: LettersRelayOptions) {
    this.#options = options;
    this.#leader = new Leader({
      ...options,
      name: 'letters',
      leads: 'letters',
      onTold: () => undefined,
      lead: (term) => this.#lead(term),
    });
  }

  get leading(): boolean {
    return this.#leading;
  }

  start(): void {
    this.#leader.start();
  }

  stop(): Promise<void> {
    return this.#leader.stop();
  }

  async #lead(term: Term): Promise<void> {
    const sender = await this.#options.openSender();
    try {
      await this.#noteSent();
      this.#leading = true;
      while (!term.isOver) {
        term.check();
        this.#leader.sleep();
        const letters = await this.#waiting();
        if (letters.length > 0) await this.#publish(sender, letters);
        else if (!this.#leader.isAwake) await this.#leader.pause(IDLE_MS);
      }
    } finally {
      this.#leading = false;
      await sender.close();
    }
  }

  async #publish(sender: Sender, letters: readonly WaitingDeadLetter[]): Promise<void> {
    await sender.sendTogether(letterRecords(letters));
    await this.#options.store.markRelayed(letters.map((letter) => letter.deadLetterId));
  }

  /**
   * Marks the letters that a fenced former leader sent without marking. They are the oldest waiting letters
   * and the last records of their topics, as nothing was written behind them.
   */
  async #noteSent(): Promise<void> {
    const { store, readEnds, log } = this.#options;
    const next = await this.#waiting();
    if (next.length === 0) return;
    const sent: SentLetter[] = [];
    const topics = [...new Set(next.map(({ topic }) => deadLetterTopic(topic)))];
    await readEnds(topics, next.length + BEHIND, (record, topic, partition) => {
      const letter = readLetter(topic, partition, record);
      if (letter) sent.push({ ...letter.place, knownAt: letter.knownAt });
    });
    const letters = await store.markRelayedAt(sent);
    if (letters > 0) log('letters: noted what a former leader has sent', { letters });
  }

  #waiting(): Promise<WaitingDeadLetter[]> {
    return this.#options.store.waitingDeadLetters(this.#pageSize);
  }

  get #pageSize(): number {
    return Math.min(this.#options.pageSize ?? PAGE_SIZE, PAGE_SIZE);
  }
}
