export interface RelayPlaceOptions {
  /** Where it stands in the database. */
  readonly at: bigint;
  /** Sequences between what is published and what is stored, at most, once `reached` has resolved. */
  readonly mostUnstored: number;
  /** And bytes. */
  readonly mostUnstoredBytes: number;
  readonly store: (sequence: bigint) => Promise<void>;
  /** Hears of a place that could not be stored. */
  readonly onError: (error: Error) => void;
}

/** How long a place may wait to be stored where little follows, in milliseconds. */
const SOON_MS = 100;

/**
 * Stores how far the relay has come, beside its work and now and then: with few changes in each, a transaction of the database
 * for every page that goes out would be as many again as its sales take. What a crash leaves unstored goes out again.
 */
export class RelayPlace {
  readonly #options: RelayPlaceOptions;
  #reached: bigint;
  #stored: bigint;
  /** Bytes that were published since the beginning, up to each of the two. */
  #bytesReached = 0;
  #bytesStored = 0;
  #storing: Promise<void> | null = null;
  /** After an error nothing is stored any more: it is not known what is. */
  #isOver = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RelayPlaceOptions) {
    this.#options = options;
    this.#reached = options.at;
    this.#stored = options.at;
  }

  /** All up to this sequence is published. Resolves where not too much of it is unstored. */
  async reached(sequence: bigint, bytes: number): Promise<void> {
    this.#reached = sequence;
    this.#bytesReached += bytes;
    this.#storeInTime();
    while (this.#share > 1 && this.#storing) await this.#storing;
  }

  /** Stores what it has come to. */
  async close(): Promise<void> {
    await this.#storing;
    this.#store();
    await this.#storing;
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  get #unstored(): number {
    return Number(this.#reached - this.#stored);
  }

  /** How much of what may be unstored is. */
  get #share(): number {
    const { mostUnstored, mostUnstoredBytes } = this.#options;
    return Math.max(
      this.#unstored / mostUnstored,
      (this.#bytesReached - this.#bytesStored) / mostUnstoredBytes,
    );
  }

  /** Soon, or at once where much has gathered. */
  #storeInTime(): void {
    if (this.#share * 2 >= 1) this.#store();
    else if (this.#unstored > 0)
      this.#timer ??= setTimeout(() => {
        this.#store();
      }, SOON_MS);
  }

  /** One at a time; what is reached meanwhile is stored after it. */
  #store(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isOver || this.#storing || this.#unstored === 0) return;
    const { store, onError } = this.#options;
    const sequence = this.#reached;
    const bytes = this.#bytesReached;
    this.#storing = store(sequence).then(
      () => {
        this.#storing = null;
        this.#stored = sequence;
        this.#bytesStored = bytes;
        this.#storeInTime();
      },
      (error: unknown) => {
        this.#storing = null;
        this.#isOver = true;
        onError(error as Error);
      },
    );
  }
}
