import type { Frame } from './frame-memory.ts';
import type { RecordList } from './records.ts';
import { joinRecords } from './stored-batch.ts';

export interface QueueLimits {
  /** The most records handed over at once. */
  readonly maxBatchRecords: number;
  /** Fetching stops above this many waiting records or bytes and goes on below half of both. */
  readonly maxWaitingRecords: number;
  readonly maxWaitingBytes: number;
}

interface Waiting {
  readonly records: RecordList;
  /** The memory they are in; null where it is their own. */
  readonly frame: Frame | null;
  readonly bytes: number;
  /** They were taken before. */
  readonly isBack?: boolean;
}

export interface Taken {
  readonly records: RecordList;
  /** The same in the pieces they waited in, whose frames are to be let go of when they are done with. */
  readonly pieces: readonly Waiting[];
  /** The position behind them. */
  readonly next: bigint;
}

/** Records fetched and not yet handed over: fetching goes on while a handler runs, within bounds. */
export class RecordQueue {
  readonly #limits: QueueLimits;
  #waiting: Waiting[] = [];
  #records = 0;
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
    this.#waiting = [];
    this.#records = 0;
    this.#bytes = 0;
    this.#open = false;
    this.#wasFull = false;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  get length(): number {
    return this.#records;
  }

  get isEmpty(): boolean {
    return this.#records === 0;
  }

  /** The offset that has to come next. */
  get end(): bigint {
    return this.#end;
  }

  get isFull(): boolean {
    const { maxWaitingBytes, maxWaitingRecords } = this.#limits;
    return this.#bytes >= maxWaitingBytes || this.#records >= maxWaitingRecords;
  }

  /** Once after it was full, when it is half empty. */
  get hasRoomAgain(): boolean {
    const { maxWaitingBytes, maxWaitingRecords } = this.#limits;
    if (!this.#wasFull || this.#bytes * 2 > maxWaitingBytes || this.#records * 2 > maxWaitingRecords) {
      return false;
    }
    this.#wasFull = false;
    return true;
  }

  push({ records, frame, bytes }: Waiting, end: bigint): void {
    if (records.length > 0) this.#add({ records, frame, bytes });
    else frame?.letGo();
    this.#end = end;
    if (this.isFull) this.#wasFull = true;
    this.wake();
  }

  /** The next run of records, at most `most` of them, and none behind those that were put back; null when there are none. */
  take(most = this.#limits.maxBatchRecords): Taken | null {
    if (this.#records === 0) return null;
    const pieces: Waiting[] = [];
    const isBack = this.#waiting[0]?.isBack;
    let room = most;
    for (let head = this.#waiting[0]; head && room > 0; head = this.#waiting[0]) {
      if (head.isBack !== isBack) break;
      this.#drop(head);
      pieces.push({ ...head, records: head.records.slice(0, room) });
      if (head.records.length > room) this.#holdBack(head, room);
      room -= Math.min(room, head.records.length);
    }
    const records = joinRecords(pieces.map((piece) => piece.records));
    const next = this.#records === 0 ? this.#end : (records.at(-1)?.offset ?? -1n) + 1n;
    return { records, pieces, next };
  }

  /**
   * What was taken last waits again from its record at `index` on. Its memory is not counted: there was room for more when it was taken,
   * and it is gone before there is again.
   */
  putBack({ records, pieces }: Taken, index: number): void {
    let start = records.length;
    for (const piece of pieces.toReversed()) {
      start -= piece.records.length;
      const from = Math.max(0, index - start);
      if (from < piece.records.length) this.#holdBack({ ...piece, bytes: 0, isBack: true }, from);
    }
  }

  /** Cut in two, both keep all of the memory; it is counted until the second is taken. */
  #holdBack(piece: Waiting, from: number): void {
    piece.frame?.hold();
    this.#add({ ...piece, records: piece.records.slice(from) }, 'front');
  }

  #add(waiting: Waiting, where: 'front' | 'end' = 'end'): void {
    if (where === 'front') this.#waiting.unshift(waiting);
    else this.#waiting.push(waiting);
    this.#records += waiting.records.length;
    this.#bytes += waiting.bytes;
  }

  #drop(head: Waiting): void {
    this.#waiting.shift();
    this.#records -= head.records.length;
    this.#bytes -= head.bytes;
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
