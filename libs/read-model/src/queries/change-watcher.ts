import type { ChangeListener } from './listen.ts';

export interface ChangeWatcherOptions {
  /** Opens the one LISTEN connection of this watcher. */
  readonly listen: (onChange: () => void, onLost: (error: Error | null) => void) => Promise<ChangeListener>;
  /** Milliseconds between looks, which make up for lost notifications. */
  readonly pollEvery: number;
  /** Reads what the log has. Of several tellings meanwhile one more call comes. */
  readonly pull: () => Promise<void>;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** Has the change log read whenever a commit is told, and from time to time; one reading at a time. */
export class ChangeWatcher {
  readonly #options: ChangeWatcherOptions;
  #pulling: Promise<void> | null = null;
  #pullAgain = false;
  #listener: ChangeListener | null = null;
  #listening: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: ChangeWatcherOptions) {
    this.#options = options;
  }

  /** Starts to listen and to look. Looks alone carry on while the connection is away. */
  open(): void {
    this.#listening = this.#listen();
    this.#timer = setInterval(() => {
      this.#listening ??= this.#listen();
      this.wake();
    }, this.#options.pollEvery);
    this.#timer.unref();
  }

  /** Ends after a reading under way. */
  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    await this.#listening;
    await this.#listener?.stop().catch(() => undefined);
    this.#listener = null;
    await this.#pulling;
  }

  /** The log may have more. */
  wake(): void {
    if (this.#pulling) {
      this.#pullAgain = true;
      return;
    }
    this.#pulling = this.#options
      .pull()
      .catch((error: unknown) => {
        this.#options.onTrouble('reading the change log', error);
      })
      .finally(() => {
        this.#pulling = null;
        if (!this.#pullAgain || !this.#timer) return;
        this.#pullAgain = false;
        this.wake();
      });
  }

  async #listen(): Promise<void> {
    const wake = () => {
      this.wake();
    };
    try {
      this.#listener = await this.#options.listen(wake, (error) => {
        this.#listener = null;
        this.#listening = null;
        this.#options.onTrouble('listening for changes', error);
      });
      this.wake();
    } catch (error) {
      this.#listening = null;
      this.#options.onTrouble('listening for changes', error);
    }
  }
}
