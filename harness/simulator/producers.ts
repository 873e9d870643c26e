import type { Scheduler } from './scheduler.ts';

/** Who has taken the transactional id. */
export interface Holder {
  readonly producerId: number;
  readonly epoch: number;
  /** The how manieth taking of the id it was. */
  readonly opening: number;
}

/** Epochs that nobody writes with: more than there are processes that die between taking the id and marking it. */
const SPARED = 4;

/** Gives out producer ids and epochs under one transactional id. An id has few epochs here: in Kafka 32,767. */
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

/** In turns: longer than anybody sleeps, and a part of that. */
const FORGETS_AFTER = 2_000;
const RENEWS_AFTER = 200;

interface Known {
  readonly epoch: number;
  readonly at: number;
}

/** What partitions know of producers: of each the newest epoch that wrote or marked there, until it has been silent for long. */
export class Producers {
  readonly #scheduler: Scheduler;
  readonly #comparesEpochs: boolean;
  readonly #known = new Map<string, Known>();
  readonly #markedAt = new Map<number, number>();

  constructor(scheduler: Scheduler, comparesEpochs: boolean) {
    this.#scheduler = scheduler;
    this.#comparesEpochs = comparesEpochs;
  }

  /** Whether it takes what this holder writes or marks, and if so knows it from then on. */
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

  /** Whether a holder has been silent for so long that it says anew that it holds the id. */
  mayForget({ opening }: Holder): boolean {
    return this.#scheduler.turn - (this.#markedAt.get(opening) ?? 0) > RENEWS_AFTER;
  }
}
