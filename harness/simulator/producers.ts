import type { Scheduler } from './scheduler.ts';

/** A holder of the transactional id. */
export interface Holder {
  readonly producerId: number;
  readonly epoch: number;
  /** Ordinal number of this acquisition of the id. */
  readonly opening: number;
}

/** Epochs reserved from writing: more than the processes that die between acquiring and marking the id. */
const SPARED = 4;

/** Assigns producer ids and epochs of one transactional id. Epochs are few here, 32,767 in Kafka. */
export class Coordinator {
  readonly #lastToWriteWith: number;
  readonly #last: number;
  #newest: Holder = { producerId: 1, epoch: -1, opening: 0 };

  constructor(lastToWriteWith: number, areSpared: boolean) {
    this.#lastToWriteWith = lastToWriteWith;
    this.#last = lastToWriteWith + (areSpared ? SPARED : 0);
  }

  take(): Holder {
    const { producerId, epoch, opening } = this.#newest;
    const next =
      epoch < this.#last ? { producerId, epoch: epoch + 1 } : { producerId: producerId + 1, epoch: 0 };
    this.#newest = { ...next, opening: opening + 1 };
    return this.#newest;
  }

  isNewest({ opening }: Holder): boolean {
    return opening === this.#newest.opening;
  }

  isSpared({ epoch }: Holder): boolean {
    return epoch > this.#lastToWriteWith;
  }
}

/** In turns; the first is longer than any freeze. */
const FORGETS_AFTER = 2_000;
const RENEWS_AFTER = 200;

interface Known {
  readonly epoch: number;
  readonly at: number;
}

/** The newest epoch of each producer at each partition, forgotten after long silence. */
export class Producers {
  readonly #scheduler: Scheduler;
  readonly #comparesEpochs: boolean;
  readonly #known = new Map<string, Known>();
  readonly #markedAt = new Map<number, number>();

  constructor(scheduler: Scheduler, comparesEpochs: boolean) {
    this.#scheduler = scheduler;
    this.#comparesEpochs = comparesEpochs;
  }

  /** Whether the partition accepts a write or mark of this holder; an accepted epoch is remembered. */
  takes(topic: string, { producerId, epoch, opening }: Holder): boolean {
    const place = `${topic} ${String(producerId)}`;
    const { turn } = this.#scheduler;
    const known = this.#known.get(place);
    const isForgotten = known === undefined || turn - known.at > FORGETS_AFTER;
    if (this.#comparesEpochs && !isForgotten && epoch < known.epoch) return false;
    this.#known.set(place, { epoch, at: turn });
    this.#markedAt.set(opening, turn);
    return true;
  }

  /** Whether a holder's silence is so long that it must mark the id again. */
  mayForget({ opening }: Holder): boolean {
    return this.#scheduler.turn - (this.#markedAt.get(opening) ?? 0) > RENEWS_AFTER;
  }
}
