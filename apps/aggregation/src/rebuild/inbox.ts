import type { InRecord, Scanned, ScanNext } from '@silkgauge/kafka';

/** What lies between two positions of a partition: the records, in order, none left out. */
export interface InboxPiece {
  readonly records: readonly InRecord[];
  readonly next: bigint;
}

/**
 * One partition as whoever replays it takes it: what a scan brings is held here, one fetch at a time, until it is
 * taken, and the scan waits for that.
 */
export class Inbox {
  readonly #name: string;
  #position: bigint;
  #records: readonly InRecord[] = [];
  #unreadable: Scanned['unreadable'] = null;
  #pending: { answer(next: ScanNext): void; reject(error: Error): void } | null = null;
  #ended = false;
  #failure: Error | null = null;
  #wake: () => void = () => undefined;

  constructor(name: string, position: bigint) {
    this.#name = name;
    this.#position = position;
  }

  /** Resolves when all of it was taken or stepped over, with where to go on. */
  offer({ records, unreadable }: Scanned): Promise<ScanNext> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((answer, reject) => {
      this.#pending = { answer, reject };
      this.#records = records;
      this.#unreadable = unreadable;
      this.stepTo(this.#position);
      this.#wake();
    });
  }

  /** Nothing more comes. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Whoever takes gets this error instead, and so does the scan. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#pending?.reject(this.#failure);
    this.#wake();
  }

  /** The first record there is; null when the partition has none left. */
  async first(): Promise<InRecord | null> {
    await this.#arrival();
    return this.#records[0] ?? null;
  }

  /** The position behind the records at hand that were appended no later than `timestamp`; at least one record is. */
  behind(timestamp: number): bigint {
    const later = this.#records.findIndex((record, at) => at > 0 && Number(record.timestamp) > timestamp);
    const last = later < 0 ? this.#records.at(-1) : this.#records[later - 1];
    return (last?.offset ?? this.#position) + 1n;
  }

  /**
   * What comes next before `limit`, which must lie ahead.
   *
   * @throws where a record batch cannot be read
   */
  async take(limit: bigint): Promise<InboxPiece> {
    await this.#arrival();
    const rest = this.#records.findIndex(({ offset }) => offset >= limit);
    const records = rest < 0 ? this.#records : this.#records.slice(0, rest);
    const isKnown =
      rest >= 0 || this.#ended || (this.#unreadable !== null && this.#unreadable.first >= limit);
    const last = records.at(-1);
    if (!isKnown && !last) {
      const reason = this.#unreadable?.reason ?? 'nothing is there';
      throw new Error(`${this.#name} cannot be read at offset ${String(this.#position)}: ${reason}`);
    }
    const next = isKnown || !last ? limit : last.offset + 1n;
    this.stepTo(next);
    return { records, next };
  }

  /** Leaves out what lies before an offset. */
  stepTo(offset: bigint): void {
    this.#position = offset;
    this.#records = this.#records.filter((record) => record.offset >= offset);
    this.#letGo();
  }

  /** Lets the scan go on once there is nothing left of what it brought. */
  #letGo(): void {
    const blocked = this.#unreadable;
    if (this.#records.length > 0 || (blocked && blocked.next > this.#position)) return;
    const pending = this.#pending;
    this.#pending = null;
    this.#unreadable = null;
    pending?.answer(blocked ? this.#position : undefined);
  }

  async #arrival(): Promise<void> {
    while (!this.#failure && !this.#ended && this.#pending === null) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#failure) throw this.#failure;
  }
}
