import { deadLetterTopic } from '@silkgauge/contract';
import type { Sender } from '@silkgauge/kafka';
import type { SentLetter, WaitingDeadLetter } from '@silkgauge/read-model';
import { readLetter } from '../ops/letter.ts';
import { Leader, type Term } from './relay-leader.ts';
import { letterRecords } from './relay-records.ts';
import type { RelayOptions } from './relay.ts';

const IDLE_MS = 1_000;
/** Letters in one transaction at most; they are bounded in bytes, too. */
const PAGE_SIZE = 1_000;
/** Offsets that may lie behind a page on a partition: the end of its transaction, and what others write there. */
const BEHIND = 16;

export type LettersRelayOptions = Pick<
  RelayOptions,
  'store' | 'readEnds' | 'openSender' | 'log' | 'silenceMs' | 'pageSize'
>;

/**
 * Publishes dead letters to `<topic>.dlq`, beside the relay of changes and in its own time: bad records may be large and many, and hold up
 * nobody. A page is one transaction at the broker, and is noted in the database once it is there; whoever takes over
 * looks which of the letters that are not noted are there all the same. So each goes out once.
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
   * Notes the letters that a former leader has sent and not noted, once it is fenced and nothing of it can come any more. It sent the oldest
   * that waited, so they are among those that would be sent next, and nothing was written behind them: they stand at the very end.
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

  /** The next page. */
  #waiting(): Promise<WaitingDeadLetter[]> {
    return this.#options.store.waitingDeadLetters(this.#pageSize);
  }

  get #pageSize(): number {
    return Math.min(this.#options.pageSize ?? PAGE_SIZE, PAGE_SIZE);
  }
}
