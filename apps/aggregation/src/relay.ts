import type { Sender } from '@silkgauge/kafka';
import {
  advanceRelay,
  connect,
  endWhenSilent,
  markRelayed,
  readChanges,
  relayPosition,
  tryLeadRelay,
  waitingDeadLetters,
  type ChangeRow,
  type ReadModel,
  type WaitingDeadLetter,
} from '@silkgauge/read-model';
import { FreshChanges } from './fresh-changes.ts';
import { RelayPlace } from './relay-place.ts';
import { changeRecords, letterRecords } from './relay-records.ts';
import { repairTopics, type ReadEnds } from './relay-repair.ts';

export interface RelayOptions {
  readonly readModel: ReadModel;
  readonly databaseUrl: string;
  /** What stands at the ends of the topics. */
  readonly readEnds: ReadEnds;
  readonly topicPrefix: string;
  /** Opens a sender under the relay's transactional id; the older holder of that id is fenced. */
  readonly openSender: () => Promise<Sender>;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  /** A leader that says nothing for so long, stopped or cut off, is followed by another; in milliseconds. */
  readonly silenceMs: number;
  /** Changes, and letters, that are sent at a time at most. */
  readonly pageSize?: number;
}

type Session = Awaited<ReturnType<typeof connect>>;

interface Page {
  readonly changes: readonly ChangeRow[];
  readonly letters: readonly WaitingDeadLetter[];
  /** The log goes on behind it. */
  readonly isMore: boolean;
}

interface Term {
  /** Why it cannot go on. */
  lost?: Error;
}

const RELAY = 'growth-updated';
const IDLE_MS = 1_000;
const RETRY_MS = 1_000;
/** A send has its price, and a backlog many changes. */
const PAGE_SIZE = 4_000;
/** Dead letters may be as large as a record can be. */
const MOST_LETTERS = 1_000;
/** Pages that are on the topics before it is stored how far it came. */
const UNSTORED_PAGES = 2;
/** Changes of this process that wait to be published without being read; about a kilobyte and a half each. */
const MOST_FRESH = 8_000;
/** How long after the database told of changes they may still be handed over. */
const HAND_OVER_MS = 5;
/** What the database tells of changes; of letters it tells a word. */
const SEQUENCE = /^\d{1,19}$/;
/** How often a session is heard within the silence that would end it. */
const SAID_IN_SILENCE = 10;

