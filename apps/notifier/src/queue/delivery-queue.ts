import { retryDelay } from '../retry/retry.ts';
import {
  add,
  giveWay,
  goOn,
  newLane,
  oneOf,
  replace,
  restoredLane,
  storedLane,
  type Lane,
  type Pass,
  type StoredLane,
  type Stretch,
} from './lane.ts';

/** Keys with an unsettled delivery that a queue holds; beyond them nothing is admitted. */
export const MOST_LANES = 128;
/** Stretches behind the heads of lanes; beyond them nothing is admitted that does not lengthen one. */
export const MOST_PENDING = 512;
/** Stretches up to which versions are held one by one; the rest is read from the log. */
const MOST_ONE_BY_ONE = 64;
/** Key of the lane of a resync, beside which nothing else is delivered. */
export const RESYNC = 'resync:';
/** Failures in a row after which only the oldest delivery is tried. */
const BACKING_OFF_AFTER = 5;

export interface QueueSettings {
  /** Seconds before each retry. */
  readonly retry: readonly number[];
  /** Deliveries under way at most; 1 is the order of the whole log. */
  readonly inFlight: number;
  readonly coalesce: boolean;
  /** Requests a minute that the sink takes; null for any number. */
  readonly allowedRate: number | null;
}

/** What came of an attempt that did not succeed. */
export interface Failure {
  /** Status of the answer; null without one. */
  readonly status: number | null;
  /** Whether nobody listened at the address. */
  readonly nobody: boolean;
  /** Milliseconds that the answer asks to wait; null for none. */
  readonly retryAfter: number | null;
}

export type Settled =
  | { readonly outcome: 'failed'; readonly nextAt: number | null }
  | { readonly outcome: 'parked' }
  | { readonly outcome: 'disabled'; readonly because: 'gone' | 'exhausted' };

/** Health of a sink as it is stored. */
export interface Health {
  readonly failuresInRow: number;
  readonly backingOff: boolean;
  readonly lastSuccessAt: number;
  readonly pausedUntil: number;
  /** Before which the rate that the sink allows lets nothing begin. */
  readonly nextByRate: number;
}

export interface StoredQueue {
  readonly lanes: readonly StoredLane[];
  readonly health: Partial<Health>;
}

/**
 * Decides what of one subscription is delivered when: per key in order, at most `inFlight` at once, by the
 * schedule. Pure, as times and chance are given. Times are milliseconds since 1970.
 */
export class DeliveryQueue {
  settings: QueueSettings;
  readonly #lanes = new Map<string, Lane>();
  #inFlight = 0;
  #failuresInRow = 0;
  #backingOff = false;
  #lastSuccessAt = 0;
  #pausedUntil = 0;
  #nextByRate = 0;

  constructor(settings: QueueSettings, stored: StoredQueue = { lanes: [], health: {} }) {
    this.settings = settings;
    for (const lane of stored.lanes.map(restoredLane)) this.#lanes.set(lane.key, lane);
    const { failuresInRow = 0, backingOff = false, lastSuccessAt = 0 } = stored.health;
    const { pausedUntil = 0, nextByRate = 0 } = stored.health;
    this.#failuresInRow = failuresInRow;
    this.#backingOff = backingOff;
    this.#lastSuccessAt = lastSuccessAt;
    this.#pausedUntil = pausedUntil;
    this.#nextByRate = nextByRate;
  }

