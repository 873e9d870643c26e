import {
  inTransaction,
  Overtaken,
  writeProgress,
  type Checkpoint,
  type NewAttempt,
  type ReadModel,
} from '@silkgauge/read-model';
import type { Slot } from './slot-owner.ts';
import type { Subscriber } from './subscriber.ts';

export interface SaverParts {
  readonly pool: ReadModel['pool'];
  slots(): readonly Slot[];
  subscribers(): Iterable<Subscriber>;
  /** Attempts may begin again. */
  saved(subscriber: Subscriber): void;
  /** A slot has another owner. */
  overtaken(): void;
  trouble(what: string, error: unknown): void;
}

const SAVED_EVERY = 200;

/** Stores what was delivered: positions of slots and queues of subscribers, always of one moment. */
export class Saver {
  readonly #parts: SaverParts;
  #taken: { readonly n: string; readonly subscriber: Subscriber }[] = [];
  #attempts: NewAttempt[] = [];
  #timer: NodeJS.Timeout | null = null;
  #saving: Promise<void> | null = null;
  #positions = new Map<string, number>();

  constructor(parts: SaverParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => void this.save(), SAVED_EVERY);
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#saving;
    await this.save();
  }

  attempted(attempt: NewAttempt): void {
    this.#attempts.push(attempt);
  }

  /** A redelivery that clients asked for is part of a subscriber's queue now. */
  taken(n: string, subscriber: Subscriber): void {
    this.#taken.push({ n, subscriber });
  }

  /** Stores what has changed; a store under way is waited for. */
  save(): Promise<void> {
    this.#saving ??= this.#save()
      .catch((error: unknown) => {
        if (error instanceof Overtaken) this.#parts.overtaken();
        else this.#parts.trouble('storing what was delivered', error);
      })
      .finally(() => {
        this.#saving = null;
      });
    return this.#saving;
  }

  async #save(): Promise<void> {
    const slots = this.#parts.slots().map(({ slot, epoch, position }) => ({ slot, epoch, position }));
    const owned = new Set(slots.map(({ slot }) => slot));
    const moved = slots.filter(
      ({ slot, epoch, position }) => this.#positions.get(`${String(slot)}/${epoch}`) !== position,
    );
    const dirty = [...this.#parts.subscribers()].filter((one) => one.dirty && owned.has(one.slot.slot));
    const subscribers = dirty.map((subscriber) => ({
      subscriber,
      unsaved: subscriber.unsaved,
      because: subscriber.because,
    }));
    const attempts = this.#attempts.splice(0);
    // What was taken is forgotten with the progress that has it, and left to the next owner of a slot that is lost.
    const taken = this.#taken.filter(({ subscriber }) => dirty.includes(subscriber));
    this.#taken = this.#taken.filter((one) => !taken.includes(one) && !one.subscriber.removed);
    if (moved.length + dirty.length + attempts.length + taken.length === 0) return;
    const checkpoint: Checkpoint = {
      slots,
      progress: dirty.map(progressOf),
      attempts,
      taken: taken.map(({ n }) => n),
    };
    for (const one of dirty) one.dirty = false;
    try {
      await inTransaction(this.#parts.pool, (tx) => writeProgress(tx, checkpoint));
    } catch (error) {
      for (const one of dirty) one.dirty = true;
      // Attempts of a slot that another notifier has are not this one's to list.
      if (!(error instanceof Overtaken)) this.#attempts.unshift(...attempts);
      this.#taken.unshift(...taken);
      throw error;
    }
    this.#positions = new Map(
      slots.map(({ slot, epoch, position }) => [`${String(slot)}/${epoch}`, position]),
    );
    for (const { subscriber, unsaved, because } of subscribers) {
      subscriber.unsaved -= unsaved;
      if (because !== null && subscriber.because === because) subscriber.because = null;
      this.#parts.saved(subscriber);
    }
  }
}

function progressOf(subscriber: Subscriber): Checkpoint['progress'][number] {
  const { lanes, health } = subscriber.queue.stored();
  return {
    subscription: subscriber.id,
    applied: subscriber.revision,
    live: subscriber.live,
    position: subscriber.reached,
    lanes: JSON.stringify(lanes),
    replays: JSON.stringify(subscriber.replays),
    health: JSON.stringify({ ...health, waiting: subscriber.queue.waiting, oldest: subscriber.queue.oldest }),
    attempts: subscriber.attempts,
    because: subscriber.because,
  };
}
