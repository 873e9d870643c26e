import type { InRecord, Scanned, ScanNext } from '@silkgauge/kafka';

/** All records between two positions of a partition, in order. */
export interface InboxPiece {
  readonly records: readonly InRecord[];
  readonly next: bigint;
}

/** Buffer of one partition between scan and replay: the scan waits until the buffered fetch is taken. */
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

  /** Resolves with the continuation of the scan, once all records were taken or skipped. */
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

  /** Marks the end of the scan. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Rejects the scan and all takers with an error. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#pending?.reject(this.#failure);
    this.#wake();
  }

  /** First buffered record; null at the end of the partition. */
  async first(): Promise<InRecord | null> {
    await this.#arrival();
    return this.#records[0] ?? null;
  }

  /** Position after the buffered records up to `timestamp` (milliseconds), at least one. */
  behind(timestamp: number): bigint {
    const later = this.#records.findIndex((record, at) => at > 0 && Number(record.timestamp) > timestamp);
    const last = later < 0 ? this.#records.at(-1) : this.#records[later - 1];
    return (last?.offset ?? this.#position) + 1n;
  }

  /** Takes the next records before `limit`, which lies ahead; throws at an unreadable record batch. */
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

  /** Drops the records before an offset. */
  stepTo(offset: bigint): void {
    this.#position = offset;
    this.#records = this.#records.filter((record) => record.offset >= offset);
    this.#letGo();
  }

  /** Lets the scan continue once the fetch is used up. */
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