  /** Adds a version of a key, of a pass or new in the log; false where there is no room. */
  admit(key: string, sequence: number, pass?: Pass): boolean {
    const lane = this.#lanes.get(key);
    if (!lane) {
      if (this.#lanes.size >= MOST_LANES) return false;
      this.#lanes.set(key, newLane(key, sequence, pass));
      return true;
    }
    if (this.settings.coalesce && !pass?.asked) replace(lane, sequence);
    else {
      const held = this.#pending;
      const room = { forOne: held < MOST_ONE_BY_ONE, forStretch: held < MOST_PENDING };
      if (!add(lane, sequence, pass, room)) return false;
    }
    Object.assign(lane, { pass, admitted: sequence });
    return true;
  }

  /** Has a resync delivered before all that waits, and what is admitted later after that. */
  admitResync(after: number): void {
    const lane = this.#lanes.get(RESYNC);
    // The newest one stands for those before.
    if (lane?.inFlight) lane.pending = [oneOf(Math.max(after, lane.pending[0]?.until ?? 0))];
    else this.#lanes.set(RESYNC, newLane(RESYNC, after));
  }

  /** Takes the next delivery; `waitUntil` says when there may be one, null where that depends on others. */
  take(now: number): { readonly lane: Lane } | { readonly waitUntil: number | null } {
    const lane = this.#candidate(now);
    if (!lane || this.#inFlight >= this.settings.inFlight) return { waitUntil: null };
    const dueAt = Math.max(lane.dueAt, this.#pausedUntil, this.#nextByRate);
    if (dueAt > now) return { waitUntil: dueAt };
    lane.inFlight = true;
    this.#inFlight += 1;
    if (lane.firstAt === 0) lane.firstAt = now;
    if (this.settings.allowedRate !== null) this.#nextByRate = now + 60_000 / this.settings.allowedRate;
    return { lane };
  }

  /** A lane whose next sequence has to be read from the log, by {@link refill}. */
  *toRead(): Generator<Lane> {
    for (const lane of this.#lanes.values()) if (lane.isReading) yield lane;
  }

  /** Gives back a delivery that was taken and not attempted. */
  giveBack(lane: Lane): void {
    lane.inFlight = false;
    this.#inFlight -= 1;
  }

  /** The delivery was answered with 2xx. */
  succeeded(lane: Lane, now: number): void {
    this.giveBack(lane);
    this.#failuresInRow = 0;
    this.#lastSuccessAt = now;
    if (this.#backingOff) for (const one of this.#lanes.values()) one.dueAt = 0;
    this.#backingOff = false;
    this.#next(lane);
  }

  /** What the delivery was of is no longer in the log. */
  superfluous(lane: Lane): void {
    this.giveBack(lane);
    this.#next(lane);
  }

  failed(lane: Lane, failure: Failure, now: number, random: number): Settled {
    this.giveBack(lane);
    if (failure.status === 410) return { outcome: 'disabled', because: 'gone' };
    lane.failures += 1;
    lane.isRefused &&= isRefusal(failure.status);
    this.#failuresInRow += 1;
    if (failure.nobody || this.#failuresInRow >= BACKING_OFF_AFTER) this.#backingOff = true;
    if (failure.retryAfter !== null)
      this.#pausedUntil = Math.max(this.#pausedUntil, now + failure.retryAfter);
    const wait = retryDelay(this.settings.retry, lane.failures, random);
    if (wait === null) {
      if (this.#lastSuccessAt <= lane.firstAt) return { outcome: 'disabled', because: 'exhausted' };
      if (lane.isRefused) {
        this.#next(lane);
        return { outcome: 'parked' };
      }
    }
    // Behind the end of the schedule a delivery that is not refused goes on with the longest wait.
    lane.dueAt = now + (wait ?? retryDelay(this.settings.retry, this.settings.retry.length, random) ?? 0);
    if (this.settings.coalesce) giveWay(lane);
    return { outcome: 'failed', nextAt: Math.max(lane.dueAt, this.#pausedUntil) };
  }

  /** Gives a lane the sequences that the log has of its key in the first stretch, up to `readTo`. */
  refill(lane: Lane, sequences: readonly number[], readTo: number): void {
    const [stretch] = lane.pending;
    if (!lane.isReading || !stretch) return;
    const { after, until } = stretch;
    const isWhole = until <= readTo;
    const read = sequences.filter((one) => one > after && one <= until);
    const newest = isWhole ? read.slice(-1) : [];
    const most = Math.max(1, MOST_ONE_BY_ONE - this.#pending);
    const found = this.settings.coalesce ? newest : read.slice(0, most);
    const last = found.at(-1);
    const ones = found.map((one, at): Stretch => ({ ...oneOf(one), after: found[at - 1] ?? after }));
    const isDone = isWhole && (last === undefined || last === read.at(-1));
    const rest = isDone ? [] : [{ ...stretch, after: last ?? readTo }];
    lane.pending.splice(0, 1, ...ones, ...rest);
    this.#next(lane);
  }

  /** Lets all that waits go at once, as after `enable`. */
  release(): void {
    this.#failuresInRow = 0;
    this.#backingOff = false;
    this.#pausedUntil = 0;
    for (const lane of this.#lanes.values()) Object.assign(lane, { dueAt: 0, failures: 0, firstAt: 0 });
  }

  get backingOff(): boolean {
    return this.#backingOff;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Whether more is to be read from the log; while the sink fails, what is tried is held already. */
  get hasRoom(): boolean {
    if (this.#backingOff) return this.#lanes.size === 0;
    return this.#lanes.size < MOST_LANES / 2 && this.#pending < MOST_PENDING;
  }

  /** Deliveries held in memory that are not settled. */
  get waiting(): number {
    const heads = [...this.#lanes.values()].filter(({ isReading }) => !isReading);
    return heads.length + this.#pending;
  }

  get #pending(): number {
    let pending = 0;
    for (const lane of this.#lanes.values()) pending += lane.pending.length;
    return pending;
  }

  /** The lowest sequence that is not settled; null where all is. */
  get oldest(): number | null {
    const lowest = [...this.#lanes.values()].map(({ head, pending }) =>
      Math.min(head, pending[0]?.until ?? head),
    );
    return lowest.length === 0 ? null : Math.min(...lowest);
  }

  /** Start of the first attempt of what is not settled, in milliseconds since 1970; infinite without one. */
  get firstAttemptAt(): number {
    let first = Infinity;
    for (const { firstAt } of this.#lanes.values()) if (firstAt > 0 && firstAt < first) first = firstAt;
    return first;
  }

  stored(): StoredQueue {
    const health: Health = {
      failuresInRow: this.#failuresInRow,
      backingOff: this.#backingOff,
      lastSuccessAt: this.#lastSuccessAt,
      pausedUntil: this.#pausedUntil,
      nextByRate: this.#nextByRate,
    };
    return { lanes: [...this.#lanes.values()].map(storedLane), health };
  }

  /** The lane whose turn it is: the oldest, of all or of those that are due, else the one that is due first. */
  #candidate(now: number): Lane | undefined {
    const oldestAlone = this.#backingOff || this.settings.inFlight === 1;
    const resync = this.#lanes.get(RESYNC);
    if ((oldestAlone || resync) && this.#inFlight > 0) return undefined;
    if (resync) return resync;
    let best: Lane | undefined;
    for (const lane of this.#lanes.values()) {
      if (!oldestAlone && (lane.inFlight || lane.isReading)) continue;
      if (!best || isBefore(lane, best, oldestAlone ? Infinity : now)) best = lane;
    }
    return best?.isReading === true ? undefined : best;
  }

  #next(lane: Lane): void {
    if (!goOn(lane)) this.#lanes.delete(lane.key);
  }
}

/** Whether a lane's turn is before another one's: by age among those that are due by `now`, then by when they are due. */
function isBefore(a: Lane, b: Lane, now: number): boolean {
  const [dueA, dueB] = [Math.max(a.dueAt, now), Math.max(b.dueAt, now)];
  return dueA === dueB ? a.head < b.head : dueA < dueB;
}

/** Statuses that refuse the request itself; the others may pass. */
const isRefusal = (status: number | null): boolean =>
  status !== null && status >= 400 && status < 500 && ![408, 425, 429].includes(status);
