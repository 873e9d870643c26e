import { setImmediate as breathe } from 'node:timers/promises';
import { KINDS, type SubscriptionFilter } from '@silkgauge/contract';
import { lastSequence, readChangesOfKey, readSuperseded, type Queryable } from '@silkgauge/read-model';
import { isMatch } from '../filter/filter-index.ts';
import { LogEntry, logKey } from '../log/log-entry.ts';
import type { LogLoader } from '../log/log-loader.ts';
import { LogPages, type LogPage } from '../log/log-pages.ts';
import type { Lane } from '../queue/lane.ts';
import type { Replay, Subscriber } from './subscriber.ts';

export interface CatchUpParts {
  readonly db: Queryable;
  readonly loader: LogLoader;
  /** A subscriber has more to deliver, or has caught up. */
  admitted(subscriber: Subscriber): void;
  trouble(what: string, error: unknown): void;
}

/** Versions of one key that one statement reads. */
const KEY_ROWS = 64;
/** Subscribers whose pages are read at one time; the others wait in line. */
const AT_ONCE = 2;
const LOOK_AGAIN = 1_000;

/** Reads the log for subscribers that are behind the follower, each by itself, as far as its queue has room. */
export class CatchUp {
  readonly #parts: CatchUpParts;
  readonly #pages: LogPages;
  readonly #line: (() => Promise<void>)[] = [];
  #running = 0;

  constructor(parts: CatchUpParts) {
    this.#parts = parts;
    this.#pages = new LogPages(parts.db);
  }

