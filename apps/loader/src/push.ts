import type { Feed } from '@silkgauge/contract';
import { deliver, type Delivery, type Refusal } from './deliver.ts';
import { postBatch, type DoorOptions, type OnPause } from './door.ts';
import type { Journal, LanePlace } from './journal.ts';
import type { Outgoing } from './outgoing.ts';

export interface PushOptions {
  readonly doors: Readonly<Record<Feed, string>>;
  readonly door: DoorOptions;
  readonly batchEvents: number;
  /** Limit of a batch in UTF-16 units of its JSON; a larger event goes alone. */
  readonly batchBytes: number;
  /** Batches of sales in parallel. Other events of a feed go batch after batch. */
  readonly lanes: number;
}

export interface PushResult {
  accepted: number;
  refused: number;
  /** How many of both an earlier push had an answer for. */
  readonly before: number;
  /** Events that were read by now. */
  lines: number;
  /** The first refusals, at most 1000. */
  readonly refusals: Refusal[];
}

export interface PushWatcher {
  /** Reports events with a final answer, and the result by now. */
  done(count: number, result: Readonly<PushResult>): void;
  pausing: (feed: Feed, ...args: Parameters<OnPause>) => void;
}

/** An event in its lane. */
type Placed = Outgoing & LanePlace;

/** Source of events; it passes unroutable events to `refuse`. */
export type OutgoingSource = (refuse: (refusal: Refusal) => void) => AsyncIterable<readonly Outgoing[]>;

const MOST_REFUSALS = 1000;

/**
 * Pushes the events that the journal does not have until the source ends; events with equal feed and order
 * arrive in order. Memory is bounded: the source is read only while the lane of its next event has room.
 * @throws LoaderError of the doors, or an error of the source; both abort the open requests
 */
export async function push(
  source: OutgoingSource,
  options: PushOptions,
  watcher: PushWatcher,
  journal: Journal,
): Promise<PushResult> {
  const result = resultBefore(journal);
  const stop = new AbortController();
  const lanes = new Map<string, PushLane>();
  const refuse = (refusal: Refusal): void => {
    countRefusal(result, refusal);
    watcher.done(1, result);
  };
  const send = sender(options, watcher, stop, {
    accepted: (events) => {
      journal.accept(events);
      result.accepted += events.length;
      watcher.done(events.length, result);
    },
    refused: (event, refusal) => {
      journal.refuse(event, refusal);
      refuse(refusal);
    },
  });
  const laneOf = ({ feed, lane: name }: Placed): PushLane => {
    const lane = lanes.get(name) ?? new PushLane(options, (batch) => send(feed, batch));
    lanes.set(name, lane);
    return lane;
  };
  const placed = placing(options.lanes);

  try {
    const unroutable = (refusal: Refusal): void => {
      result.lines += 1;
      refuse(refusal);
    };
    for await (const events of source(unroutable)) {
      result.lines += events.length;
      for (const event of events.map(placed)) {
        const room = journal.has(event) ? undefined : laneOf(event).add(event);
        if (room) await room;
      }
    }
    await Promise.all([...lanes.values()].map((lane) => lane.close()));
  } catch (error) {
    stop.abort(error);
    throw error;
  }
  return result;
}

/** Sends batches of a feed; an error of a door aborts the open requests of all. */
const sender =
  ({ doors, door }: PushOptions, watcher: PushWatcher, stop: AbortController, delivery: Delivery<Placed>) =>
  async (feed: Feed, batch: readonly Placed[]): Promise<void> => {
    const post = (part: readonly Placed[]) =>
      postBatch(doors[feed], part, door, stop.signal, (...pausing) => {
        watcher.pausing(feed, ...pausing);
      });
    try {
      await deliver(batch, post, delivery);
    } catch (error) {
      stop.abort(error);
      throw error;
    }
  };

/** Counts a refusal, and keeps it if it is among the first. */
export function countRefusal(of: Pick<PushResult, 'refused' | 'refusals'>, refusal: Refusal): void {
  of.refused += 1;
  if (of.refusals.length < MOST_REFUSALS) of.refusals.push(refusal);
}

/** The result of the runs before, which the journal has. */
export function resultBefore({ accepted, refused, refusals }: Journal): PushResult {
  return { accepted, refused, before: accepted + refused, lines: 0, refusals: [...refusals] };
}

/** Gives each event its lane, and its place there. */
function placing(lanes: number): (event: Outgoing) => Placed {
  const counts = new Map<string, number>();
  return (event) => {
    const { feed, order } = event;
    const lane = `${feed} ${String(order < 0 ? order : order % lanes)}`;
    const place = counts.get(lane) ?? 0;
    counts.set(lane, place + 1);
    return { ...event, lane, place };
  };
}

/** One lane keeps order: one batch is filled, at most one is being sent and one waits. */
class PushLane {
  readonly #options: PushOptions;
  readonly #send: (batch: readonly Placed[]) => Promise<void>;
  #batch: Placed[] = [];
  #size = 0;
  #sent: Promise<void> = Promise.resolve();

  constructor(options: PushOptions, send: (batch: readonly Placed[]) => Promise<void>) {
    this.#options = options;
    this.#send = send;
  }

  /** Adds an event; a returned promise means that the lane is full until it settles. */
  add(event: Placed): Promise<void> | undefined {
    const { batchEvents, batchBytes } = this.#options;
    const full = this.#batch.length > 0 && this.#size + event.text.length > batchBytes;
    const room = full ? this.#dispatch() : undefined;
    this.#batch.push(event);
    this.#size += event.text.length + 1;
    return this.#batch.length >= batchEvents ? this.#dispatch() : room;
  }

  async close(): Promise<void> {
    void this.#dispatch();
    await this.#sent;
  }

  /** Sends the batch after the one before; settles with the one before. */
  #dispatch(): Promise<void> {
    const batch = this.#batch;
    const before = this.#sent;
    this.#batch = [];
    this.#size = 0;
    this.#sent = before.then(() => this.#send(batch));
    // The next waiter gets the error; until then it must not count as unhandled.
    this.#sent.catch(() => undefined);
    return before;
  }
}
