import type { Feed } from '@silkgauge/contract';
import { deliver, type Refusal } from './deliver.ts';
import { postBatch, type DoorOptions, type OnPause } from './door.ts';
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
  /** The first refusals, at most 1000. */
  readonly refusals: Refusal[];
}

export interface PushWatcher {
  /** Reports events with a final answer. */
  done(count: number): void;
  pausing: (feed: Feed, ...args: Parameters<OnPause>) => void;
}

/** Source of events; it passes unroutable events to `refuse`. */
export type OutgoingSource = (refuse: (refusal: Refusal) => void) => AsyncIterable<readonly Outgoing[]>;

const MOST_REFUSALS = 1000;

/**
 * Pushes events until the source ends; events with equal feed and order arrive in order. Memory is bounded:
 * the source is read only while the lane of its next event has room.
 * @throws LoaderError of the doors, or an error of the source; both abort the open requests
 */
export async function push(
  source: OutgoingSource,
  options: PushOptions,
  watcher: PushWatcher,
): Promise<PushResult> {
  const result: PushResult = { accepted: 0, refused: 0, refusals: [] };
  const stop = new AbortController();
  const lanes = new Map<string, PushLane>();
  const refuse = (refusal: Refusal): void => {
    result.refused += 1;
    if (result.refusals.length < MOST_REFUSALS) result.refusals.push(refusal);
    watcher.done(1);
  };
  const newLane = (feed: Feed): PushLane =>
    new PushLane(options, (batch) =>
      deliver(
        batch,
        (part) =>
          postBatch(options.doors[feed], part, options.door, stop.signal, (...pausing) => {
            watcher.pausing(feed, ...pausing);
          }),
        {
          accepted: (count) => {
            result.accepted += count;
            watcher.done(count);
          },
          refused: refuse,
        },
      ).catch((error: unknown) => {
        stop.abort(error);
        throw error;
      }),
    );
  const laneOf = ({ feed, order }: Outgoing): PushLane => {
    const name = `${feed} ${String(order < 0 ? order : order % options.lanes)}`;
    const lane = lanes.get(name) ?? newLane(feed);
    lanes.set(name, lane);
    return lane;
  };

  try {
    for await (const events of source(refuse)) {
      for (const event of events) {
        const room = laneOf(event).add(event);
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

/** One lane keeps order: one batch is filled, at most one is being sent and one waits. */
class PushLane {
  readonly #options: PushOptions;
  readonly #send: (batch: readonly Outgoing[]) => Promise<void>;
  #batch: Outgoing[] = [];
  #size = 0;
  #sent: Promise<void> = Promise.resolve();

  constructor(options: PushOptions, send: (batch: readonly Outgoing[]) => Promise<void>) {
    this.#options = options;
    this.#send = send;
  }

  /** Adds an event; a returned promise means that the lane is full until it settles. */
  add(event: Outgoing): Promise<void> | undefined {
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
