import type { Lead, LeaderSession, RelayStore } from '../store/relay-store.ts';

export interface LeaderOptions {
  /** Name in log lines and of the database session. */
  readonly name: string;
  readonly store: Pick<RelayStore, 'openSession'>;
  /** Milliseconds of silence after which another leader takes over. */
  readonly silenceMs: number;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  readonly leads: Lead;
  /** Receives notifications of the database during a term. */
  readonly onTold: (payload: string) => void;
  /** Runs one term; resolves when `term.isOver`, or rejects. */
  readonly lead: (term: Term) => Promise<void>;
}

export interface Term {
  /** True once the leader is to stop. */
  readonly isOver: boolean;
  /** @throws Error that ended the term */
  check(): void;
  /** Makes the next `check` throw the error. */
  lose(error: Error): void;
}

const RETRY_MS = 250;
const IDLE_MS = 1_000;
/** Queries of a session within `silenceMs`. */
const SAID_IN_SILENCE = 10;

/** Leads while its database session has the lock; a failed term is followed by the next. */
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

  /** True if `wake` was called since the last `sleep`. */
  get isAwake(): boolean {
    return this.#isAwake;
  }

  wake(): void {
    this.#isAwake = true;
    this.#endPause();
  }

  sleep(): void {
    this.#isAwake = false;
  }

  /** Waits for `wake`, at most `ms`; resolves to false after the full time. */
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

  /** One term: opens a session, waits for the lock, leads. */
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

/** Queries the session while this process runs, one query at a time, so that it never seems silent. */
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
