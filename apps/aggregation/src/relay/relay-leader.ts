import type { Lead, LeaderSession, RelayStore } from '../store/relay-store.ts';

export interface LeaderOptions {
  /** In the log, and of its session. */
  readonly name: string;
  readonly store: Pick<RelayStore, 'openSession'>;
  /** A leader that says nothing for so long, stopped or cut off, is followed by another; in milliseconds. */
  readonly silenceMs: number;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  readonly leads: Lead;
  /** What the database tells of, while it leads. */
  readonly onTold: (payload: string) => void;
  /** One term; ends with an error, or when `term.isOver`. */
  readonly lead: (term: Term) => Promise<void>;
}

/** While one leads. */
export interface Term {
  /** Somebody stops it. */
  readonly isOver: boolean;
  /** @throws what ended the term */
  check(): void;
  /** Ends the term with an error, at the next `check`. */
  lose(error: Error): void;
}

const RETRY_MS = 250;
const IDLE_MS = 1_000;
/** How often a session is heard within the silence that would end it. */
const SAID_IN_SILENCE = 10;

/** Leads, whenever it has the lock of its database session: one at a time does. A term that ends in an error is followed by the next. */
export class Leader {
  readonly #options: LeaderOptions;
  #stopping = false;
  #isAwake = true;
  #endPause: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(options: LeaderOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#running;
  }

  /** Something may have come since the last `sleep`. */
  get isAwake(): boolean {
    return this.#isAwake;
  }

  wake(): void {
    this.#isAwake = true;
    this.#endPause();
  }

  /** From now on it is awake only once it is woken. */
  sleep(): void {
    this.#isAwake = false;
  }

  /** Waits for a wake-up, at most `ms`; false when none came. */
  pause(ms: number): Promise<boolean> {
    if (this.#stopping) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms, false);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.#serve();
      } catch (error) {
        this.#options.log(`${this.#options.name}: starting over`, { error: String(error) });
        await this.pause(RETRY_MS);
      }
    }
  }

  /** One term: a session, the lock, and what it leads. */
  async #serve(): Promise<void> {
    const { name, store, silenceMs, onTold, lead } = this.#options;
    let lost: Error | undefined;
    const lose = (error: Error) => {
      lost ??= error;
      this.wake();
    };
    const isOver = () => this.#stopping;
    const term: Term = {
      get isOver() {
        return isOver();
      },
      check: () => {
        if (lost) throw lost;
      },
      lose,
    };
    const session = await store.openSession({
      ...{ name, silenceMs, onLost: lose },
      onTold: (payload) => {
        onTold(payload);
        this.wake();
      },
    });
    let saying: NodeJS.Timeout | undefined;
    try {
      if (!(await this.#awaitLeadership(session))) return;
      await session.listen();
      saying = sayOften(session, silenceMs / SAID_IN_SILENCE, lose);
      await lead(term);
    } finally {
      clearInterval(saying);
      await session.end();
    }
  }

  async #awaitLeadership(session: LeaderSession): Promise<boolean> {
    const { leads, silenceMs } = this.#options;
    while (!this.#stopping) {
      if (await session.tryLead(leads)) return true;
      await this.pause(Math.min(IDLE_MS, silenceMs / SAID_IN_SILENCE));
    }
    return false;
  }
}

/** Keeps the session from falling silent as long as this process runs; one question at a time. */
function sayOften(session: LeaderSession, everyMs: number, lose: (error: Error) => void): NodeJS.Timeout {
  let isAsking = false;
  return setInterval(() => {
    if (isAsking) return;
    isAsking = true;
    session.say().then(() => {
      isAsking = false;
    }, lose);
  }, everyMs);
}
