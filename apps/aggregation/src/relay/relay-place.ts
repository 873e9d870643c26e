export interface RelayPlaceOptions {
  /** Stored sequence at the start. */
  readonly at: bigint;
  /** Published sequences that may be unstored once `reached` has resolved. */
  readonly mostUnstored: number;
  /** The same in bytes. */
  readonly mostUnstoredBytes: number;
  readonly store: (sequence: bigint) => Promise<void>;
  /** Receives the error of a failed store. */
  readonly onError: (error: Error) => void;
}

/** Milliseconds until a place is stored if few changes follow. */
const SOON_MS = 100;

/**
 * Stores the relay's place now and then, in parallel to publishing: a transaction for every small page would
 * double the transactions of sales. A crash repeats the changes after the stored place.
 */
export class RelayPlace {
  readonly #options: RelayPlaceOptions;
  #reached: bigint;
  #stored: bigint;
  /** Bytes published since the start, up to `#reached` and `#stored`. */
  #bytesReached = 0;
  #bytesStored = 0;
  #storing: Promise<void> | null = null;
  /** True after `close`, or after an error that leaves the stored place unknown. */
  #isOver = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RelayPlaceOptions) {
    this.#options = options;
    this.#reached = options.at;
    this.#stored = options.at;
  }

  /** Notes that all changes up to a sequence are published; resolves once few enough are unstored. */
  async reached(sequence: bigint, bytes: number): Promise<void> {
    this.#reached = sequence;
    this.#bytesReached += bytes;
    this.#storeInTime();
    while (this.#share > 1 && this.#storing) await this.#storing;
  }

  /** Stores the last place. */
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

  /** Unstored part as a fraction of the limits. */
  get #share(): number {
    const { mostUnstored, mostUnstoredBytes } = this.#options;
    return Math.max(
      this.#unstored / mostUnstored,
      (this.#bytesReached - this.#bytesStored) / mostUnstoredBytes,
    );
  }

  /** Stores at once above half the limit, otherwise after `SOON_MS`. */
  #storeInTime(): void {
    if (this.#share * 2 >= 1) this.#store();
    else if (this.#unstored > 0)
      this.#timer ??= setTimeout(() => {
        this.#store();
      }, SOON_MS);
  }

  /** One store at a time; a place reached meanwhile is stored next. */
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
