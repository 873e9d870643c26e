import { connect, endWhenSilent, type Queryable } from '@silkgauge/read-model';

type Session = Awaited<ReturnType<typeof connect>>;

export interface LeaderOptions {
  /** In the log, and of its session. */
  readonly name: string;
  readonly databaseUrl: string;
  /** A leader that says nothing for so long, stopped or cut off, is followed by another; in milliseconds. */
  readonly silenceMs: number;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  readonly tryLead: (session: Queryable) => Promise<boolean>;
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
    const { name, databaseUrl, silenceMs, onTold, lead } = this.#options;
    const session = await connect(databaseUrl, `silkgauge-${name}`);
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
    session.on('error', lose);
    session.on('notification', ({ payload = '' }) => {
      onTold(payload);
      this.wake();
    });
    let saying: NodeJS.Timeout | undefined;
    try {
      await endWhenSilent(session, silenceMs);
      if (!(await this.#awaitLeadership(session))) return;
      await session.query('listen growth_change');
      saying = sayOften(session, silenceMs / SAID_IN_SILENCE, lose);
      await lead(term);
    } finally {
      clearInterval(saying);
      await session.end().catch(() => undefined);
    }
  }

  async #awaitLeadership(session: Session): Promise<boolean> {
    const { tryLead, silenceMs } = this.#options;
    while (!this.#stopping) {
      if (await tryLead(session)) return true;
      await this.pause(Math.min(IDLE_MS, silenceMs / SAID_IN_SILENCE));
    }
    return false;
  }
}

/** Keeps the session from falling silent as long as this process runs; one question at a time. */
function sayOften(session: Session, everyMs: number, lose: (error: Error) => void): NodeJS.Timeout {
  let isAsking = false;
  return setInterval(() => {
    if (isAsking) return;
    isAsking = true;
    session.query('select 1').then(() => {
      isAsking = false;
    }, lose);
  }, everyMs);
}