/**
 * Publishes the change log to `growth-updated.*` and dead letters to `<topic>.dlq`. One relay leads at a time, by
 * a lock of its database session; a former leader that wakes up late is fenced by the broker. It publishes first
 * and then stores how far it came: after a crash in between some changes go out again, none is left out. Dead letters
 * go out once: whoever takes over looks which of them are there.
 *
 * What this process commits is handed to it and need not be read; it looks into the log for what others committed, when
 * the database tells of it, and now and then in any case.
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #fresh = new FreshChanges(MOST_FRESH);
  #stopping = false;
  /** Something may have come since the last look. */
  #awake = true;
  /** The last sequence that the database told of, and whether of letters. */
  #told = 0n;
  #areLettersTold = false;
  /** Where it has waited for what this process may have committed. */
  #waitedAt = -1n;
  #endPause: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();
  #leading = false;

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  get leading(): boolean {
    return this.#leading;
  }

  /** Changes that this process has committed, in order of sequence and without a gap. */
  offer(changes: readonly ChangeRow[]): void {
    if (!this.#leading || changes.length === 0) return;
    this.#fresh.offer(changes);
    this.#wake();
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
    session.on('notification', ({ payload = '' }) => {
      // Letters, or whatever else somebody may tell on this channel: a look does no harm.
      if (!SEQUENCE.test(payload)) this.#areLettersTold = true;
      else if (BigInt(payload) > this.#told) this.#told = BigInt(payload);
      this.#wake();
    });
    let saying: NodeJS.Timeout | undefined;
    try {
      await endWhenSilent(session, silenceMs);
      if (!(await this.#awaitLeadership(session))) return;
      await session.query('listen growth_change');
      saying = sayOften(session, silenceMs / SAID_IN_SILENCE, lose);
      await this.#lead(term, lose);
    } finally {
      clearInterval(saying);
      await session.end().catch(() => undefined);
    }
  }

  async #lead(term: Term, lose: (error: Error) => void): Promise<void> {
    const { pool } = this.#options.readModel;
    const sender = await this.#options.openSender();
    let place: RelayPlace | null = null;
    try {
      let position = await this.#repair(sender);
      place = new RelayPlace({
        at: position,
        mostUnstored: (UNSTORED_PAGES - 1) * this.#pageSize,
        store: (sequence) => advanceRelay(pool, RELAY, String(sequence)),
        onError: lose,
      });
      this.#fresh.clear();
      this.#leading = true;
      for (let looks = true; !this.#stopping;) {
        if (term.lost) throw term.lost;
        this.#awake = false;
        const page: Page | null = looks ? await this.#look(position) : await this.#handedOver(position);
        if (!page) {
          looks = await this.#wait(position);
          continue;
        }
        looks = page.isMore;
        await this.#publish(sender, page);
        const last = page.changes.at(-1);
        if (!last) continue;
        position = BigInt(last.sequence);
        this.#fresh.forgetUntil(position);
        await place.reached(position);
      }
    } finally {
      this.#leading = false;
      await sender.close();
      await place?.close();
    }
  }

  async #awaitLeadership(session: Session): Promise<boolean> {
    while (!this.#stopping) {
      if (await tryLeadRelay(session)) return true;
      await this.#pause(Math.min(IDLE_MS, this.#options.silenceMs / SAID_IN_SILENCE));
    }
    return false;
  }

  /** Only now that the former leader is fenced does what stands on the topics stay. Returns where it goes on. */
  async #repair(sender: Sender): Promise<bigint> {
    const { readModel, readEnds, topicPrefix, log } = this.#options;
    const options = {
      readModel,
      readEnds,
      topicPrefix,
      relay: RELAY,
      reach: UNSTORED_PAGES * this.#pageSize,
    };
    const repaired = await repairTopics(options, sender);
    if (repaired.states + repaired.letters > 0)
      log('relay: put right what a former leader left', { ...repaired });
    return BigInt(await relayPosition(readModel.pool, RELAY));
  }

  /** What comes next in commit order, as far as this process committed it; null where it did not. */
  async #handedOver(position: bigint): Promise<Page | null> {
    const changes = this.#fresh.take(position, this.#pageSize);
    if (changes.length === 0) return null;
    return { changes, letters: this.#areLettersTold ? await this.#letters() : [], isMore: false };
  }

  /** What comes next in commit order, whoever committed it; null when nothing waits. */
  async #look(position: bigint): Promise<Page | null> {
    const told = this.#told;
    const changes = await readChanges(this.#options.readModel.pool, String(position), this.#pageSize);
    const letters = await this.#letters();
    if (changes.length + letters.length > 0)
      return { changes, letters, isMore: changes.length === this.#pageSize };
    // What it was told of is not there; what it was told since may be.
    if (this.#told === told) this.#told = 0n;
    return null;
  }

  /** Those that wait; as many as that may not be all. */
  async #letters(): Promise<WaitingDeadLetter[]> {
    this.#areLettersTold = false;
    const most = Math.min(this.#pageSize, MOST_LETTERS);
    const letters = await waitingDeadLetters(this.#options.readModel.pool, most);
    if (letters.length === most) this.#areLettersTold = true;
    return letters;
  }

  /** Returns when there is something to do: whether to look into the log for it. */
  async #wait(position: bigint): Promise<boolean> {
    if (this.#areLettersTold) return true;
    if (this.#awake) return false;
    if (this.#told <= position) return !(await this.#pause(IDLE_MS));
    // Perhaps this process committed it, and is about to hand it over; it is waited for once.
    if (this.#waitedAt === position) return true;
    this.#waitedAt = position;
    return !(await this.#pause(HAND_OVER_MS));
  }

  async #publish(sender: Sender, { changes, letters }: Page): Promise<void> {
    const { readModel, topicPrefix } = this.#options;
    await sender.send(changeRecords(changes, topicPrefix));
    if (letters.length === 0) return;
    await sender.sendTogether(letterRecords(letters));
    await markRelayed(
      readModel.pool,
      letters.map((letter) => letter.deadLetterId),
    );
  }

  get #pageSize(): number {
    return this.#options.pageSize ?? PAGE_SIZE;
  }

  #wake(): void {
    this.#awake = true;
    this.#endPause();
  }

  /** Waits for a wake-up, at most `ms`; false when none came. */
  #pause(ms: number): Promise<boolean> {
    if (this.#stopping) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms, false);
      // Not written where it is put: V8 allocates a function assigned to a property among the old objects, where it keeps what it sees.
      const end = () => {
        clearTimeout(timer);
        resolve(true);
      };
      this.#endPause = end;
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
