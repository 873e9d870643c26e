import type { TransactionalSender } from '@silkgauge/kafka';
import {
  advanceRelay,
  connect,
  endWhenSilent,
  markRelayed,
  readChanges,
  relayPosition,
  tryLeadRelay,
  waitingDeadLetters,
  type ReadModel,
} from '@silkgauge/read-model';
import { changeRecords, letterRecords } from './relay-records.ts';
import { repairTopics, type ReadEnds } from './relay-repair.ts';

export interface RelayOptions {
  readonly readModel: ReadModel;
  readonly databaseUrl: string;
  /** What stands at the ends of the topics. */
  readonly readEnds: ReadEnds;
  readonly topicPrefix: string;
  /** Opens a sender under the relay's transactional id; the older holder of that id is fenced. */
  readonly openSender: () => Promise<TransactionalSender>;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  /** A leader that says nothing for so long, stopped or cut off, is followed by another; in milliseconds. */
  readonly silenceMs: number;
  /** Records a transaction carries at most. */
  readonly pageSize?: number;
}

type Session = Awaited<ReturnType<typeof connect>>;

interface Term {
  /** Why its session is gone. */
  lost?: Error;
}

const RELAY = 'growth-updated';
const IDLE_MS = 1_000;
const RETRY_MS = 1_000;
const PAGE_SIZE = 1_000;
/** How often a session is heard within the silence that would end it. */
const SAID_IN_SILENCE = 10;

/**
 * Publishes the change log to `growth-updated.*` and dead letters to `<topic>.dlq`. One relay leads at a time, by
 * a lock of its database session; a former leader that wakes up late is fenced by the broker. It publishes first
 * and then stores how far it came: after a crash in between some changes go out again, none is left out. Dead letters
 * go out once: whoever takes over looks which of them are there.
 */
export class Relay {
  readonly #options: RelayOptions;
  #stopping = false;
  /** Something may have come since the last page was read. */
  #awake = true;
  #endPause: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();
  #leading = false;

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  get leading(): boolean {
    return this.#leading;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.#serve();
      } catch (error) {
        this.#options.log('relay: starting over', { error: String(error) });
        await this.#pause(RETRY_MS);
      }
    }
  }

  /** One term: a session, the lock, a sender; ends at the first error or when stopping. */
  async #serve(): Promise<void> {
    const { databaseUrl, silenceMs } = this.#options;
    const session = await connect(databaseUrl, 'silkgauge-relay');
    const term: Term = {};
    const lose = (error: Error) => {
      term.lost ??= error;
      this.#wake();
    };
    session.on('error', lose);
    session.on('notification', () => {
      this.#wake();
    });
    let saying: NodeJS.Timeout | undefined;
    try {
      await endWhenSilent(session, silenceMs);
      if (!(await this.#awaitLeadership(session))) return;
      await session.query('listen growth_change');
      saying = sayOften(session, silenceMs / SAID_IN_SILENCE, lose);
      await this.#lead(term);
    } finally {
      clearInterval(saying);
      await session.end().catch(() => undefined);
    }
  }

  async #lead(term: Term): Promise<void> {
    const sender = await this.#options.openSender();
    try {
      await this.#repair(sender);
      this.#leading = true;
      while (!this.#stopping) {
        if (term.lost) throw term.lost;
        this.#awake = false;
        if (!(await this.#publishPage(sender)) && !this.#awake) await this.#pause(IDLE_MS);
      }
    } finally {
      this.#leading = false;
      await sender.close();
    }
  }

  async #awaitLeadership(session: Session): Promise<boolean> {
    while (!this.#stopping) {
      if (await tryLeadRelay(session)) return true;
      await this.#pause(Math.min(IDLE_MS, this.#options.silenceMs / SAID_IN_SILENCE));
    }
    return false;
  }

  /** Only now that the former leader is fenced does what stands on the topics stay. */
  async #repair(sender: TransactionalSender): Promise<void> {
    const { readModel, readEnds, topicPrefix, pageSize = PAGE_SIZE, log } = this.#options;
    const options = { readModel, readEnds, topicPrefix, relay: RELAY, reach: pageSize };
    const repaired = await repairTopics(options, sender);
    if (repaired.states + repaired.letters > 0)
      log('relay: put right what a former leader left', { ...repaired });
  }

  /** Publishes what is next in commit order; false when nothing waits. */
  async #publishPage(sender: TransactionalSender): Promise<boolean> {
    const { readModel, topicPrefix, pageSize = PAGE_SIZE } = this.#options;
    const after = await relayPosition(readModel.pool, RELAY);
    const changes = await readChanges(readModel.pool, after, pageSize);
    const letters = await waitingDeadLetters(readModel.pool, pageSize);
    const last = changes.at(-1);
    if (!last && letters.length === 0) return false;
    await sender.send([...changeRecords(changes, topicPrefix), ...letterRecords(letters)]);
    if (last) await advanceRelay(readModel.pool, RELAY, last.sequence);
    if (letters.length > 0)
      await markRelayed(
        readModel.pool,
        letters.map((letter) => letter.deadLetterId),
      );
    return true;
  }

  #wake(): void {
    this.#awake = true;
    this.#endPause();
  }

  /** Waits for a wake-up, at most `ms`: a notification can be lost with its session. */
  #pause(ms: number): Promise<void> {
    if (this.#stopping) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
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
