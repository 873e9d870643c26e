import type { InRecord } from './records.ts';

export interface QueueLimits {
  /** The most records handed over at once. */
  readonly maxBatchRecords: number;
  /** Fetching stops above this many waiting records or bytes and goes on below half of both. */
  readonly maxWaitingRecords: number;
  readonly maxWaitingBytes: number;
}

/** Records fetched and not yet handed over: fetching goes on while a handler runs, within bounds. */
export class RecordQueue {
  readonly #limits: QueueLimits;
  #records: InRecord[] = [];
  #bytes = 0;
  #end = 0n;
  #open = false;
  #wake: (() => void) | null = null;
  #wasFull = false;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /** Empties it; the next records are those from `position` on. */
  open(position: bigint): void {
    this.shut();
    this.#end = position;
    this.#open = true;
  }

  /** Empties it and takes nothing until it is opened again. */
  shut(): void {
    this.#records = [];
    this.#bytes = 0;
    this.#open = false;
    this.#wasFull = false;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  get isEmpty(): boolean {
    return this.#records.length === 0;
  }

  /** The offset that has to come next. */
  get end(): bigint {
    return this.#end;
  }

  get isFull(): boolean {
    const { maxWaitingBytes, maxWaitingRecords } = this.#limits;
    return this.#bytes >= maxWaitingBytes || this.#records.length >= maxWaitingRecords;
  }

  /** Once after it was full, when it is half empty. */
  get hasRoomAgain(): boolean {
    const { maxWaitingBytes, maxWaitingRecords } = this.#limits;
    if (!this.#wasFull || this.#bytes * 2 > maxWaitingBytes || this.#records.length * 2 > maxWaitingRecords) {
      return false;
    }
    this.#wasFull = false;
    return true;
  }

  push(records: readonly InRecord[], end: bigint): void {
    for (const record of records) {
      this.#records.push(record);
      this.#bytes += sizeOf(record);
    }
    this.#end = end;
    if (this.isFull) this.#wasFull = true;
    this.wake();
  }

  /** The next run of records and the position behind it; null when there are none. */
  take(): { records: InRecord[]; next: bigint } | null {
    if (this.#records.length === 0) return null;
    const records = this.#records.splice(0, this.#limits.maxBatchRecords);
    for (const record of records) this.#bytes -= sizeOf(record);
    const last = records.at(-1);
    const next = this.#records.length === 0 || !last ? this.#end : last.offset + 1n;
    return { records, next };
  }

  /** Resolves when something was pushed, or at `wake`. */
  arrival(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  wake(): void {
    this.#wake?.();
    this.#wake = null;
  }
}

/** What it holds in memory; without the bytes it came in, headers are counted as the few hundred they usually are. */
const sizeOf = (record: InRecord): number =>
  record.wire
    ? record.wire.end - record.wire.keyEnd + 100
    : 300 + (record.key?.length ?? 0) + (record.value?.length ?? 0);