  /** Reads the next page of a subscriber, in its turn. */
  readOn(subscriber: Subscriber): void {
    if (subscriber.readingLog) return;
    subscriber.readingLog = true;
    this.#inTurn(subscriber, async () => {
      try {
        await this.#page(subscriber);
      } finally {
        subscriber.readingLog = false;
      }
    });
  }

  /** Reads the next versions of a lane's key, in its turn. */
  readKey(subscriber: Subscriber, lane: Lane): void {
    if (subscriber.reading.has(lane.key)) return;
    subscriber.reading.add(lane.key);
    this.#inTurn(subscriber, async () => {
      try {
        await this.#versions(subscriber, lane);
      } finally {
        subscriber.reading.delete(lane.key);
      }
    });
  }

  #inTurn(subscriber: Subscriber, work: () => Promise<void>): void {
    this.#line.push(async () => {
      try {
        if (!subscriber.removed) await work();
        this.#parts.admitted(subscriber);
      } catch (error) {
        this.#parts.trouble('reading the change log', error);
        setTimeout(() => {
          this.#parts.admitted(subscriber);
        }, LOOK_AGAIN).unref();
      }
    });
    void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#running >= AT_ONCE) return;
    this.#running += 1;
    for (let work = this.#line.shift(); work; work = this.#line.shift()) {
      await work();
      // Pages that are shared come from memory: timers and sockets would wait for the whole line.
      await breathe();
    }
    this.#running -= 1;
  }

  async #page(subscriber: Subscriber): Promise<void> {
    const [replay] = subscriber.replays;
    const from = replay ? replay.at : subscriber.position;
    const { slot } = subscriber;
    const passed = slot.position;
    const page = await this.#pages.after(from);
    if (await this.#resyncs(subscriber, replay, page)) return;
    const { entries, isFull: isMore } = page;
    const matching = entries.filter((entry) => isMatch(subscriber, entry));
    const superseded = replay?.asked ? new Set() : await this.#superseded(subscriber, matching);
    // The page is of the place that it was read from, unless a change of the subscription has moved that place.
    // One that was disabled meanwhile keeps its position, and does not become live.
    if (subscriber.removed || !subscriber.active || subscriber.replays[0] !== replay) return;
    if ((replay ? replay.at : subscriber.position) !== from || (!replay && subscriber.live)) return;
    const isCovered = ({ type }: LogEntry) => replay?.withoutStates === true && type === KINDS.state.type;
    const wanted = new Set(matching.filter((entry) => !superseded.has(entry.sequence) && !isCovered(entry)));
    let reached = from;
    let isFull = false;
    for (const entry of entries) {
      if (replay && entry.sequence > replay.until) break;
      if (wanted.has(entry)) {
        isFull = !subscriber.queue.admit(entry.lane, entry.sequence, replay);
        if (isFull) break;
        this.#parts.loader.keep(entry);
      }
      reached = entry.sequence;
    }
    subscriber.dirty = true;
    const isEnd = !isFull && !isMore;
    if (replay) {
      replay.at = reached;
      const next = entries.find(({ sequence }) => sequence > reached)?.sequence;
      if (isEnd || reached >= replay.until || (!isFull && (next ?? 0) > replay.until))
        subscriber.replays.shift();
      return;
    }
    subscriber.position = isEnd ? Math.max(reached, from) : reached;
    if (isFull) return;
    // At the end of the log the follower goes on, which passes over what was read here. What it passed while the page
    // was read may not be in the page, so that is read again.
    const isEmpty = isEnd && entries.length === 0 && slot.position === passed;
    if (subscriber.position >= slot.position || isEmpty) subscriber.live = true;
  }

  /**
   * Whether changes behind a subscriber's position, or of a replay, are no longer kept: a resync takes the place of
   * states, and all else is read as a replay without states. All states behind the resync are delivered
   * after it.
   */
  async #resyncs(subscriber: Subscriber, replay: Replay | undefined, page: LogPage): Promise<boolean> {
    const from = replay ? replay.at : subscriber.position;
    if (replay && (replay.withoutStates || isWhole(replay, page.entries))) return false;
    if (!(await page.isHole()) && !(mayBeThinned(subscriber) && (await page.isThinned()))) return false;
    const last = Number(await lastSequence(this.#parts.db));
    const isMoved = subscriber.replays[0] !== replay || (replay ? replay.at : subscriber.position) !== from;
    if (subscriber.removed || !subscriber.active || isMoved || (!replay && subscriber.live)) return true;
    const after = replay ? subscriber.reached : last;
    subscriber.queue.admitResync(after);
    const rest: Replay = { at: from, until: replay ? replay.until : after, withoutStates: true };
    subscriber.replays.splice(0, replay ? 1 : 0, ...(isOfRegisters(subscriber) ? [rest] : []));
    if (!replay) subscriber.position = after;
    subscriber.dirty = true;
    return true;
  }

  /** Of matching entries those that a newer one of their key stands for. */
  async #superseded(subscriber: Subscriber, matching: readonly LogEntry[]): Promise<ReadonlySet<number>> {
    if (!subscriber.queue.settings.coalesce || !subscriber.isOfTheKey || matching.length === 0)
      return new Set();
    return readSuperseded(
      this.#parts.db,
      matching.map(({ sequence }) => sequence),
    );
  }

  async #versions(subscriber: Subscriber, lane: Lane): Promise<void> {
    const { head: after, pending } = lane;
    const until = pending[0]?.until ?? after;
    const rows = await readChangesOfKey(this.#parts.db, logKey(lane.key), { after, until, limit: KEY_ROWS });
    if (subscriber.removed || !lane.isReading || lane.head !== after) return;
    const entries = rows.map((row) => new LogEntry(row));
    const matching = entries.filter((entry) => isMatch(subscriber, entry));
    for (const entry of matching) this.#parts.loader.keep(entry);
    const readTo = rows.length < KEY_ROWS ? until : (entries.at(-1)?.sequence ?? until);
    subscriber.queue.refill(
      lane,
      matching.map(({ sequence }) => sequence),
      readTo,
    );
    subscriber.dirty = true;
  }
}

/** Whether entries behind a replay's place are all that the log ever had of it: sequences have no gaps. */
const isWhole = ({ at, until }: Replay, entries: readonly LogEntry[]): boolean =>
  entries.filter(({ sequence }) => sequence <= until).length === until - at;

/** Whether a subscriber gets entries of registers, of which every version is kept. */
const isOfRegisters = ({ types }: Subscriber): boolean => types.some((type) => type !== KINDS.state.type);

/** Whether sales, whose versions are thinned, may be among what a subscriber gets. */
function mayBeThinned({ types, filters }: Subscriber): boolean {
  return types.includes(KINDS.state.type) && !filters.some(isOfCustoms);
}

const isOfCustoms = (filter: SubscriptionFilter): boolean =>
  filter.kind === 'exact' &&
  filter.attributes.some(([name, text]) => name === 'domain' && text === 'customs');
